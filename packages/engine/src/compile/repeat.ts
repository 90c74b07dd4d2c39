import type { Flow, LoopDefinition } from '../kernel/graph.ts';
import { MARKERS } from '../markers/index.ts';
import type { Node } from './graph.ts';

const NO_FLOWS: readonly Flow[] = Object.freeze([]);

/** Splits a repeated activity: the node itself becomes the whole, `single` is one run of it. */
export function repeat(node: Node, loop: LoopDefinition): void {
  const marker = MARKERS[loop.kind];
  node.single = Object.freeze({
    ...node,
    marker,
    incoming: NO_FLOWS,
    outgoing: NO_FLOWS,
    defaultFlow: null,
    conditional: false,
    joins: false,
    needs: 1,
    gives: 1,
    boundary: Object.freeze([]),
    arms: Object.freeze(node.arms.slice(node.guards)),
    guards: 0,
    keys: 1 + node.arms.length - node.guards + loop.throws.length,
  });
  node.behaviour = marker;
  node.arms = Object.freeze(node.arms.slice(0, node.guards));
  node.keys = 1 + node.guards;
  node.compensation = null;
  node.startListeners = Object.freeze([]);
  node.endListeners = Object.freeze([]);
  node.inputs = Object.freeze([]);
  node.outputs = Object.freeze([]);
}
