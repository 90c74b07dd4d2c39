import type { Behaviour } from '../kernel/contracts.ts';

/**
 * Waits for the events behind it; the first to happen decides the way (BPMN 2.0.2 §13.4.4). One that begins the process
 * and is parallel waits for each of them.
 */
export const eventBasedGateway: Behaviour = {
  kind: 'eventBasedGateway',
  enter(run, node, key) {
    const fault = run.arm(node, key);
    if (fault === null) run.wait(node, key, { type: 'events' }, null);
    else run.incident(key, fault);
  },
  resume: (run, node, key, variables) => run.complete(node, key, variables),
};
