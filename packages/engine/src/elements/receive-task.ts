import { catching } from './catching.ts';

/** Waits for its message (BPMN 2.0.2 §13.3.3). */
export const receiveTask = catching('receiveTask');
