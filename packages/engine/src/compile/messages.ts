import type { Correlation, MessageDefinition } from '../kernel/graph.ts';
import { variable } from './computed.ts';
import { constant } from './expressions.ts';
import { type MessageFlow, messageOf } from './message-flows.ts';
import { type Element, extension, idOf, text } from './model.ts';
import type { Reading } from './reading.ts';

/** The message that an element waits for: what it names, or what a message flow brings; null when neither. */
export function readAwaited(reading: Reading, named: Element | null): MessageDefinition | null {
  const { element, process, file } = reading;
  const flows = file.flows.incoming(element);
  const message = named ?? file.flows.awaited(element);
  const [first] = flows;
  const talks = flows.flatMap((flow) => file.flows.conversation(flow) ?? []);
  if (message !== null)
    return described(reading, message, file.correlations.of(message, process.element, reading), talks);
  return first === undefined ? null : described(reading, nameOf(file.flows.incoming(element)), [], talks);
}

/** The message of a receive task that names none, as BPMN allows: it is known by the id of the task. */
export function ownMessage(reading: Reading): MessageDefinition | null {
  const { id, diagnostics } = reading;
  const text = `The receive task names no message: it waits for one called "${id}". Add a messageRef to name another.`;
  diagnostics.warning('missing-definition', id, text, { property: 'messageRef' });
  return described(reading, id, [], []);
}

/** The message that an element sends, by name or to wherever its message flows lead; null when neither. */
export function readSent(reading: Reading, named: Element | null): MessageDefinition | null {
  const { element, process, file, diagnostics } = reading;
  const flows = file.flows.outgoing(element);
  const correlations = (message: Element) => file.correlations.of(message, process.element, reading);
  if (named !== null) {
    const meant = flows.filter((flow) => awaitedAt(reading, flow) === named);
    for (const flow of flows) if (flow.target !== null && !meant.includes(flow)) checkNamed(reading, flow);
    const talks = meant.flatMap((flow) => file.flows.conversation(flow) ?? []);
    const starts = meant.length > 0 && meant.every((flow) => file.flows.starts(flow));
    return described(reading, named, correlations(named), talks, starts);
  }
  const [first, ...also] = flows.flatMap((flow): MessageDefinition[] => {
    if (flow.unclear !== null) {
      const message = `The message flow ${flow.id} leads to a pool in which no single element waits for it.`;
      diagnostics.error('missing-reference', reading.id, `${message} Lead it to the element.`, {
        property: 'targetRef',
      });
      return [];
    }
    const message = awaitedAt(reading, flow);
    const talk = file.flows.conversation(flow);
    const name = message ?? (flow.target === null ? nameOf([flow]) : nameOf(file.flows.incoming(flow.target)));
    const settled = message === null ? [] : correlations(message);
    const sent = described(reading, name, settled, talk === null ? [] : [talk], file.flows.starts(flow));
    return sent === null ? [] : [sent];
  });
  return first === undefined ? null : Object.freeze({ ...first, also: Object.freeze(also) });
}

function awaitedAt({ file }: Reading, { target, message }: MessageFlow): Element | null {
  return target === null ? message : file.flows.awaited(target);
}

function checkNamed({ id, diagnostics }: Reading, { id: flow, target }: MessageFlow): void {
  const other = target === null || messageOf(target) === null ? null : idOf(target);
  if (other === null) return;
  const message = `The message flow ${flow} leads to ${other}, which waits for another message than is sent.`;
  diagnostics.warning('message-mismatch', id, message);
}

/** A message without a `message`: the flow's name when a person outside has to know it, its id otherwise. */
function nameOf(flows: readonly MessageFlow[]): string {
  const inside = flows.find(({ from, to }) => from !== null && to !== null);
  const [first] = flows;
  return inside?.id ?? first?.name ?? first?.id ?? '';
}

/** A key of the message's own comes before BPMN's correlation, and that before the conversation of a message flow. */
function described(
  { id, expressions, diagnostics, file }: Reading,
  message: Element | string,
  correlations: readonly Correlation[],
  conversations: readonly string[],
  starts = false,
): MessageDefinition | null {
  const own = typeof message === 'string' ? null : text(extension(message, 'zeebe:Subscription'), 'correlationKey');
  if (own !== null && !diagnostics.stored && !/^\s*[=$#]/.test(own)) {
    const text = `"${own.slice(0, 80)}" would be the key of all instances: write an expression, "=${own.slice(0, 80)}".`;
    diagnostics.error('bad-value', id, text, { property: 'correlationKey' });
  }
  const correlationKey = expressions.optional(own, id);
  const name = typeof message === 'string' ? constant(message) : expressions.notation(file.nameOf(message), id);
  const talks = correlations.length > 0 ? [] : [...new Set(conversations)].map(conversation);
  const settles = own === null ? [...correlations, ...talks] : [];
  if (name === null) return null;
  return Object.freeze({
    name,
    correlationKey,
    correlation: settles[0] ?? null,
    settles: Object.freeze(settles),
    starts,
    also: NONE,
  });
}

const NONE: readonly MessageDefinition[] = Object.freeze([]);

function conversation(name: string): Correlation {
  return Object.freeze({ variable: name, held: variable(name), derive: null, expect: null });
}
