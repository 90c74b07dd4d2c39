import type { Behaviour } from '../kernel/contracts.ts';
import type { ElementKind } from '../kernel/kinds.ts';

/** An element that does nothing itself: it is entered and left in the same step. */
export function passThrough(kind: ElementKind): Behaviour {
  return {
    kind,
    enter: (run, node, key) => run.complete(node, key, undefined),
    resume: (run, node, key, variables) => run.complete(node, key, variables),
  };
}
