import type { Behaviour } from '../kernel/contracts.ts';
import type { ElementKind } from '../kernel/kinds.ts';
import { doJob } from './working.ts';

/** An event that throws its trigger and goes on, or hands the throwing to a worker when it has a task definition. */
export function throwing(kind: ElementKind): Behaviour {
  return {
    kind,
    enter(run, node, key) {
      if (node.job !== null) return doJob(run, node, node.job, key);
      if (node.event.fire === undefined || node.event.fire(run, node, key, key) === 'completed') {
        run.complete(node, key, undefined);
      }
    },
    resume(run, node, key, variables) {
      if (node.job !== null || node.event.goOn === undefined || node.event.goOn(run, node, key) === 'completed') {
        run.complete(node, key, variables);
      }
    },
  };
}
