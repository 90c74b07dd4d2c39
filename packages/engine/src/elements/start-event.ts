import type { Behaviour } from '../kernel/contracts.ts';
import { catching } from './catching.ts';
import { passThrough } from './pass-through.ts';

const begins = passThrough('startEvent');
const waits = catching('startEvent');

/**
 * Where a token begins. What starts the instance is the host's business; of several events that start it together, the
 * first one does, and the start event waits for the others (BPMN 2.0.2 §10.5.2).
 */
export const startEvent: Behaviour = {
  ...begins,
  enter(run, node, key, taken) {
    if (node.arms.length > 0) waits.enter(run, node, key, taken);
    else begins.enter(run, node, key, taken);
  },
  resume: waits.resume,
};
