/**
 * Things that are ended by something else. A task whose listeners hear of its cancelling goes on, in the nearest scope that
 * stays, until all of them have answered; what follows the end waits for that.
 */
import type { Variables } from '../../src/index.ts';
import { askAboutTask } from './task.ts';
import { keepOnly, type Place, type World } from './world.ts';

/** Ends a place and all in it. Answers with the tasks that go on. */
export function terminate(world: World, place: Place): Place[] {
  if (place.scope === null) throw new Error('the process is cleared, not ended');
  return endInto(world, place, place.scope);
}

/**
 * Ends all that is in a scope but `spared`, its event subprocesses' events and the tokens that lie or move there. Answers
 * with the tasks that go on.
 */
export function clear(world: World, scope: Place, spared: Place | null): Place[] {
  const staying = world.inScope(scope).flatMap((inner) => (inner === spared ? [] : endInto(world, inner, scope)));
  keepOnly(scope.listeners, ({ where }) => where === 'border');
  scope.inside?.tokens.clear();
  scope.question = null;
  world.errands = world.errands.filter((errand) => errand.kind !== 'token' || errand.scope !== scope);
  return staying;
}

/** Lets something happen once the tasks have gone. */
export function afterwards(world: World, staying: readonly Place[], go: () => void): void {
  if (staying.length === 0) go();
  else world.later.push({ after: new Set(staying), go });
}

/** All listeners of a cancelled task have heard, or somebody lets go of it by hand. */
export function gone(world: World, place: Place): void {
  const { scope } = place;
  const followed = world.later.find(({ after }) => after.has(place));
  world.end(place);
  followed?.after.delete(place);
  if (followed === undefined) {
    if (scope !== null) world.pathEnded(scope);
  } else if (followed.after.size === 0) {
    world.later = world.later.filter((one) => one !== followed);
    followed.go();
  }
}

function endInto(world: World, place: Place, home: Place): Place[] {
  const staying = world.inScope(place).flatMap((inner) => endInto(world, inner, home));
  const hears = place.task !== null && place.node?.asks.some(({ on }) => on === 'canceling') === true;
  if (!hears) {
    world.end(place);
    return staying;
  }
  let seen: Variables | null = place.variables;
  for (let scope = place.scope; scope !== null && scope !== home; scope = scope.scope) {
    if (scope.variables !== null) seen = { ...scope.variables, ...seen };
  }
  place.variables = seen;
  place.scope = home;
  place.listeners.length = 0;
  if (place.task?.way?.on === 'canceling') {
    // where the first end led is forgotten
    world.later = world.later.filter(({ after }) => !after.has(place));
  } else {
    place.incident = null;
    askAboutTask(world, place, { on: 'canceling', action: '', result: null, changes: {} });
  }
  return [...staying, place];
}
