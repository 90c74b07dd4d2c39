import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { NO_VARIABLES } from './scope.ts';
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
  const impossible = reasonAgainst(node, elements, wait.stopped === true || instance.incident !== 0);
  if (impossible !== null) return { code: 'activation-impossible', message: impossible, element, key };
  if (cancelRemaining) emptyScope(core, key, 0);
  core.emit({ type: 'adHocActivated', ...core.about(element, key), elements: elements.map((one) => one.element) });
  core.mayEnd(key);
  if (node.adHoc.sequential) return null;
  for (const one of elements) {
    const own = ownVariables(node, one.variables);
    const begun = core.node(one.element);
    core.queue.push({ type: 'token', node: begun, scope: key, result: undefined, ...(own === null ? {} : { own }) });
  }
  return null;
}

/** What an activity that begins in an ad-hoc subprocess has of its own; null when it has nothing. */
export function ownVariables({ adHoc }: ProcessNode, given: Variables | undefined): Variables | null {
  const item = adHoc?.outputItem ?? null;
  if (item === null) return given ?? null;
  return { [item]: null, ...(given ?? NO_VARIABLES) };
}

function reasonAgainst(node: ProcessNode, elements: readonly AdHocActivation[], held: boolean): string | null {
  if (held) return `${node.id} has been interrupted or is held by an incident.`;
  for (const { element, variables } of elements) {
    const begins = node.inner?.starts.some(({ id }) => id === element) ?? false;
    if (!begins) return `Nothing in ${node.id} can begin with ${element}.`;
    if (variables !== undefined && node.adHoc?.sequential === true) {
      return `${node.id} is sequential: an activity that has to wait its turn takes no variables along.`;
    }
  }
  return null;
}
