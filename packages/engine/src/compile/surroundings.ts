import type { WorkCalendar } from '../deadline/index.ts';
import type { DecisionModel } from '../decision/index.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Expressions } from './expressions.ts';

/** The latest model with a decision, and with its version tag when one is named; asked whenever a task is carried out. */
export type LaterDecisions = (decision: string, versionTag: string | null) => DecisionModel | undefined;

/** What a model is read with. */
export interface Surroundings {
  readonly diagnostics: Diagnostics;
  readonly expressions: Expressions;
  readonly decisions: readonly DecisionModel[];
  /** Others that may come later; null: there will be none. */
  readonly later: LaterDecisions | null;
  /** Null when the host gives none. */
  readonly calendar: WorkCalendar | null;
}
