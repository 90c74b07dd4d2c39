import type { Marker, Outcome, Run } from '../kernel/contracts.ts';
import type { LoopDefinition } from '../kernel/graph.ts';
import { emptyTable } from '../kernel/table.ts';
import type { Key } from '../kernel/types.ts';
import { asCount } from '../kernel/values.ts';
import { loopOf } from './multi-instance.ts';

/** Runs again as long as a condition holds, at most `loopMaximum` times (BPMN 2.0.2 §13.3.6). */
export const standardLoop: Marker = {
  kind: 'standardLoop',
  enter(run, node, key) {
    const { loop } = node;
    if (loop === null) return run.complete(node, key, undefined);
    const most = loop.cardinality === null ? null : asCount(run.evaluate(loop.cardinality, key), 'The loop maximum');
    if (most !== null && !most.ok) return run.incident(key, most);
    const begins = loop.testBefore ? goesOn(run, loop, key) : ({ ok: true, value: true } as const);
    if (!begins.ok) return run.incident(key, begins);
    run.openLoop(node, key, {
      total: most?.value ?? null,
      completed: 0,
      ended: !begins.value,
      items: null,
      results: emptyTable(),
    });
  },
  resume(run, node, key) {
    const state = loopOf(run, key);
    if (state === null || state.ended || (state.total !== null && state.completed >= state.total)) {
      run.complete(node, key, undefined);
    } else {
      run.beginRun(node, key, state.completed + 1, { loopCounter: state.completed + 1 });
    }
  },
  next(run, node, key) {
    const { loop } = node;
    const again = loop === null ? ({ ok: true, value: false } as const) : goesOn(run, loop, key);
    return again.ok ? { ok: true, value: { result: undefined, ended: !again.value } } : again;
  },
};

function goesOn(run: Run, loop: LoopDefinition, key: Key): Outcome<boolean> {
  if (loop.condition === null) return { ok: true, value: true };
  const again = run.decide(loop.condition, key);
  return again.ok ? again : { ...again, message: `Loop condition: ${again.message}` };
}
