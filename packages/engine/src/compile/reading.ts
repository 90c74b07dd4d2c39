import type { Element } from './model.ts';
import type { ModelFile } from './model-file.ts';
import type { ProcessReading } from './process-reading.ts';
import type { Surroundings } from './surroundings.ts';

/** What the parts of one flow node are read with. */
export interface Reading extends Surroundings {
  readonly element: Element;
  readonly id: string;
  readonly lane: string | null;
  /** The process that it is in. */
  readonly process: ProcessReading;
  readonly file: ModelFile;
}
