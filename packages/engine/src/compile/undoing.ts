import type { ProcessNode } from '../kernel/graph.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Node } from './graph.ts';
import { catchesCancel } from './multiple.ts';

type Nodes = ReadonlyMap<string, Node>;

/** An event subprocess that compensates is the handler of the subprocess it stands in. */
export function placeHandler({ id, kind, scope, inner }: Node, nodes: Nodes, diagnostics: Diagnostics): void {
  if (kind !== 'eventSubProcess' || inner?.starts[0]?.trigger !== 'compensation') return;
  const compensated = nodes.get(scope);
  if (compensated === undefined) {
    diagnostics.error('bad-value', id, 'Nothing compensates a process: put the handler into a subprocess.');
  } else if (compensated.compensation !== null) {
    diagnostics.error('bad-value', id, `${scope} has two handlers that compensate it.`);
  } else {
    compensated.compensation = id;
  }
}

/** What an event compensates must be visible to it; a transaction is cancelled from within, and left by its own event. */
export function checkUndoing(node: Node, nodes: Nodes, diagnostics: Diagnostics): void {
  const { id, scope } = node;
  for (const { compensates } of [node, ...node.parts]) {
    if (compensates === null) continue;
    if (isVisible(compensates, scope, nodes)) {
      const target = nodes.get(compensates);
      if (target === undefined || target.inner !== null) continue;
      // of one that is repeated, each run is undone
      if (target.compensation !== null || (target.single?.compensation ?? null) !== null) continue;
      const nothing = `${compensates} has no handler: nothing is undone. Associate one with a compensation boundary event.`;
      diagnostics.warning('no-effect', id, nothing, { property: 'activityRef' });
      continue;
    }
    const message = `The event can only compensate activities beside it, not ${compensates}.`;
    diagnostics.error('missing-reference', id, message, { property: 'activityRef' });
  }
  if (node.trigger !== 'cancel' || node.kind !== 'endEvent') return;
  const transaction: ProcessNode | undefined = nodes.get(scope);
  if (transaction?.kind !== 'transaction') {
    diagnostics.error('bad-value', id, 'A cancel end event belongs into a transaction.');
  } else if (!transaction.boundary.some(catchesCancel)) {
    const message = `${scope} has no cancel boundary event: once it is cancelled nothing goes on from there. Attach one to go on.`;
    diagnostics.warning('missing-reference', id, message);
  }
}

/** Whether an event in `scope` can compensate it: it stands beside the event, or around its event subprocess. */
function isVisible(activity: string, scope: string, nodes: Nodes): boolean {
  if (nodes.get(activity)?.scope === scope) return true;
  const around = nodes.get(scope);
  return around?.kind === 'eventSubProcess' && isVisible(activity, around.scope, nodes);
}
