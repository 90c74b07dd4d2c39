import { passThrough } from './pass-through.ts';

/** Work done outside of any system (BPMN 2.0.2 §13.3.3): passes at once. */
export const manualTask = passThrough('manualTask');
