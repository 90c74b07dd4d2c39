import type { Event } from '../kernel/events.ts';
import type { ElementInstance, State } from '../kernel/state.ts';
import { eachRecord } from '../kernel/table.ts';
import type { Diagram, Drawn } from './diagram.ts';

export interface Stay {
  readonly element: string;
  /** Kind of wait; `incident`; `active` for a subprocess that is at work. */
  readonly why: string;
  readonly since: number;
  readonly until: number | null;
}

export interface Progress {
  /** Elements and sequence flows that were passed. */
  readonly taken: ReadonlySet<string>;
  /** Where it waits, oldest first. */
  readonly stays: readonly Stay[];
  /** Subprocesses that are at work. */
  readonly active: ReadonlySet<string>;
}

/**
 * What a state, and a journal where there is one, say about a diagram. A state remembers nothing that is over, so
 * without a journal only that counts as passed which every way to where it stands now has to pass.
 */
export function progressOf(diagram: Diagram, state: State, journal: readonly Event[] | null): Progress {
  const stays: Stay[] = [];
  const active = new Set<string>();
  const held: string[] = [];
  const alive: string[] = [];
  eachRecord<ElementInstance>(state.elements, ({ element, since, incident, wait }) => {
    if (wait?.type === 'scope') {
      active.add(element);
      held.push(...Object.keys(wait.tokens));
    }
    if (!isGuard(diagram, element)) alive.push(element);
    if (incident !== 0) stays.push({ element, why: 'incident', since, until: null });
    else if (wait !== null && wait.type !== 'scope') {
      stays.push({ element, why: wait.type, since, until: 'due' in wait ? wait.due : null });
    }
  });
  const taken = new Set(journal === null ? certain(diagram, alive, held) : recorded(journal));
  return { taken, stays, active };
}

function isGuard(diagram: Diagram, element: string): boolean {
  return diagram.elements.get(element)?.kind === 'boundaryEvent';
}

function recorded(journal: readonly Event[]): string[] {
  return journal.flatMap((event) =>
    event.type === 'flowTaken' || event.type === 'elementCompleted' ? [event.element] : [],
  );
}

interface Way {
  /** The sequence flow; null from an activity to an event at its boundary. */
  readonly flow: string | null;
  readonly from: string;
  readonly to: string;
}

function certain(diagram: Diagram, alive: readonly string[], held: readonly string[]): string[] {
  const ways = waysOf(diagram);
  const into = new Map<string, Way[]>();
  for (const way of ways) into.set(way.to, [...(into.get(way.to) ?? []), way]);
  const found = new Set<string>(held);
  for (const flow of held) {
    const source = diagram.elements.get(flow)?.attributes.sourceRef;
    if (source !== undefined) for (const id of passed(source, into)) found.add(id).add(source);
  }
  for (const element of alive) for (const id of passed(element, into)) found.add(id);
  return [...found];
}

/** Flows that every way to `goal` passes, and their ends: each flow of one way without which there is none. */
function passed(goal: string, into: ReadonlyMap<string, readonly Way[]>): string[] {
  const way = backwards(goal, into, null);
  return (way ?? []).flatMap((one) => {
    if (backwards(goal, into, one) !== null) return [];
    return one.flow === null ? [] : [one.flow, one.from, one.to];
  });
}

/** One way from where a scope begins to `goal`, or null; never over `without`. */
function backwards(goal: string, into: ReadonlyMap<string, readonly Way[]>, without: Way | null): Way[] | null {
  const via = new Map<string, Way | null>([[goal, null]]);
  for (const at of via.keys()) {
    const ways = into.get(at) ?? [];
    if (ways.length === 0) {
      const trail: Way[] = [];
      for (let way = via.get(at) ?? null; way !== null; way = via.get(way.to) ?? null) trail.push(way);
      return trail;
    }
    for (const way of ways) if (way !== without && !via.has(way.from)) via.set(way.from, way);
  }
  return null;
}

function waysOf(diagram: Diagram): Way[] {
  return [...diagram.elements.values()].flatMap((element): Way[] => {
    const { sourceRef, targetRef, attachedToRef } = element.attributes;
    if (element.kind === 'boundaryEvent' && attachedToRef !== undefined) {
      return [{ flow: null, from: attachedToRef, to: element.id }];
    }
    if (!isSequenceFlow(element) || sourceRef === undefined || targetRef === undefined) return [];
    return [{ flow: element.id, from: sourceRef, to: targetRef }];
  });
}

function isSequenceFlow({ kind }: Drawn): boolean {
  return kind === 'sequenceFlow';
}
