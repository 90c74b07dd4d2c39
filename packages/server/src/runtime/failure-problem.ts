import type { Failure } from '@circula/engine';
import { Problem } from '../problems.ts';

/** How the engine's refusal of a command is told over HTTP. */
export function problemOf(failure: Failure): Problem {
  switch (failure.code) {
    case 'instance-missing':
      return new Problem('not-found');
    case 'instance-ended':
      return new Problem('instance-ended');
    case 'suspended':
    case 'not-suspended':
    case 'activation-impossible':
    case 'result-impossible':
    case 'task-change-impossible':
    case 'modification-impossible':
    case 'migration-impossible':
    case 'unknown-key':
    case 'wrong-kind':
    case 'instance-exists':
    case 'unknown-start-event':
    case 'start-impossible':
    case 'unhandled-error':
    case 'not-json':
    case 'budget-exceeded': {
      const { element, code, message } = failure;
      return new Problem('step-impossible', '', {
        errors: [{ ...(element === undefined ? {} : { element }), code, message }],
      });
    }
    default:
      return unknownFailure(failure.code);
  }
}

function unknownFailure(code: never): never {
  throw new Error(`The engine failed in an unknown way: ${String(code)}`);
}
