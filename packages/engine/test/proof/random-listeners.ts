import type { Random } from './random.ts';
import { TASK_EVENTS } from './rows.ts';

/** Share of the elements with execution listeners where nobody asks for them. */
const SHARE = 0.03;
/** A type that is no text for some values cannot be asked for. */
const TYPES = ['audit', 'audit', '=who', '=key'];

export interface Listeners {
  readonly xml: string;
  /** Rows of the support table that they stand for. */
  readonly rows: readonly string[];
}

const NONE: Listeners = { xml: '', rows: [] };

/** Listeners of an element, where it may have some. `wanted`: the row that it stands for. */
export function executionListeners(random: Random, type: string, inside: string, wanted: string | null): Listeners {
  const asked = wanted?.startsWith('zeebe:execution') === true ? (wanted.split(' ')[1] ?? null) : null;
  if (asked === null && !random.chance(SHARE)) return NONE;
  const able = eventsOf(type, inside).filter((event) => asked === null || event === asked || random.chance(0.3));
  const events = asked === null && able.length > 1 && random.chance(0.5) ? [random.pick(able)] : able;
  if (events.length === 0) return NONE;
  const listeners = events.flatMap((event) => some(random, 'execution', event));
  return {
    xml: `<zeebe:executionListeners>${listeners.join('')}</zeebe:executionListeners>`,
    rows: events.map((event) => `zeebe:executionListeners ${event}`),
  };
}

/** Listeners of a user task. */
export function taskListeners(random: Random, wanted: string | null): Listeners {
  const asked = wanted?.split(' ')[1] ?? null;
  const events = TASK_EVENTS.filter((event) => event === asked || random.chance(0.35));
  if (events.length === 0) return NONE;
  const listeners = events.flatMap((event) => some(random, 'task', event));
  return {
    xml: `<zeebe:taskListeners>${listeners.join('')}</zeebe:taskListeners>`,
    rows: events.map((event) => `zeebe:taskListeners ${event}`),
  };
}

/** The element with one more extension. */
export function withExtension(inside: string, extension: string): string {
  const opened = '<bpmn:extensionElements>';
  if (extension === '') return inside;
  if (inside.startsWith(opened)) return `${opened}${extension}${inside.slice(opened.length)}`;
  return `${opened}${extension}</bpmn:extensionElements>${inside}`;
}

/** One or two of different types. */
function some(random: Random, kind: 'execution' | 'task', event: string): string[] {
  const types = new Set([random.pick(TYPES), ...(random.chance(0.3) ? [random.pick(['log', '=who'])] : [])]);
  return [...types].map((type) => {
    const retries = random.chance(0.2) ? ` retries="${random.pick(['=n', '1'])}"` : '';
    return `<zeebe:${kind}Listener eventType="${event}" type="${type}"${retries}/>`;
  });
}

/** Where Camunda 8 allows them. */
function eventsOf(type: string, inside: string): string[] {
  if (type === 'complexGateway') return [];
  const start = type !== 'startEvent' && type !== 'boundaryEvent';
  const thrown = /<bpmn:(error|cancel)EventDefinition/.test(inside) && type === 'endEvent';
  const undoes = type === 'boundaryEvent' && inside.includes('<bpmn:compensateEventDefinition');
  const end = !type.endsWith('Gateway') && !thrown && !undoes;
  return [...(start ? ['start'] : []), ...(end ? ['end'] : [])];
}
