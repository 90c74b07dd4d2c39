import type { ProcessNode } from './graph.ts';

/** Incoming flows of a gateway, by their ids. */
interface Ways {
  /** By which a token may still come in. */
  readonly any: ReadonlySet<string>;
  /** By which it may come in along sequence flows alone, without a boundary event on the way. */
  readonly sequence: ReadonlySet<string>;
}

type Reach = ReadonlyMap<ProcessNode, Ways>;

const known = new WeakMap<ProcessNode, Reach>();

/**
 * For each node, which incoming flows of the gateway a token in that node may still come in by, on a way that does not
 * lead through the gateway. A token in an activity may also leave by its boundary events. Found once for each gateway.
 */
export function reachOf(gateway: ProcessNode): Reach {
  const found = known.get(gateway);
  if (found !== undefined) return found;
  const [any, sequence] = [leading(gateway, true), leading(gateway, false)];
  const reach = new Map<ProcessNode, Ways>();
  for (const [node, flows] of any) reach.set(node, { any: flows, sequence: sequence.get(node) ?? new Set() });
  known.set(gateway, reach);
  return reach;
}

function leading(gateway: ProcessNode, throughEvents: boolean): Map<ProcessNode, Set<string>> {
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
      if (throughEvents && node.host !== null) open.push(node.host);
    }
  }
  return reach;
}
