import { arm, armBase, armsOf, guardsOf, isDecision } from './arms.ts';
import { armedBefore, armedFor, hindrances, targetOf } from './check-migration.ts';
import type { Fault, Run } from './contracts.ts';
import type { Core } from './core.ts';
import { listenAgain } from './follow.ts';
import type { Arm, ProcessNode } from './graph.ts';
import type { MigrationPlan } from './migration-plan.ts';
import { identityOf } from './plan-migration.ts';
import { type CompensationRecord, type ElementInstance, ROOT, type Waiting } from './state.ts';
import { lookAround } from './suspend.ts';
import { changeTable, eachRecord, emptyTable, type Table } from './table.ts';
import type { Effect, Failure, Key } from './types.ts';

/**
 * The instance follows another process from now on: `core.process`, to which the plan leads. Keys of what has been
 * entered stay, so that hosts keep tasks, jobs and calls; events armed for it get new keys where their number or order
 * differs. What is mapped keeps what it waits for; boundary events and event subprocesses that are new begin to wait.
 */
export function migrate(core: Core, run: Run, plan: MigrationPlan, reason: string | undefined): Failure | null {
  const problems = hindrances(core.process, core.draft, plan);
  const [first] = problems;
  if (first !== undefined) {
    const { message, element } = first;
    return { code: 'migration-impossible', message: `${element}: ${message}`, element, problems };
  }
  const before = core.draft.elements();
  core.emit({
    type: 'instanceMigrated',
    ...core.about(core.process.id, ROOT),
    from: plan.from,
    reason: reason ?? null,
  });
  const holders = new Map(before.map((one) => [one.key, one]));
  for (const instance of before) {
    if (armedBefore(plan, holders.get(instance.parent), instance.key) !== null) continue;
    const fault = migrateElement(core, run, plan, instance);
    if (fault !== null) {
      return { code: 'migration-impossible', message: fault.message, element: instance.element };
    }
  }
  if (core.draft.suspended === undefined) lookAround(core);
  else standStill(core);
  return null;
}

function migrateElement(core: Core, run: Run, plan: MigrationPlan, instance: ElementInstance): Fault | null {
  const { key, element, incident } = instance;
  const target = key === ROOT ? core.process.id : (targetOf(plan.elements, element) ?? element);
  const armed = armedFor(plan, instance);
  const node = key === ROOT ? null : core.node(target);
  const decision = isDecision(instance);
  const arms = node === null ? core.process.root.arms : ((instance.run === undefined ? node : node.single)?.arms ?? []);
  const stay = decision || (arms.length === armed.length && arms.every((one, index) => same(plan, armed[index], one)));
  const base = stay ? 0 : core.draft.nextKey;
  if (target !== element || !stay) {
    core.emit({ type: 'elementMigrated', ...core.about(target, key), from: element, arms: base, keys: arms.length });
    const held = core.draft.findIncident(incident);
    if (held !== undefined) {
      const { code, message } = held;
      core.effects.push({ type: 'raiseIncident', key: held.key, element: target, code, message });
    }
  }
  if (decision) return null;
  migrateWait(core, plan, core.instance(key));
  tellElements(core, node, core.instance(key));
  if (node !== null && plan.update.includes(node.id) && node.event.listen !== undefined && instance.wait !== null) {
    listenAgain(core, run, node, core.instance(key));
  }
  return stay ? keepArms(core, run, plan, instance, arms) : moveArms(core, run, plan, instance, arms);
}

function same(plan: MigrationPlan, before: { event: string; part: number } | undefined, after: Arm): boolean {
  const { event, part } = identityOf(after);
  return before !== undefined && targetOf(plan.elements, before.event) === event && before.part === part;
}

/** The armed events are the same, in the same order: their keys stay, their names may change. */
function keepArms(core: Core, run: Run, plan: MigrationPlan, holder: ElementInstance, arms: readonly Arm[]): null {
  for (const [index, { event, part }] of arms.entries()) {
    const armed = core.draft.find(armBase(holder) + 1 + index);
    if (armed === undefined) continue;
    if (armed.element !== event.id) {
      const about = core.about(event.id, armed.key);
      core.emit({ type: 'elementMigrated', ...about, from: armed.element, arms: 0, keys: 0 });
    }
    if (plan.update.includes(event.id)) listenAgain(core, run, part, core.instance(armed.key));
  }
  return null;
}

