import type { Run } from './contracts.ts';
import type { Core, Work } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { complete } from './leave.ts';
import { evaluateAt, lookUp, mapVariables } from './scope.ts';
import type { ElementInstance } from './state.ts';
import type { Key, Variables } from './types.ts';

/** A token arrives at a node: it is entered, unless it joins and a flow still lacks its token. */
export function enter(core: Core, run: Run, work: Extract<Work, { type: 'token' }>): void {
  const { node, scope, result, own, run: number } = work;
  const container = core.draft.find(scope);
  if (container === undefined || (number !== undefined && hasEnded(container))) return;
  let taken: string[] | null = null;
  if (node.joins) {
    const tokens = container.wait?.type === 'scope' ? container.wait.tokens : {};
    taken = [];
    for (const flow of node.incoming) {
      if (tokens[flow.id] === undefined) return;
      taken.push(flow.id);
    }
  }
  const key = core.draft.nextKey;
  const keys = 1 + node.boundary.length;
  const inputs = node.inputs.length === 0 ? null : mapInputs(core, node, scope, own);
  const failed = inputs !== null && !inputs.ok;
  core.emit({
    type: 'elementEntered',
    ...core.about(node.id, key),
    parent: scope,
    keys,
    status: failed || node.boundary.length > 0 ? 'ready' : 'active',
    variables:
      inputs === null || !inputs.ok ? (own ?? null) : own === undefined ? inputs.value : { ...own, ...inputs.value },
    taken,
    ...(number === undefined ? undefined : { run: number }),
  });
  if (failed) core.hold(key, node.id, 'ready', inputs);
  else if (node.host !== null) complete(core, node, key, result, false);
  else if (node.boundary.length === 0) node.behaviour.enter(run, node, key);
  else arm(core, run, node, key);
}

/** A run that has not begun when the others end does not begin. */
function hasEnded({ wait }: ElementInstance): boolean {
  return wait?.type === 'scope' && wait.loop?.ended === true;
}

/** Goes on where an incident held the element in `ready`. */
export function activate(core: Core, run: Run, node: ProcessNode, key: Key): void {
  if (node.inputs.length > 0) {
    const { parent, variables } = core.instance(key);
    const inputs = mapInputs(
      core,
      node,
      parent,
      node.marker === null && !node.forCompensation ? undefined : (variables ?? undefined),
    );
    if (!inputs.ok) {
      core.hold(key, node.id, 'ready', inputs);
      return;
    }
    core.setVariables(key, inputs.value);
  }
  arm(core, run, node, key);
}

function mapInputs(core: Core, node: ProcessNode, scope: Key, own: Variables | undefined) {
  return mapVariables(
    node.inputs,
    (expression, before) =>
      evaluateAt(core.draft, expression, scope, core.at, own === undefined ? before : { ...own, ...before }),
    (name) => (own !== undefined && Object.hasOwn(own, name) ? own[name] : lookUp(core.draft, scope, name)),
  );
}

/** Opens the waits of the boundary events, then the element's own work begins. */
function arm(core: Core, run: Run, node: ProcessNode, key: Key): void {
  for (const [index, boundary] of node.boundary.entries()) {
    const armed = key + 1 + index;
    if (boundary.event.listen === undefined || core.draft.find(armed) !== undefined) continue;
    const wait = boundary.event.listen(run, boundary, key, core.at);
    if (!wait.ok) {
      core.hold(key, node.id, 'ready', { ...wait, message: `${boundary.id}: ${wait.message}` });
      return;
    }
    core.openWait(boundary.id, armed, key, wait.value);
    if (wait.value.type !== 'timer' || wait.value.due !== null) core.listen(boundary.id, armed, wait.value);
  }
  core.emit({ type: 'elementActivated', ...core.about(node.id, key) });
  node.behaviour.enter(run, node, key);
}
