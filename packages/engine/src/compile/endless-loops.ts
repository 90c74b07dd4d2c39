import type { ProcessNode } from '../kernel/graph.ts';
import type { ElementKind, TriggerKind } from '../kernel/kinds.ts';
import type { Diagnostics } from './diagnostics.ts';

/** What is left in the step in which it is entered. */
const PASSING: ReadonlySet<ElementKind> = new Set([
  ...(['task', 'manualTask', 'intermediateThrowEvent', 'exclusiveGateway', 'parallelGateway'] as const),
]);

/** What is thrown and cannot end what throws it. */
const QUIET: ReadonlySet<TriggerKind> = new Set(['none', 'message']);

/** Refuses flows that lead back to where they come from with nothing between that waits or chooses: they never end. */
export function refuseEndlessLoops(nodes: Iterable<ProcessNode>, diagnostics: Diagnostics): void {
  const seen = new Set<ProcessNode>();
  for (const start of nodes) {
    if (seen.has(start)) continue;
    const path = [{ node: start, left: [...always(start)] }];
    const onPath = new Set([start]);
    seen.add(start);
    for (let last = path.at(-1); last !== undefined; last = path.at(-1)) {
      const next = last.left.pop();
      if (next === undefined) {
        onPath.delete(last.node);
        path.pop();
      } else if (onPath.has(next)) {
        refuse([...path.slice(path.findIndex(({ node }) => node === next)), { node: next }], diagnostics);
      } else if (!seen.has(next)) {
        seen.add(next);
        onPath.add(next);
        path.push({ node: next, left: [...always(next)] });
      }
    }
  }
}

function refuse(loop: readonly { readonly node: ProcessNode }[], diagnostics: Diagnostics): void {
  const [first] = loop;
  const way = loop.map(({ node }) => node.id).join(' → ');
  const message = `Nothing waits or chooses between ${way}: it would go round for ever.`;
  diagnostics.error('bad-value', first?.node.id ?? null, message.slice(0, 300));
}

/** Where a token certainly goes on without a wait. */
function always(node: ProcessNode): readonly ProcessNode[] {
  const waits =
    node.joins || node.job !== null || node.availability !== null || node.arms.length > 0 || node.loop !== null;
  const listens = node.startListeners.length + node.endListeners.length > 0;
  if (!PASSING.has(node.kind) || waits || listens || !QUIET.has(node.trigger)) return [];
  if (node.kind === 'exclusiveGateway' && node.outgoing.length > 1) return [];
  return node.outgoing.flatMap((flow) => (flow.condition === null && flow !== node.defaultFlow ? flow.target : []));
}
