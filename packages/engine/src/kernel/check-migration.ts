import { armBase, isDecision } from './arms.ts';
import { Draft } from './draft.ts';
import type { Process, ProcessNode } from './graph.ts';
import type { ArmedEvent, MigrationPlan, MigrationProblem, MigrationProblemCode } from './migration-plan.ts';
import { type CompensationRecord, type ElementInstance, ROOT, type State } from './state.ts';
import { eachRecord } from './table.ts';
import { isLeaving, taskListening } from './task-listening.ts';
import type { Key } from './types.ts';

/** Whether an instance can go over to `target`: everything that stands in its way, nothing when it can. */
export function checkMigration(target: Process, state: State, plan: MigrationPlan): readonly MigrationProblem[] {
  return hindrances(target, new Draft(state), plan);
}

/** What the record was armed as before the migration; null when it is an element that has been entered. */
export function armedBefore(plan: MigrationPlan, holder: ElementInstance | undefined, key: Key): ArmedEvent | null {
  if (holder === undefined) return null;
  return armedFor(plan, holder)[key - armBase(holder) - 1] ?? null;
}

/** The events that the source arms for the element instance, in the order of their keys. */
export function armedFor(plan: MigrationPlan, holder: ElementInstance): readonly ArmedEvent[] {
  const armed = Object.hasOwn(plan.armed, holder.element) ? plan.armed[holder.element] : undefined;
  return (armed ?? []).filter(({ run }) => run === (holder.run !== undefined));
}

export function targetOf(names: { readonly [source: string]: string }, source: string): string | null {
  return Object.hasOwn(names, source) ? (names[source] ?? null) : null;
}

export function hindrances(process: Process, draft: Draft, plan: MigrationPlan): readonly MigrationProblem[] {
  if (draft.process !== plan.from || process.id !== plan.to) {
    const message = `The plan leads from ${plan.from} to ${plan.to}, not from ${draft.process} to ${process.id}.`;
    return [problem('wrong-process', draft.process, process.id, message)];
  }
  const problems: MigrationProblem[] = [];
  const root = draft.find(ROOT);
  if (root?.wait?.type === 'job') {
    problems.push(problem('listening', root.element, process.id, 'The listeners of the process are asked first.'));
  }
  for (const instance of draft.elements()) {
    const holder = draft.find(instance.parent);
    if (armedBefore(plan, holder, instance.key) !== null) continue;
    const { element, wait } = instance;
    if (wait?.type === 'scope') problems.push(...scopeProblems(process, plan, wait));
    if (instance.key === ROOT || holder === undefined) continue;
    const id = targetOf(plan.elements, element);
    const node = id === null ? undefined : process.nodes.get(id);
    if (id === null)
      problems.push(
        problem('unmapped', element, null, 'The plan does not say where an instance that is here goes on.'),
      );
    else if (node === undefined) problems.push(problem('unknown-target', element, id, `There is no ${id}.`));
    else problems.push(...misfits(process, plan, instance, holder, node));
  }
  const seen = new Set<string>();
  return problems.filter(({ code, element }) => {
    const name = `${code} ${element}`;
    return !seen.has(name) && seen.add(name);
  });
}

function misfits(
  process: Process,
  plan: MigrationPlan,
  instance: ElementInstance,
  holder: ElementInstance,
  node: ProcessNode,
): MigrationProblem[] {
  const { element, wait, run } = instance;
  if (isLeaving(wait)) return [problem('being-cancelled', element, node.id, 'Its listeners hear of its end first.')];
  const misfit = (code: MigrationProblemCode, message: string) => [problem(code, element, node.id, message)];
  if (isDecision(instance)) {
    const asks = node.adHoc?.worker != null;
    return asks ? [] : misfit('different-kind', `${node.id} is no ad-hoc subprocess of a worker.`);
  }
  const around = holder.key === ROOT ? process.id : targetOf(plan.elements, holder.element);
  const compensating = holder.wait?.type === 'scope' && holder.wait.pending !== undefined;
  if (run === undefined && !compensating && around !== node.scope) {
    return misfit('different-scope', `${node.id} is in ${node.scope}, not in ${around ?? 'what it is in now'}.`);
  }
  const loop = wait?.type === 'scope' ? wait.loop : undefined;
  const repeated = run !== undefined || loop !== undefined;
  if (repeated !== (node.single !== null) && instance.incident === 0) {
    return misfit('different-repetition', `${node.id} is ${node.single === null ? 'not ' : ''}repeated.`);
  }
  switch (wait?.type) {
    case 'task':
    case 'transition':
    case 'job': {
      const isTask = wait.type === 'task' || taskListening(wait) !== null;
      return isTask && node.task === null ? misfit('different-kind', `${node.id} is no task of a person.`) : [];
    }
    case 'call':
      return node.call === null ? misfit('different-kind', `${node.id} calls no process.`) : [];
    case 'timer':
    case 'message':
    case 'signal':
    case 'condition':
      return node.event.listen === undefined ? misfit('different-trigger', `${node.id} waits for nothing.`) : [];
    case 'events':
      return node.arms.length === 0 ? misfit('different-trigger', `${node.id} waits for no events.`) : [];
    default:
      return [];
  }
}

function scopeProblems(
  process: Process,
  plan: MigrationPlan,
  scope: Extract<NonNullable<ElementInstance['wait']>, { type: 'scope' }>,
): MigrationProblem[] {
  const problems: MigrationProblem[] = [];
  for (const flow of Object.keys(scope.tokens)) {
    const id = targetOf(plan.flows, flow);
    if (id !== null && process.flows.has(id)) continue;
    problems.push(problem('token-unmapped', flow, id, `A token waits on ${flow}, which leads nowhere.`));
  }
  for (const element of scope.queue ?? []) {
    const id = targetOf(plan.elements, element);
    if (id === null || !process.nodes.has(id))
      problems.push(problem('unmapped', element, id, `${element} is to begin.`));
  }
  const record = ({ element, handler, inside }: CompensationRecord): void => {
    const id = targetOf(plan.elements, element);
    const by = handler === null ? null : targetOf(plan.elements, handler);
    const kept = id !== null && process.nodes.has(id);
    const handled = handler === null || (by !== null && process.nodes.get(by)?.forCompensation === true);
    if (!kept || !handled) {
      problems.push(problem('compensation-unmapped', element, id, `${element} could no longer be compensated.`));
    }
    if (inside !== null) eachRecord(inside, record);
  };
  if (scope.done !== undefined) eachRecord(scope.done, record);
  if (scope.pending !== undefined) eachRecord(scope.pending, record);
  return problems;
}

function problem(
  code: MigrationProblemCode,
  element: string,
  target: string | null,
  message: string,
): MigrationProblem {
  return { code, severity: 'error', element, target, message };
}
