import { Correlations } from './correlations.ts';
import { DataNames } from './data-names.ts';
import type { Expressions } from './expressions.ts';
import { MessageFlows } from './message-flows.ts';
import { type Element, idOf } from './model.ts';

/** What the processes of one file know of each other. */
export interface ModelFile {
  readonly data: DataNames;
  readonly flows: MessageFlows;
  readonly correlations: Correlations;
  /** Processes and global tasks, by id. */
  readonly callables: ReadonlyMap<string, Element>;
}

/** `executable`: the processes that will run, those of global tasks included; `paths` compiles what reads messages. */
export function modelFile(definitions: Element, executable: readonly Element[], paths: Expressions): ModelFile {
  const data = new DataNames(definitions);
  return {
    data,
    flows: new MessageFlows(definitions, executable, data),
    correlations: new Correlations(definitions, paths),
    callables: new Map(executable.map((callable) => [idOf(callable), callable])),
  };
}
