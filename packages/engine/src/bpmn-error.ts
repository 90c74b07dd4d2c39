import { NO_VARIABLES } from './kernel/scope.ts';
import type { Variables } from './kernel/types.ts';

/** Throw it in a job handler to throw a BPMN error. */
export class BpmnError extends Error {
  readonly code: string;
  readonly variables: Variables;

  constructor(code: string, message = '', variables: Variables = NO_VARIABLES) {
    super(message);
    this.code = code;
    this.variables = variables;
  }
}
