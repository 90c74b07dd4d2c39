import type { JobDefinition, ProcessNode } from '../kernel/graph.ts';
import type { ElementKind } from '../kernel/kinds.ts';
import { constant } from './expressions.ts';
import { readHeaders } from './headers.ts';
import { extension, list, text } from './model.ts';
import type { Reading } from './reading.ts';

const RETRIES = 3;

type Listeners = Pick<ProcessNode, 'startListeners' | 'endListeners'>;

const NONE: readonly JobDefinition[] = Object.freeze([]);
const NO_LISTENERS: Listeners = { startListeners: NONE, endListeners: NONE };

/** What listeners are read from. */
type Listened = Pick<Reading, 'element' | 'id' | 'diagnostics' | 'expressions'>;

/** The execution listeners of a flow node, where Camunda 8 allows them, or of a process (`kind` null). */
export function readListeners(reading: Listened, kind: ElementKind | null, trigger: ProcessNode['trigger']): Listeners {
  const { element, id, diagnostics } = reading;
  const all = list(extension(element, 'zeebe:ExecutionListeners'), 'listeners');
  if (all.length === 0) return NO_LISTENERS;
  const seen = new Set<string>();
  for (const one of all) {
    const event = text(one, 'eventType') ?? '';
    const type = text(one, 'type');
    const against = reasonAgainst(event, kind, trigger, element.instantiate === true);
    if (against !== null) diagnostics.error('bad-value', id, against);
    if (type === null) diagnostics.error('missing-definition', id, 'An execution listener has no type.');
    else if (seen.has(`${event} ${type}`)) {
      diagnostics.error('bad-value', id, `Two execution listeners have the type "${type}" for the event "${event}".`);
    }
    seen.add(`${event} ${type}`);
  }
  const jobsOf = (event: string) =>
    Object.freeze(all.flatMap((one) => (text(one, 'eventType') === event ? listenerJob(reading, one) : [])));
  return { startListeners: jobsOf('start'), endListeners: jobsOf('end') };
}

/** The job of a listener, with the headers of its element and its own. */
export function listenerJob(
  { element, id, expressions }: Listened,
  listener: Reading['element'],
): readonly JobDefinition[] {
  const type = expressions.notation(text(listener, 'type') ?? '', id);
  const retries = expressions.optional(text(listener, 'retries'), id) ?? constant(RETRIES);
  const headers = Object.freeze({ ...readHeaders(element), ...readHeaders(listener, 'headers') });
  return type === null ? [] : [{ type, retries, priority: null, headers }];
}

/** Why a listener cannot be there; null when it can. */
function reasonAgainst(
  event: string,
  kind: ElementKind | null,
  trigger: ProcessNode['trigger'],
  instantiates: boolean,
): string | null {
  if (event !== 'start' && event !== 'end') return `An execution listener is for "start" or "end", not "${event}".`;
  if (kind === null) return null;
  if (kind === 'complexGateway') return 'A complex gateway has no execution listeners.';
  const begins = kind === 'startEvent' || (kind === 'eventBasedGateway' && instantiates);
  if (event === 'start' && (begins || kind === 'boundaryEvent')) {
    return 'The event has happened already: it has no execution listeners at its start.';
  }
  const gateway = kind.endsWith('Gateway');
  const gone = kind === 'endEvent' && (trigger === 'error' || trigger === 'cancel');
  if (event === 'end' && (gateway || gone || (kind === 'boundaryEvent' && trigger === 'compensation'))) {
    return 'It has no execution listeners at its end: put them at the start of what follows.';
  }
  return null;
}
