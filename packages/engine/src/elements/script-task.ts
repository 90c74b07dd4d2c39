import type { Behaviour } from '../kernel/contracts.ts';
import type { Json, Variables } from '../kernel/types.ts';
import { doJob } from './working.ts';

/** A FEEL script, evaluated in the step; or a job when it has a task definition. */
export const scriptTask: Behaviour = {
  kind: 'scriptTask',
  enter(run, node, key) {
    if (node.job !== null) return doJob(run, node, node.job, key);
    if (node.script === null) return run.complete(node, key, undefined);
    const value = run.evaluate(node.script.expression, key);
    if (!value.ok) return run.incident(key, value);
    const { result } = node.script;
    run.complete(node, key, result === null ? entries(value.value) : { [result]: value.value });
  },
  resume: (run, node, key, variables) => run.complete(node, key, variables),
};

/** Without a result variable, the entries of a context are the result; any other value is dropped. */
function entries(value: Json): Variables | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : undefined;
}
