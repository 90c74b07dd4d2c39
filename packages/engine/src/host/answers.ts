import type { Process } from '../kernel/graph.ts';
import { returnedVariables } from '../kernel/returned-variables.ts';
import type { State } from '../kernel/state.ts';
import type { Failure, Key } from '../kernel/types.ts';

/** The answer when there is no such process or instance. */
export function missing(message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code: 'instance-missing', message } };
}

/** What a call activity is told when the process it called has ended. */
export function answerToCaller(process: Process, state: State, key: Key) {
  if (state.status === 'completed') {
    return { type: 'completeCall', key, variables: returnedVariables(process, state) } as const;
  }
  return { type: 'throwError', key, ...(state.error ?? { code: 'called-process-terminated' }) } as const;
}
