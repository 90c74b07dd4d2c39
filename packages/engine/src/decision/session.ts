import type { Budget } from '../expression/budget.ts';
import type { EvaluationTime, HostFunctions } from '../expression/index.ts';
import type { Value } from '../expression/values.ts';
import type { DecisionStop } from './decision-stop.ts';
import type { DecisionModel, Node, Scope } from './model.ts';
import type { DecisionTraceEntry } from './outcome.ts';

/** One evaluation under way: what the caller gave, what is known already, what it may still cost. */
export interface Session {
  readonly time: EvaluationTime & { readonly budget: Budget };
  /** The caller's values. */
  readonly given: Scope;
  /** Functions that the host gives; decision services see them too. */
  readonly functions: HostFunctions;
  /** Where input data of imported files may be given: the names of the imports that lead to each. */
  readonly imported: DecisionModel['imported'];
  /** Each node of the graph is evaluated once; a decision service begins anew. */
  readonly known: Map<Node, Value>;
  readonly trace: DecisionTraceEntry[];
  /** The caller gave JSON: texts may stand for dates and durations, and input data of another type are a failure. */
  readonly json: boolean;
  /** Why a function that FEEL called came to an end. */
  stopped: DecisionStop | null;
}