/** What the source armed and the target arms too goes on under a new key, the rest is closed; what is new is opened. */
function moveArms(
  core: Core,
  run: Run,
  plan: MigrationPlan,
  holder: ElementInstance,
  arms: readonly Arm[],
): Fault | null {
  const before = armedFor(plan, holder);
  const open = before.map((_, index) => core.draft.find(armBase(holder) + 1 + index));
  for (const armed of open) {
    if (armed === undefined || armed.wait === null) continue;
    core.resolveIncident(armed);
    core.forget(armed.key, armed.wait);
    core.closeWait(armed, holder.key, armed.wait, 'cancelled');
  }
  const base = armBase(core.instance(holder.key));
  for (const [index, one] of arms.entries()) {
    const from = before.findIndex((each) => same(plan, each, one));
    const wait = open[from]?.wait ?? null;
    if (from >= 0 && wait !== null && !plan.update.includes(one.event.id)) {
      core.openWait(one.event.id, base + 1 + index, holder.key, wait);
      if (wait.type !== 'timer' || wait.due !== null) core.listen(one.event.id, base + 1 + index, wait);
    } else if (from >= 0 ? wait !== null : waitsAnew(core, holder.key, index)) {
      const since = open[from]?.since ?? core.at;
      const fault = arm(core, run, arms, index, index + 1, holder.key, since);
      if (fault !== null) return fault;
    }
  }
  return null;
}

/** Whether an event that the source did not have has something to wait for. */
function waitsAnew(core: Core, key: Key, index: number): boolean {
  const holder = core.instance(key);
  const { wait, status } = holder;
  if (index < guardsOf(core, holder)) return status === 'active' && wait !== null;
  if (wait?.type === 'events') return true;
  if (wait?.type !== 'scope' || wait.loop !== undefined || wait.pending !== undefined) return false;
  const arms = armsOf(core, holder);
  if (arms[index]?.event.kind !== 'startEvent') return false;
  // what an event subprocess has interrupted is not listened in any more
  return !core.draft.elements().some(({ parent, element }) => {
    const inside = parent === key ? core.process.nodes.get(element) : undefined;
    return inside?.kind === 'eventSubProcess' && inside.inner?.starts[0]?.interrupting === true;
  });
}

/** What the worker of an ad-hoc subprocess can let begin from now on. */
function tellElements(core: Core, node: ProcessNode | null, { key, wait, variables }: ElementInstance): void {
  const worker = node?.adHoc?.worker ?? null;
  if (worker === null || wait?.type !== 'scope' || wait.loop !== undefined) return;
  const { variable, elements } = worker;
  if (JSON.stringify(variables?.[variable]) !== JSON.stringify(elements))
    core.setVariables(key, { [variable]: elements });
}

/** What a wait says in ids of the model. */
function migrateWait(core: Core, plan: MigrationPlan, { key, element, wait }: ElementInstance): void {
  const migrated = wait === null ? null : waitAfter(plan, wait);
  if (migrated === null || JSON.stringify(migrated) === JSON.stringify(wait)) return;
  core.emit({ type: 'waitChanged', ...core.about(element, key), wait: migrated });
}

function waitAfter(plan: MigrationPlan, wait: Waiting): Waiting {
  if (wait.type === 'reset') return { ...wait, flows: wait.flows.flatMap((id) => targetOf(plan.flows, id) ?? []) };
  if (wait.type !== 'scope') return wait;
  const tokens: { [flow: string]: number } = {};
  for (const [flow, count] of Object.entries(wait.tokens)) {
    const to = targetOf(plan.flows, flow) ?? flow;
    tokens[to] = (tokens[to] ?? 0) + count;
  }
  const { queue, done, pending } = wait;
  return {
    ...wait,
    tokens,
    ...(queue === undefined ? undefined : { queue: queue.map((id) => targetOf(plan.elements, id) ?? id) }),
    ...(done === undefined ? undefined : { done: recordsAfter(plan, done) }),
    ...(pending === undefined ? undefined : { pending: recordsAfter(plan, pending) }),
  };
}

function recordsAfter(plan: MigrationPlan, records: Table<CompensationRecord>): Table<CompensationRecord> {
  const after = new Map<Key, CompensationRecord>();
  eachRecord(records, (record) => {
    after.set(record.key, {
      ...record,
      element: targetOf(plan.elements, record.element) ?? record.element,
      handler: record.handler === null ? null : (targetOf(plan.elements, record.handler) ?? record.handler),
      inside: record.inside === null ? null : recordsAfter(plan, record.inside),
    });
  });
  return changeTable(emptyTable<CompensationRecord>(), after);
}

const WATCHING: ReadonlySet<Effect['type']> = new Set(['scheduleTimer', 'openSubscription', 'openSignal']);

/** An instance that stands still goes over and stays where it is; the host watches when it goes on. */
function standStill(core: Core): void {
  core.queue.length = 0;
  core.forgetMoves();
  const kept = core.effects.filter(({ type }) => !WATCHING.has(type));
  core.effects.splice(0, core.effects.length, ...kept);
}
