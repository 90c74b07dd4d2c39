import { armBase, isDecision } from '../kernel/arms.ts';
import type { Process, ProcessNode } from '../kernel/graph.ts';
import { type ElementInstance, ROOT, type State } from '../kernel/state.ts';
import { findRecord, recordsOf } from '../kernel/table.ts';

/**
 * What must be true of every state between two steps. Answers with what is not: a wait exists exactly where something
 * waits, no wait outlives its scope, every token is counted once, every incident holds something.
 */
export function brokenInvariants(process: Process, state: State): string[] {
  const broken: string[] = [];
  const all = recordsOf(state.elements);
  const byKey = new Map(all.map((instance) => [instance.key, instance]));
  const children = new Map<number, number>();
  for (const instance of all) {
    const { key, element, parent, wait } = instance;
    if (key >= state.nextKey) broken.push(`key ${key} of ${element} was never issued`);
    if (key === ROOT) continue;
    const node = process.nodes.get(element);
    const holder = byKey.get(parent);
    if (node === undefined || holder === undefined) {
      broken.push(`${element} (${key}) lives in nothing`);
      continue;
    }
    const whole = process.nodes.get(holder.element);
    const holding = holder.run === undefined ? whole : whole?.single;
    const arms = parent === ROOT ? process.root.arms : (holding?.arms ?? []);
    const arm = arms[key - armBase(holder) - 1];
    if (arm !== undefined) {
      if (arm.event.id !== element) broken.push(`${element} (${key}) is armed under a foreign key`);
      if (wait === null) broken.push(`${element} (${key}) is armed without a wait`);
      continue;
    }
    if (isDecision(instance)) {
      const asked = holder.wait?.type === 'scope' ? holder.wait.asked : undefined;
      if (asked !== key || node.adHoc?.worker == null) broken.push(`${element} (${key}) decides where nobody asks`);
      continue;
    }
    if (holder.wait?.type !== 'scope') broken.push(`${element} (${key}) lives in ${holder.element}, which is no scope`);
    children.set(parent, (children.get(parent) ?? 0) + 1);
    if (wait === null && instance.incident === 0) broken.push(`${element} (${key}) waits for nothing`);
  }
  // in an instance that stands still, joins that a migration has changed are looked at when it goes on
  if (state.suspended !== undefined) return broken;
  for (const instance of all) broken.push(...brokenScope(process, state, instance, children.get(instance.key) ?? 0));
  for (const incident of recordsOf(state.incidents)) {
    if (byKey.get(incident.holder)?.incident !== incident.key) broken.push(`incident ${incident.key} holds nothing`);
  }
  for (const { incident, element } of all) {
    if (incident !== 0 && !recordsOf(state.incidents).some(({ key }) => key === incident)) {
      broken.push(`${element} is held by an incident that is not there`);
    }
  }
  if (state.status !== 'active' && (all.length > 1 || recordsOf(state.incidents).length > 0))
    broken.push('something outlives the end');
  return broken;
}

function oneOfEach({ incoming }: ProcessNode, tokens: { readonly [flow: string]: number }): boolean {
  return incoming.every(({ id }) => (tokens[id] ?? 0) > 0);
}

function enough({ incoming, needs }: ProcessNode, tokens: { readonly [flow: string]: number }): boolean {
  return incoming.reduce((sum, { id }) => sum + (tokens[id] ?? 0), 0) >= needs;
}

function brokenScope(process: Process, state: State, scope: ElementInstance, children: number): string[] {
  const { wait, element } = scope;
  if (wait?.type !== 'scope') return [];
  const broken: string[] = [];
  const held = Object.entries(wait.tokens);
  const tokens = held.reduce((sum, [, count]) => sum + count, 0);
  if (wait.active !== children + tokens) {
    broken.push(`${element} counts ${wait.active}, but holds ${children} elements and ${tokens} tokens`);
  }
  if (wait.asked !== undefined && findRecord(state.elements, wait.asked) === undefined) {
    broken.push(`${element} asks under a key that is not there`);
  }
  const open = process.nodes.get(element)?.adHoc != null && wait.loop === undefined;
  if (wait.active === 0 && state.status === 'active' && scope.incident === 0 && !open)
    broken.push(`${element} is empty but open`);
  for (const [flow, count] of held) {
    const target = process.flows.get(flow)?.target;
    if (count < 1 || target?.joins !== true) broken.push(`a token is held on ${flow} for no join`);
    // a complex gateway may wait for its condition
    else if (
      target.kind !== 'complexGateway' &&
      (target.needs > 1 ? enough(target, wait.tokens) : oneOfEach(target, wait.tokens))
    ) {
      broken.push(`${target.id} could join`);
    }
  }
  return broken;
}
