import { type Key, type Process, returnedVariables, type State } from '@circula/engine';
import type { Instruction } from './projection.ts';

/** What a called process that has ended means to the call that waits for it. */
export function answerTo(key: Key, process: Process, state: State): Instruction {
  switch (state.status) {
    case 'completed':
      return { type: 'completeCall', key, variables: returnedVariables(process, state) };
    case 'failed': {
      const { code, message, variables } = state.error ?? { code: '', message: '', variables: {} };
      return { type: 'throwError', key, code, message, variables };
    }
    case 'terminated': {
      // Usually its caller has cancelled it, waits for nothing any more, and takes no notice.
      const message = 'The called process was cancelled';
      return { type: 'throwError', key, code: 'called-process-cancelled', message };
    }
    case 'active':
      throw new Error('A called process that still runs has no answer.');
    default:
      return unknownStatus(state.status);
  }
}

function unknownStatus(status: never): never {
  throw new Error(`The engine left an instance in an unknown status: ${String(status)}`);
}
