/** Execution listeners: jobs before the work of an element, and before it leaves (Camunda 8). */
import type { Variables } from '../../src/index.ts';
import type { Answer, JobOf } from './model.ts';
import { asCount, asText, isWhole, type Place, type World } from './world.ts';

/** Whether the element has listeners of the kind. */
export function listens(place: Place, on: 'start' | 'end'): boolean {
  return listenersOf(place, on).length > 0;
}

/** Asks the listener; one that cannot be asked holds the element, which then begins anew with the first. */
export function askListener(world: World, place: Place, on: 'start' | 'end', index: number): void {
  const listener = listenersOf(place, on)[index];
  if (listener === undefined) throw new Error(`no listener ${index}`);
  const job = jobOf(world, place, listener, {});
  if (!job.ok) {
    place.wait = null;
    world.hold(place, on === 'start' ? 'inputs' : 'choice', job.code);
  } else place.wait = { kind: 'listener', on, index, ...job.value, told: {} };
}

export function isLast(place: Place, on: 'start' | 'end', index: number): boolean {
  return index + 1 >= listenersOf(place, on).length;
}

/** The job that asks a listener. `nearest`: what goes with what it is asked about. */
export function jobOf(
  world: World,
  place: Place,
  listener: JobOf,
  nearest: Variables,
): Answer<{ readonly type: string; readonly retries: number; readonly variables: Variables }> {
  const type = asText(world.evaluate(listener.type, place, nearest));
  if (!type.ok) return type;
  const retries = asCount(world.evaluate(listener.retries, place, nearest));
  if (!retries.ok) return retries;
  const variables = { ...world.visible(place), ...nearest };
  return { ok: true, value: { type: type.value, retries: retries.value, variables } };
}

/** A repeated activity has none as a whole, its runs have them. */
function listenersOf(place: Place, on: 'start' | 'end'): readonly JobOf[] {
  if (place.node === null || isWhole(place)) return [];
  return on === 'start' ? place.node.starts : place.node.ends;
}
