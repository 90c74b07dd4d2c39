import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { NO_VARIABLES } from './scope.ts';
import type { ElementInstance } from './state.ts';
import { emptyScope } from './terminate.ts';
import type { AdHocActivation, Failure, Key, Variables } from './types.ts';

/** The host lets activities of an ad-hoc subprocess begin: people choose what comes next (BPMN 2.0.2 §13.3.5). */
export function activateAdHoc(
  core: Core,
  key: Key,
  elements: readonly AdHocActivation[],
  cancelRemaining: boolean,
): Failure | null {
  const instance = core.draft.find(key);
  if (instance === undefined) return { code: 'unknown-key', message: `Nothing here has the key ${key}.`, key };
  const { element, wait } = instance;
  const node = core.process.nodes.has(element) ? core.nodeOf(instance) : null;
  if (node === null || node.adHoc === null || wait?.type !== 'scope' || wait.loop !== undefined) {
    return { code: 'wrong-kind', message: `${element} is no ad-hoc subprocess that runs.`, element, key };
  }
  const impossible = reasonAgainst(node, instance, elements);
  if (impossible !== null) return { code: 'activation-impossible', message: impossible, element, key };
  // its event subprocesses go on listening
  if (cancelRemaining) emptyScope(core, key, wait.asked ?? 0, node.arms.length);
  // a worker is asked when something ends, or when nothing is chosen in its place
  if (node.adHoc.worker === null || elements.length === 0) core.mayEnd(key);
  beginInAdHoc(core, node, key, elements);
  return null;
}

/** Lets activities of the ad-hoc subprocess begin, together or one after the other. */
export function beginInAdHoc(core: Core, node: ProcessNode, key: Key, elements: readonly AdHocActivation[]): void {
  core.emit({ type: 'adHocActivated', ...core.about(node.id, key), elements: elements.map((one) => one.element) });
  if (node.adHoc?.sequential === true) return;
  for (const one of elements) {
    const own = ownVariables(node, one.variables);
    const begun = core.node(one.element);
    core.queue.push({ type: 'token', node: begun, scope: key, result: undefined, ...(own === null ? {} : { own }) });
  }
}

/** What an activity that begins in an ad-hoc subprocess has of its own; null when it has nothing. */
export function ownVariables({ adHoc }: ProcessNode, given: Variables | undefined): Variables | null {
  const item = adHoc?.outputItem ?? null;
  if (item === null) return given ?? null;
  return { [item]: null, ...(given ?? NO_VARIABLES) };
}

/** Why they cannot begin in the ad-hoc subprocess; null when they can. */
export function reasonAgainst(
  node: ProcessNode,
  { wait, incident }: ElementInstance,
  elements: readonly AdHocActivation[],
): string | null {
  if (incident !== 0 || (wait?.type === 'scope' && wait.stopped === true)) {
    return `${node.id} has been interrupted, is over, or is held by an incident.`;
  }
  for (const { element, variables } of elements) {
    const begins = node.inner?.starts.some(({ id }) => id === element) ?? false;
    if (!begins) return `Nothing in ${node.id} can begin with ${element}.`;
    if (variables !== undefined && node.adHoc?.sequential === true) {
      return `${node.id} is sequential: an activity that has to wait its turn takes no variables along.`;
    }
  }
  return null;
}
