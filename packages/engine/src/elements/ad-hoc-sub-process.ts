import { collectedSoFar } from '../kernel/collected-so-far.ts';
import type { Behaviour, Outcome, Run } from '../kernel/contracts.ts';
import type { ProcessNode } from '../kernel/graph.ts';
import type { Key } from '../kernel/types.ts';
import { asTexts } from '../kernel/values.ts';
import { requestOf } from './working.ts';

/**
 * A subprocess whose activities need no sequence flow between them (BPMN 2.0.2 §13.3.5): those that
 * `activeElementsCollection` names begin, else all that no flow leads to; with `zeebe:adHoc` and without a collection only
 * what the host activates. Whenever an activity is done or a flow ends in it, the completion condition is looked at: when it
 * holds, no flow goes on from there; while it does not, the subprocess stays open for what the host activates next. One of a
 * worker asks it instead, at first and whenever a flow ends, and is over when the worker says so.
 */
export const adHocSubProcess: Behaviour = {
  kind: 'adHocSubProcess',
  enter(run, node, key) {
    const { adHoc } = node;
    if (adHoc === null) return run.complete(node, key, undefined);
    // a condition that could not be evaluated is tried again, what is inside lives on
    if (run.instance(key).wait !== null) return goOn(run, node, key);
    const begin = chosen(run, node, key);
    if (!begin.ok) return run.incident(key, begin);
    const nothing = (node.inner?.starts.length ?? 0) === 0;
    if (nothing) return run.complete(node, key, undefined);
    const fault = run.armAhead(node, key);
    if (fault !== null) return run.incident(key, fault);
    run.openScopeOf(node, key, begin.value, adHoc.sequential);
    if (adHoc.worker !== null) ask(run, node, key);
    if (adHoc.sequential) run.beginNext(node, key);
  },
  resume: goOn,
  progress: goOn,
};

function goOn(run: Run, node: ProcessNode, key: Key): void {
  const instance = run.instance(key);
  const { wait } = instance;
  if (wait?.type !== 'scope' || node.adHoc === null) return;
  const empty = wait.active === 0;
  const { completion, cancelRemaining, worker } = node.adHoc;
  const collected = collectedSoFar(node, instance);
  if (wait.stopped === true) {
    if (empty) run.complete(node, key, collected);
    return;
  }
  if (worker !== null) {
    ask(run, node, key);
    return;
  }
  if (completion !== null) {
    const done = run.decide(completion, key, collected);
    if (!done.ok) {
      run.incident(key, { ...done, message: `Completion condition: ${done.message}` });
      return;
    }
    if (done.value) {
      if (!empty && !cancelRemaining) return;
      // tasks that still hear of their cancelling come first
      if (!empty && !run.terminateInside(key)) return;
      run.complete(node, key, collected);
      return;
    }
  }
  if (!empty || run.beginNext(node, key)) return;
  if (completion === null) run.complete(node, key, collected);
}

function ask(run: Run, node: ProcessNode, key: Key): void {
  if (node.job !== null) run.ask(node, key, requestOf(run, node.job, key));
}

function chosen(run: Run, node: ProcessNode, key: Key): Outcome<readonly ProcessNode[]> {
  const starts = node.inner?.starts ?? [];
  const active = node.adHoc?.active ?? null;
  if (active === null) return { ok: true, value: node.adHoc?.manual === true ? [] : starts };
  const ids = asTexts(run.evaluate(active, key), 'The list of active elements');
  if (!ids.ok) return ids;
  const begin: ProcessNode[] = [];
  for (const id of ids.value) {
    const found = starts.find((one) => one.id === id);
    if (found === undefined)
      return { ok: false, code: 'unknown-activity', message: `Nothing here can begin with ${id}.` };
    begin.push(found);
  }
  return { ok: true, value: begin };
}
