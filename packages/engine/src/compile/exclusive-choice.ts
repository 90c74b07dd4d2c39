import type { Flow } from '../kernel/graph.ts';
import type { Diagnostics } from './diagnostics.ts';
import type { Node } from './graph.ts';

/**
 * The ways of a choice are tried in the order in which the gateway lists them (BPMN 2.0.2, FlowNode: `outgoing` is an ordered
 * collection), then those that it does not list, as the file has them.
 */
export function inListedOrder(node: Node, listed: readonly string[]): void {
  if (node.kind !== 'exclusiveGateway' || listed.length < 2) return;
  const places = new Map(listed.map((id, place) => [id, place]));
  const placeOf = ({ id }: Flow) => places.get(id) ?? listed.length;
  node.outgoing.sort((a, b) => placeOf(a) - placeOf(b));
}

/**
 * A choice needs a condition on each way but one (BPMN 2.0.2 §10.6.2). The only way without one is what is left when no
 * condition holds; of two, or beside a default flow, nobody could tell which is meant. `unread`: flows with a condition that
 * has a diagnostic.
 */
export function settleChoice(node: Node, unread: ReadonlySet<Flow>, diagnostics: Diagnostics): void {
  if (node.kind !== 'exclusiveGateway' || node.outgoing.length < 2) return;
  node.conditional = true;
  const open = node.outgoing.filter(
    (flow) => flow.condition === null && flow !== node.defaultFlow && !unread.has(flow),
  );
  const [only, ...others] = open;
  if (only !== undefined && others.length === 0 && node.defaultFlow === null) {
    node.defaultFlow = only;
    const message = `The flow has no condition: it counts as the default flow. Name it in the default of ${node.id}, or give it a condition.`;
    diagnostics.warning('missing-condition', only.id, message);
    return;
  }
  for (const flow of open) {
    const message = `The flow has neither a condition nor is it the default flow. Add a conditionExpression, or name the flow in the default of ${node.id}.`;
    diagnostics.error('missing-condition', flow.id, message);
  }
}
