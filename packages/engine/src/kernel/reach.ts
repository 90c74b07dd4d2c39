import type { ProcessNode } from './graph.ts';

type Reach = ReadonlyMap<ProcessNode, ReadonlySet<string>>;

const known = new WeakMap<ProcessNode, Reach>();

/**
 * For each node, which incoming flows of the gateway a token in that node may still come in by, on a way that does not
 * lead through the gateway. A token in an activity may also leave by its boundary events. Found once for each gateway.
 */
export function reachOf(gateway: ProcessNode): Reach {
  const found = known.get(gateway);
  if (found !== undefined) return found;
  const reach = new Map<ProcessNode, Set<string>>();
  for (const flow of gateway.incoming) {
    const seen = new Set<ProcessNode>();
    const open = [flow.source];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
      if (seen.has(node)) continue;
      seen.add(node);
      const flows = reach.get(node) ?? new Set();
      reach.set(node, flows.add(flow.id));
      if (node === gateway) continue;
      for (const { source } of node.incoming) open.push(source);
      if (node.host !== null) open.push(node.host);
    }
  }
  known.set(gateway, reach);
  return reach;
}
