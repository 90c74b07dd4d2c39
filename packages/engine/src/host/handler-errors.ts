import { NO_VARIABLES } from '../kernel/scope.ts';
import type { Variables } from '../kernel/types.ts';

/** Throw it in a job handler to throw a BPMN error, which an error event of the model catches by its code. */
export class BpmnError extends Error {
  override readonly name = 'BpmnError';
  readonly code: string;
  /** What the catching event gets. */
  readonly variables: Variables;

  constructor(code: string, message = '', variables: Variables = NO_VARIABLES) {
    super(message);
    this.code = code;
    this.variables = variables;
  }
}

/**
 * Throw it in a job handler to throw a BPMN escalation. Unless an interrupting event catches it, the job counts as done
 * with `result`.
 */
export class BpmnEscalation extends Error {
  override readonly name = 'BpmnEscalation';
  readonly code: string;
  /** What the catching event gets. */
  readonly variables: Variables;
  readonly result: Variables;

  constructor(code: string, variables: Variables = NO_VARIABLES, result: Variables = NO_VARIABLES) {
    super(`escalation ${code}`);
    this.code = code;
    this.variables = variables;
    this.result = result;
  }
}

/** Throw it in a job handler to say how a failure goes on; every other exception takes one retry. */
export class JobFailure extends Error {
  override readonly name = 'JobFailure';
  /** How many more attempts there are; 0: an incident at once. One less than before when absent. */
  readonly retries: number | undefined;
  /** Milliseconds until the next attempt; what the engine's back-off gives when absent. */
  readonly after: number | undefined;

  constructor(message: string, next: { readonly retries?: number; readonly after?: number } = {}) {
    super(message);
    this.retries = next.retries;
    this.after = next.after;
  }
}
