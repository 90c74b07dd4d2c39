import type { ElementStatus } from './state.ts';

/** States of an activity that this kernel passes through (BPMN 2.0.2, figure 13.2). */
export type LifecycleState = ElementStatus | 'none' | 'left' | 'terminated';

export type Transition =
  /** A token arrives. */
  | 'arrive'
  /** Input mappings are done and boundary events armed. */
  | 'inputsReady'
  /** The behaviour says that its work is done. */
  | 'workDone'
  /** Output mappings are done. */
  | 'outputsWritten'
  /** A token is placed on each chosen sequence flow. */
  | 'leave'
  /** Interrupted by a boundary event, a terminate end event, an error or a cancelled process. */
  | 'interrupt';

/**
 * The life of an element instance. An incident holds it in `ready` (inputs), `active` (work), `completing` (outputs) or
 * `completed` (choosing a flow); trying again goes on from there. A missing entry cannot happen.
 */
export const LIFECYCLE: { readonly [S in LifecycleState]: { readonly [T in Transition]?: LifecycleState } } = {
  none: { arrive: 'ready' },
  ready: { inputsReady: 'active', interrupt: 'terminated' },
  active: { workDone: 'completing', interrupt: 'terminated' },
  completing: { outputsWritten: 'completed', interrupt: 'terminated' },
  completed: { leave: 'left', interrupt: 'terminated' },
  left: {},
  terminated: {},
};
