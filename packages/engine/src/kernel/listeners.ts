import { disarm } from './arms.ts';
import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { visibleVariables } from './scope.ts';
import { type Listening, ROOT } from './state.ts';
import type { Key } from './types.ts';
import { asCount, asText } from './values.ts';

/** A flow node or a process. */
type Listened = Pick<ProcessNode, 'startListeners' | 'endListeners'>;

/** Asks for the job of an execution listener; one that cannot be asked for holds the element, which asks anew from the first. */
export function listenWith(core: Core, of: Listened, key: Key, listener: Listening): void {
  const { on, index } = listener;
  const job = (on === 'start' ? of.startListeners : of.endListeners)[index];
  if (job === undefined) return;
  const { element } = core.instance(key);
  const status = key === ROOT ? 'active' : on === 'start' ? 'ready' : 'completed';
  const jobType = asText(core.evaluate(job.type, key), 'The job type of the listener');
  const retries = asCount(core.evaluate(job.retries, key), 'The number of retries of the listener');
  const fault = jobType.ok ? retries : jobType;
  if (!jobType.ok || !retries.ok) {
    takeBack(core, key);
    if (key !== ROOT) keepHeld(core, key, { ...listener, index: 0 });
    if (!fault.ok) core.hold(key, element, status, fault);
    return;
  }
  core.openWait(element, key, 0, { type: 'job', jobType: jobType.value, retries: retries.value, listener });
  core.effects.push({
    type: 'createJob',
    key,
    element,
    jobType: jobType.value,
    retries: retries.value,
    priority: 0,
    headers: job.headers,
    variables: visibleVariables(core.draft, key),
  });
}

/** What has been asked before and failed is asked no more. */
function takeBack(core: Core, key: Key): void {
  const instance = core.instance(key);
  if (instance.wait?.type !== 'job') return;
  core.forget(key, instance.wait);
  core.closeWait(instance, 0, instance.wait, 'cancelled');
}

/** What an element that an incident holds would lose: what its event has brought, and what it is as a scope. */
export function keepHeld(core: Core, key: Key, listener: Listening): void {
  if (listener.result === undefined && listener.scope === undefined) return;
  core.openWait(core.instance(key).element, key, 0, { type: 'transition', listener });
}

/** The work of the element is done: its boundary events no longer matter, and its listeners come before it leaves. */
export function beginEndListeners(core: Core, node: ProcessNode, key: Key): void {
  if (node.arms.length > 0) disarm(core, node.arms, key);
  const { wait } = core.instance(key);
  listenWith(core, node, key, { on: 'end', index: 0, ...(wait?.type === 'scope' ? { scope: wait } : {}) });
}
