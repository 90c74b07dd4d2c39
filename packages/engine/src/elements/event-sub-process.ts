import type { Behaviour } from '../kernel/contracts.ts';

/** A subprocess that its start event begins while the scope around it is open (BPMN 2.0.2 §13.5.4). */
export const eventSubProcess: Behaviour = {
  kind: 'eventSubProcess',
  enter: (run, node, key) => run.openScope(node, key),
  happen: (run, node, key, result) => run.openScope(node, key, result),
  resume: (run, node, key) => run.complete(node, key, undefined),
};
