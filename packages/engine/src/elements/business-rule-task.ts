import type { Behaviour } from '../kernel/contracts.ts';
import { asText } from '../kernel/values.ts';
import { doJob } from './working.ts';

/** A DMN decision, evaluated in the step; or a job when it has a task definition. */
export const businessRuleTask: Behaviour = {
  kind: 'businessRuleTask',
  enter(run, node, key) {
    const { decision } = node;
    if (decision === null) {
      return node.job === null ? run.complete(node, key, undefined) : doJob(run, node, node.job, key);
    }
    const id = asText(run.evaluate(decision.id, key), 'The decision id');
    if (!id.ok) return run.incident(key, id);
    const value = decision.decide(id.value, run.visible(key), { at: run.at });
    if (!value.ok) return run.incident(key, value);
    run.complete(node, key, { [decision.result]: value.value });
  },
  resume: (run, node, key, variables) => run.complete(node, key, variables),
};
