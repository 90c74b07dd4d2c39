import type { Behaviour, Fault, Outcome, Run } from '../kernel/contracts.ts';
import type { ProcessNode } from '../kernel/graph.ts';
import type { Key } from '../kernel/types.ts';
import { asTexts } from '../kernel/values.ts';

/**
 * A subprocess whose activities need no sequence flow between them (BPMN 2.0.2 §13.3.5): those that
 * `activeElementsCollection` names begin, else all that no flow leads to. Whenever one of them ends, the completion
 * condition is looked at.
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
    if (begin.value.length === 0) return run.complete(node, key, undefined);
    run.openScopeOf(node, key, begin.value, adHoc.sequential);
    if (adHoc.sequential) run.beginNext(node, key);
  },
  resume: goOn,
  progress: goOn,
};

function goOn(run: Run, node: ProcessNode, key: Key): void {
  const { wait } = run.instance(key);
  const empty = wait?.type === 'scope' && wait.active === 0;
  const completion = node.adHoc?.completion ?? null;
  if (completion !== null) {
    const done = run.decide(completion, key);
    if (!done.ok) {
      run.incident(key, { ...done, message: `Completion condition: ${done.message}` });
      return;
    }
    if (done.value) {
      if (!empty && node.adHoc?.cancelRemaining === false) return;
      if (!empty) run.terminateInside(key);
      run.complete(node, key, undefined);
      return;
    }
  }
  if (!empty || run.beginNext(node, key)) return;
  if (completion === null) run.complete(node, key, undefined);
  else run.incident(key, NOTHING_LEFT);
}

function chosen(run: Run, node: ProcessNode, key: Key): Outcome<readonly ProcessNode[]> {
  const starts = node.inner?.starts ?? [];
  const active = node.adHoc?.active ?? null;
  if (active === null) return { ok: true, value: starts };
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

const NOTHING_LEFT: Fault = {
  ok: false,
  code: 'ad-hoc-incomplete',
  message: 'Nothing is left to do, but the completion condition does not hold.',
};
