import type { Engine } from '../engine.ts';
import type { OpenTask } from '../host/saved-engine.ts';
import type { Event } from '../kernel/events.ts';
import type { Effect, Json } from '../kernel/types.ts';
import { type ExpectedJob, type ExpectedTask, sameJson, type Then } from './scenario.ts';

export interface Unmet {
  /** What was looked at: an element, a variable, or the instance. */
  readonly element: string;
  readonly expected: string;
  readonly found: string;
}

/** What happened in one step of a scenario. */
export interface Happened {
  readonly events: readonly Event[];
  readonly effects: readonly Effect[];
}

export function unmet(then: Then, engine: Engine, instance: string, happened: Happened): Unmet[] {
  const problems = [
    ...(then.tasks === undefined ? [] : unmetTasks(then.tasks, engine.tasks(instance))),
    ...(then.waiting === undefined
      ? []
      : compareSets('waiting', then.waiting, [...new Set(engine.waits(instance).map(({ element }) => element))])),
    ...(then.finished === undefined ? [] : unmetOrder(then.finished, happened.events)),
    ...(then.variables === undefined ? [] : unmetVariables(then.variables, engine.variables(instance))),
    ...(then.incidents === undefined ? [] : unmetIncidents(then.incidents, engine, instance)),
    ...(then.jobs === undefined ? [] : unmetJobs(then.jobs, happened.effects)),
    ...(then.ended === undefined ? [] : unmetEnd(then.ended, engine.state(instance)?.status ?? 'missing')),
  ];
  // most often the reason for the rest
  if (problems.length > 0 && then.incidents === undefined) problems.push(...unmetIncidents([], engine, instance));
  return problems;
}

function unmetTasks(expected: readonly (string | ExpectedTask)[], found: readonly OpenTask[]): Unmet[] {
  const ids = expected.map((one) => (typeof one === 'string' ? one : one.element));
  const problems = compareSets(
    'tasks',
    ids,
    found.map(({ element }) => element),
  );
  for (const one of expected) {
    const task = typeof one === 'string' ? undefined : found.find(({ element }) => element === one.element);
    if (typeof one === 'string' || task === undefined) continue;
    for (const [name, value] of Object.entries(one) as [keyof ExpectedTask, Json][]) {
      const is = (task[name] ?? null) as Json;
      if (sameJson(value, is)) continue;
      problems.push({ element: `${one.element}.${name}`, expected: show(value), found: show(is) });
    }
  }
  return problems;
}

function unmetOrder(expected: readonly string[], events: readonly Event[]): Unmet[] {
  const finished = events.flatMap((event) => (event.type === 'elementCompleted' ? [event.element] : []));
  let from = 0;
  for (const element of expected) {
    const at = finished.indexOf(element, from);
    if (at < 0)
      return [{ element, expected: `finished: ${expected.join(', ')}`, found: finished.join(', ') || 'nothing' }];
    from = at + 1;
  }
  return [];
}

function unmetVariables(
  expected: { readonly [name: string]: Json },
  found: { readonly [name: string]: Json },
): Unmet[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const is = Object.hasOwn(found, name) ? found[name] : null;
    return sameJson(value, is) ? [] : [{ element: name, expected: show(value), found: show(is) }];
  });
}

function unmetIncidents(expected: NonNullable<Then['incidents']>, engine: Engine, instance: string): Unmet[] {
  const found = engine.incidents(instance);
  const ids = expected.map((one) => (typeof one === 'string' ? one : one.element));
  const problems: Unmet[] = found
    .filter(({ element }) => !ids.includes(element))
    .map(({ element, code, message }) => ({ element, expected: 'no incident', found: `${code}: ${message}` }));
  for (const element of ids) {
    if (!found.some((one) => one.element === element)) {
      problems.push({ element, expected: 'an incident', found: 'none' });
    }
  }
  if (problems.length === 0) {
    problems.push(
      ...compareSets(
        'incidents',
        ids,
        found.map(({ element }) => element),
      ),
    );
  }
  for (const one of expected) {
    const incident = typeof one === 'string' ? undefined : found.find(({ element }) => element === one.element);
    if (typeof one === 'string' || incident === undefined || incident.code === one.code) continue;
    problems.push({ element: one.element, expected: one.code, found: `${incident.code}: ${incident.message}` });
  }
  return problems;
}

function unmetJobs(expected: NonNullable<Then['jobs']>, effects: readonly Effect[]): Unmet[] {
  const found = effects.flatMap((effect) => (effect.type === 'createJob' ? [effect] : []));
  const types = expected.map((one) => (typeof one === 'string' ? one : one.jobType));
  const are = found.map(({ jobType }) => jobType);
  if (!sameJson(types, are)) return [{ element: 'jobs', expected: list(types), found: list(are) }];
  return expected.flatMap((one, index) => {
    const job = found[index];
    if (typeof one === 'string' || job === undefined) return [];
    return (Object.entries(one) as [keyof ExpectedJob, Json][]).flatMap(([name, value]) => {
      if (sameJson(value, job[name])) return [];
      return [{ element: `${one.jobType}.${name}`, expected: show(value), found: show(job[name]) }];
    });
  });
}

function unmetEnd(expected: NonNullable<Then['ended']>, status: string): Unmet[] {
  const met = typeof expected === 'boolean' ? expected === (status !== 'active') : expected === status;
  return met ? [] : [{ element: 'ended', expected: String(expected), found: status }];
}

function compareSets(element: string, expected: readonly string[], found: readonly string[]): Unmet[] {
  const [wanted, is] = [list([...expected].sort()), list([...found].sort())];
  return wanted === is ? [] : [{ element, expected: wanted, found: is }];
}

function list(items: readonly string[]): string {
  return items.length === 0 ? 'none' : items.join(', ');
}

function show(value: Json | undefined): string {
  return JSON.stringify(value ?? null);
}
