import type { Run, Trigger } from '../kernel/contracts.ts';
import type { ProcessNode } from '../kernel/graph.ts';
import type { TriggerKind } from '../kernel/kinds.ts';
import type { Key } from '../kernel/types.ts';

/** What ends the scope or the event itself comes when all else has been thrown. */
const LAST: ReadonlySet<TriggerKind> = new Set(['terminate', 'error']);

/**
 * Any of several reasons; when thrown, each of them, in the model's order: then what compensates, and at the very end
 * what ends the scope. Its parts are armed one by one.
 */
export const multiple: Trigger = {
  kind: 'multiple',
  fire(run, node, key) {
    const now = (part: ProcessNode) => part.trigger !== 'compensation' && !LAST.has(part.trigger);
    if (throwParts(run, node, key, now) === 'gone') return 'gone';
    let begun = false;
    for (const part of node.parts) {
      if (part.trigger === 'compensation') begun = run.beginCompensation(part, key) || begun;
    }
    if (node.detached) run.pass(node, key);
    return begun ? 'gone' : finish(run, node, key);
  },
  goOn: (run, node, key) => (run.compensateNext(node, key) ? 'gone' : finish(run, node, key)),
};

function finish(run: Run, node: ProcessNode, key: Key): 'completed' | 'gone' {
  return throwParts(run, node, key, ({ trigger }) => LAST.has(trigger));
}

function throwParts(run: Run, node: ProcessNode, key: Key, which: (part: ProcessNode) => boolean) {
  for (const [index, part] of node.parts.entries()) {
    if (which(part) && part.event.fire?.(run, part, key, key + 1 + index) === 'gone') return 'gone';
  }
  return 'completed';
}
