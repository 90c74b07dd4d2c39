import { arm } from './arms.ts';
import type { Run } from './contracts.ts';
import type { Core, Work } from './core.ts';
import type { Availability, ProcessNode } from './graph.ts';
import { complete } from './leave.ts';
import { keepHeld, listenWith } from './listeners.ts';
import { evaluateAt, lookUp, mapVariables, NO_VARIABLES } from './scope.ts';
import type { ElementInstance, Listening } from './state.ts';
import type { Key, Variables } from './types.ts';

const START: Listening = Object.freeze({ on: 'start', index: 0 });

/** A token arrives at a node: it is entered, unless it joins and a flow still lacks its token. */
export function enter(core: Core, run: Run, work: Extract<Work, { type: 'token' }>): void {
  const { node, scope, run: number } = work;
  const container = core.draft.find(scope);
  if (container === undefined || (number !== undefined && hasEnded(container))) return;
  let taken: string[] | null = null;
  if (node.joins) {
    if (node.converges) return;
    const tokens = container.wait?.type === 'scope' ? container.wait.tokens : {};
    taken = node.needs > 1 ? someOf(node, tokens) : oneOfEach(node, tokens);
    if (taken === null) return;
  }
  take(core, run, work, taken);
}

function oneOfEach(node: ProcessNode, tokens: { readonly [flow: string]: number }): string[] | null {
  const taken: string[] = [];
  for (const flow of node.incoming) {
    if (tokens[flow.id] === undefined) return null;
    taken.push(flow.id);
  }
  return taken;
}

/** As many tokens as the activity needs, from whichever flows have them: they merge before it. */
function someOf(node: ProcessNode, tokens: { readonly [flow: string]: number }): string[] | null {
  const held = node.incoming.flatMap(({ id }) => Array.from({ length: tokens[id] ?? 0 }, () => id));
  return held.length < node.needs ? null : held.slice(0, node.needs);
}

/** Enters the node of the token; a join takes one token from each of the flows `taken`. Answers with its key. */
export function take(
  core: Core,
  run: Run,
  work: Extract<Work, { type: 'token' }>,
  taken: readonly string[] | null,
): Key {
  const { node, scope, result, own, run: number } = work;
  const key = core.draft.nextKey;
  const { keys } = node;
  const lacks = result === undefined && node.availability !== null && !isAvailable(core, node.availability, scope);
  const inputs = node.inputs.length === 0 || lacks ? null : mapInputs(core, node, scope, own);
  const failed = inputs !== null && !inputs.ok;
  const { at } = core;
  const seq = core.draft.seq + 1;
  const first = node.startListeners.length > 0;
  const status = failed || lacks || first || node.guards > 0 ? 'ready' : 'active';
  const mapped = inputs === null || !inputs.ok ? null : inputs.value;
  const variables = own === undefined ? mapped : mapped === null ? own : { ...own, ...mapped };
  // written out twice: this is the hottest place, and a property added afterwards costs more than the object
  core.emit(
    number === undefined
      ? { type: 'elementEntered', seq, at, element: node.id, key, parent: scope, keys, status, variables, taken }
      : {
          type: 'elementEntered',
          seq,
          at,
          element: node.id,
          key,
          parent: scope,
          keys,
          status,
          variables,
          taken,
          run: number,
        },
  );
  const undoes =
    work.undo === undefined
      ? undefined
      : ({ scope: { type: 'scope', active: 0, tokens: {}, done: work.undo } } as const);
  if (failed) {
    keepHeld(core, key, { ...START, ...undoes, ...(result === undefined ? undefined : { result }) });
    core.hold(key, node.id, 'ready', inputs);
  } else if (lacks) core.openWait(node.id, key, 0, { type: 'data' });
  else if (first)
    listenWith(core, node, key, { ...START, ...undoes, ...(result === undefined ? undefined : { result }) });
  else if (undoes !== undefined) begin(core, run, node, key, { ...undoes, result: result ?? NO_VARIABLES });
  else if (result !== undefined || node.host !== null) happened(core, run, node, key, result ?? NO_VARIABLES);
  else if (node.guards === 0) node.behaviour.enter(run, node, key, taken);
  else guard(core, run, node, key);
  return key;
}

function happened(core: Core, run: Run, node: ProcessNode, key: Key, result: Variables): void {
  if (core.instance(key).status === 'ready') core.emit({ type: 'elementActivated', ...core.about(node.id, key) });
  if (node.behaviour.happen === undefined) complete(core, node, key, result, false);
  else node.behaviour.happen(run, node, key, result);
}

/** A run that has not begun when the others end does not begin. */
function hasEnded({ wait }: ElementInstance): boolean {
  return wait?.type === 'scope' && wait.loop?.ended === true;
}

/** Whether the data that an activity needs is there, as seen from the scope it lives in. */
export function isAvailable(core: Core, availability: Availability, scope: Key): boolean {
  return availability.holds((name) => (lookUp(core.draft, scope, name) ?? null) !== null);
}

/** Goes on where an incident held the element in `ready`. `held`: what was kept for it meanwhile. */
export function activate(core: Core, run: Run, node: ProcessNode, key: Key, held: Listening = START): void {
  if (node.inputs.length > 0) {
    const { parent, variables } = core.instance(key);
    const inputs = mapInputs(
      core,
      node,
      parent,
      node.marker === null && !node.forCompensation ? undefined : (variables ?? undefined),
    );
    if (!inputs.ok) {
      keepHeld(core, key, held);
      core.hold(key, node.id, 'ready', inputs);
      return;
    }
    core.setVariables(key, inputs.value);
  }
  if (node.startListeners.length > 0) listenWith(core, node, key, held);
  else begin(core, run, node, key, held);
}

/** All listeners have had their turn before the element's own work. */
export function begin(
  core: Core,
  run: Run,
  node: ProcessNode,
  key: Key,
  { result, scope }: Pick<Listening, 'result' | 'scope'>,
): void {
  if (scope !== undefined) core.openWait(node.id, key, 0, scope);
  if (result === undefined) guard(core, run, node, key);
  else happened(core, run, node, key, result);
}

function mapInputs(core: Core, node: ProcessNode, scope: Key, own: Variables | undefined) {
  return mapVariables(
    node.inputs,
    (expression, before) =>
      evaluateAt(core.draft, expression, scope, core.at, own === undefined ? before : { ...own, ...before }),
    (name) => (own !== undefined && Object.hasOwn(own, name) ? own[name] : lookUp(core.draft, scope, name)),
    true,
  );
}

/** Opens the waits of the boundary events, then the element's own work begins. */
function guard(core: Core, run: Run, node: ProcessNode, key: Key): void {
  const fault = arm(core, run, node.arms, 0, node.guards, key, core.at);
  if (fault !== null) {
    core.hold(key, node.id, 'ready', fault);
    return;
  }
  core.emit({ type: 'elementActivated', ...core.about(node.id, key) });
  node.behaviour.enter(run, node, key);
}
