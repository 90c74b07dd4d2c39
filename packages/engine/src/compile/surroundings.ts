import type { WorkCalendar } from '../deadline/index.ts';
import type { DecisionModel } from '../decision/index.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Expressions } from './expressions.ts';

/** What a model is read with. */
export interface Surroundings {
  readonly diagnostics: Diagnostics;
  readonly expressions: Expressions;
  readonly decisions: readonly DecisionModel[];
  /** Null when the host gives none. */
  readonly calendar: WorkCalendar | null;
}
