import type { JobResult } from '../kernel/job-result.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import type { Variables } from '../kernel/types.ts';

/** Return it from a job handler to give a decision that the job asks for, beside the variables. */
export class JobCompletion<Out extends Variables = Variables> {
  readonly result: JobResult;
  readonly variables: Out;

  constructor(result: JobResult, variables: Out = NO_VARIABLES as Out) {
    this.result = result;
    this.variables = variables;
  }
}
