import type { Flow, ProcessNode } from '../kernel/graph.ts';
import type { Diagnostics } from './diagnostics.ts';

type Linkable = Omit<ProcessNode, 'incoming' | 'outgoing'> & { incoming: Flow[]; outgoing: Flow[] };

/** Joins the link events of one container: a flow from each throwing one to the catching one of the same name. */
export function linkNodes(nodes: readonly Linkable[], flows: Map<string, Flow>, diagnostics: Diagnostics): void {
  const links = nodes.filter((node) => node.trigger === 'link');
  const targets = new Map<string, Linkable>();
  for (const node of links) {
    if (node.kind !== 'intermediateCatchEvent' || node.link === null) continue;
    const other = targets.get(node.link);
    if (other === undefined) targets.set(node.link, node);
    else diagnostics.error('bad-value', node.id, `${other.id} catches the link "${node.link}" already: name another.`);
  }
  for (const source of links) {
    if (source.kind !== 'intermediateThrowEvent' || source.link === null) continue;
    const target = targets.get(source.link);
    if (target === undefined) {
      const message = `No link event here catches "${source.link}".`;
      diagnostics.error('missing-reference', source.id, message, { property: 'name' });
      continue;
    }
    const id = `${source.id}-${target.id}`;
    const flow: Flow = Object.freeze({ id: flows.has(id) ? `${id}-link` : id, source, target, condition: null });
    flows.set(flow.id, flow);
    source.outgoing.push(flow);
    target.incoming.push(flow);
  }
}
