import type { Behaviour } from '../kernel/contracts.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import { asOptionalText, asText } from '../kernel/values.ts';

/** Starts another process and waits for its end. */
export const callActivity: Behaviour = {
  kind: 'callActivity',
  enter(run, node, key) {
    const { call } = node;
    if (call === null) return run.complete(node, key, undefined);
    const process = asText(run.evaluate(call.process, key), 'The called process');
    if (!process.ok) return run.incident(key, process);
    const businessId = asOptionalText(
      call.businessId === null ? null : run.evaluate(call.businessId, key),
      'The business id',
    );
    if (!businessId.ok) return run.incident(key, businessId);
    run.wait(
      node,
      key,
      { type: 'call', process: process.value },
      {
        type: 'startProcess',
        key,
        element: node.id,
        process: process.value,
        binding: call.binding,
        businessId: businessId.value,
        variables: call.passAllVariables ? run.visible(key) : (run.instance(key).variables ?? NO_VARIABLES),
      },
    );
  },
  resume(run, node, key, variables) {
    if (node.call?.returnAllVariables === false) run.completeLocally(node, key, variables);
    else run.complete(node, key, variables);
  },
};
