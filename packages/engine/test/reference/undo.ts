/** Compensation (BPMN 2.0.2 §13.5.5) and the cancelling of transactions (§13.5.2). */
import { afterwards, clear, terminate } from './ending.ts';
import type { RefNode } from './model.ts';
import { type Done, isWhole, newInside, type Place, type World } from './world.ts';

/** An activity is about to leave: it can be undone if it has a handler, or if something in it can. */
export function noteDone(world: World, place: Place): void {
  const { node, scope } = place;
  if (node === null || scope?.inside == null || node.undoes || node.type === 'boundaryEvent') return;
  const handler = isWhole(place) ? null : node.handler;
  const inside = place.inside?.done ?? [];
  if (handler === null && (inside.length === 0 || (node.inside === null && node.repeat === null))) return;
  const variables = handler === null ? {} : { ...world.visible(place) };
  scope.inside.done.push({ order: world.nextCompletion(), activity: node, handler, variables, inside });
}

/** The event takes over what it has to undo; false when there is nothing. */
export function beginUndoing(world: World, event: Place, activity: string | null): boolean {
  const chosen: Done[] = [];
  // from an event subprocess, what has completed in the scope around it counts too
  for (let scope = event.scope; scope?.inside != null; scope = scope.scope) {
    const fits = scope.inside.done.filter((one) => activity === null || one.activity.id === activity);
    scope.inside.done = scope.inside.done.filter((one) => !fits.includes(one));
    chosen.push(...fits);
    if (scope.node?.type !== 'eventSubProcess') break;
  }
  return undoing(world, event, chosen);
}

/** A cancel event: all in the transaction ends, the other runs of it too, and what was done in any of them is undone. */
export function rollBack(world: World, event: Place): boolean {
  const transaction = event.scope;
  if (transaction === null) throw new Error('a cancel end event outside of a transaction');
  clear(world, transaction, event);
  const whole = transaction.run === null ? null : transaction.scope;
  const places = whole === null ? [transaction] : [whole, ...world.inScope(whole).filter(({ run }) => run !== null)];
  const chosen = places.flatMap(({ inside }) => inside?.done.splice(0) ?? []);
  if (whole !== null) clear(world, whole, transaction);
  return undoing(world, event, chosen);
}

function undoing(world: World, event: Place, chosen: readonly Done[]): boolean {
  if (chosen.length === 0) return false;
  event.inside = { ...newInside(), undo: chosen.flatMap(handled).sort((a, b) => a.order - b.order) };
  world.pathEnded(event);
  return true;
}

/** Undoing an activity is running its handler, or undoing what is in it. */
function handled(done: Done): Done[] {
  return done.handler === null ? done.inside.flatMap(handled) : [done];
}

/** The one that completed last is undone next. False when all is undone. */
export function undoNext(world: World, event: Place): boolean {
  const next = event.inside?.undo?.pop();
  if (next === undefined || next.handler === null) return false;
  world.errands.push({ kind: 'token', node: next.handler, scope: event, brought: null, own: next.variables });
  return true;
}

/** All is undone: the transaction ends and leaves by its cancel boundary event. */
export function cancelTransaction(world: World, event: Place): void {
  let transaction = event.scope;
  if (transaction !== null && transaction.run !== null) transaction = transaction.scope;
  const scope = transaction?.scope;
  if (transaction === null || scope == null) throw new Error('a cancel end event outside of a transaction');
  const exit = transaction.node?.attached.find((node: RefNode) => node.reasons.some(({ kind }) => kind === 'cancel'));
  const staying = terminate(world, transaction);
  if (exit === undefined) world.pathEnded(scope);
  else afterwards(world, staying, () => world.errands.push({ kind: 'token', node: exit, scope, brought: null }));
}
