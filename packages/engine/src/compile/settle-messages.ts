import { settling } from '../elements/settling.ts';
import type { Node } from './graph.ts';

/** What a message settles for later ones is kept by whatever goes on with it. */
export function settleMessages(node: Node): void {
  if (node.event.listen === undefined) return;
  const waits = [node, ...node.parts]
    .flatMap(({ message }) => message ?? [])
    .filter(({ settles }) => settles.length > 0);
  if (waits.length > 0 && node.job === null) node.behaviour = settling(node.behaviour, waits, node.instantiates);
}
