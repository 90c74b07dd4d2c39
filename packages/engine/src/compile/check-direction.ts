import type { ProcessNode } from '../kernel/graph.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type Element, text } from './model.ts';

/** Says of a gateway that it is not what its direction says (BPMN 2.0.2 §10.6.1): the flows are carried out as drawn. */
export function checkDirection(
  gateway: Element,
  { id, incoming, outgoing }: ProcessNode,
  diagnostics: Diagnostics,
): void {
  const direction = text(gateway, 'gatewayDirection');
  const told = contradiction(direction, incoming.length, outgoing.length);
  if (told === null) return;
  const message = `gatewayDirection="${direction}" has no effect: ${told}. The flows count; correct or remove it.`;
  diagnostics.warning('no-effect', id, message, { property: 'gatewayDirection' });
}

function contradiction(direction: string | null, incoming: number, outgoing: number): string | null {
  if (direction === 'Converging' && outgoing > 1) return `${outgoing} sequence flows leave from here, not one`;
  if (direction === 'Diverging' && incoming > 1) return `${incoming} sequence flows lead here, not one`;
  if (direction !== 'Mixed' || (incoming > 1 && outgoing > 1)) return null;
  return `not several sequence flows ${incoming > 1 ? 'leave from' : 'lead'} here`;
}
