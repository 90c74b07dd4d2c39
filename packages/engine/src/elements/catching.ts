import type { Behaviour } from '../kernel/contracts.ts';
import type { ElementKind } from '../kernel/kinds.ts';

/** Waits for its trigger, or for those of a multiple event, then goes on with what came. */
export function catching(kind: ElementKind): Behaviour {
  return {
    kind,
    enter(run, node, key) {
      if (node.parts.length > 0) {
        const fault = run.arm(node, key);
        if (fault === null) run.wait(node, key, { type: 'events' }, null);
        else run.incident(key, fault);
        return;
      }
      const wait = node.event.listen?.(run, node, key, run.instance(key).since);
      if (wait === undefined) run.complete(node, key, undefined);
      else if (wait.ok) run.wait(node, key, wait.value, null);
      else run.incident(key, wait);
    },
    resume: (run, node, key, variables) => run.complete(node, key, variables),
  };
}
