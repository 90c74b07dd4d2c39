import type { ProcessNode } from '../kernel/graph.ts';
import type { Diagnostics } from './diagnostics.ts';

/** Says of what nothing leads to that it is never carried out; of what follows it only once. */
export function reportUnreachable(
  nodes: ReadonlyMap<string, ProcessNode>,
  starts: readonly ProcessNode[],
  process: string,
  diagnostics: Diagnostics,
): void {
  const inside = new Map<string, ProcessNode[]>();
  for (const node of nodes.values()) {
    const beside = inside.get(node.scope);
    if (beside === undefined) inside.set(node.scope, [node]);
    else beside.push(node);
  }
  const reached = new Set<ProcessNode>();
  const eventsIn = (scope: string) => (inside.get(scope) ?? []).filter(({ kind }) => kind === 'eventSubProcess');
  const follow = (from: readonly ProcessNode[]): void => {
    const open = [...from];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (reached.has(node)) continue;
      reached.add(node);
      open.push(...node.outgoing.map(({ target }) => target), ...node.boundary, ...(node.inner?.starts ?? []));
      const handler = nodes.get(node.compensation ?? node.single?.compensation ?? '');
      if (handler !== undefined) open.push(handler);
      if (node.inner === null) continue;
      open.push(...eventsIn(node.id));
      if (node.adHoc !== null)
        open.push(...(inside.get(node.id) ?? []).filter(({ incoming }) => incoming.length === 0));
    }
  };
  follow([...starts, ...eventsIn(process)]);
  if (reached.size === nodes.size) return;
  const left = [...nodes.values()].filter((node) => !reached.has(node) && node.trigger !== 'compensation');
  // what is refused may be the reason that nothing leads to it, and is told once
  const refused = new Set(diagnostics.list.flatMap(({ severity, element }) => (severity === 'error' ? element : null)));
  for (const node of [...left.filter(({ incoming }) => incoming.length === 0), ...left]) {
    if (reached.has(node)) continue;
    follow([node]);
    if (refused.has(node.id)) continue;
    const message = node.forCompensation
      ? 'No compensation event is associated with it: it is never carried out.'
      : 'Nothing leads to it: it is never carried out.';
    diagnostics.warning('unreachable', node.id, message);
  }
}
