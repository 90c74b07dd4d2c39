import { armOf } from './arms.ts';
import type { Run } from './contracts.ts';
import type { Core } from './core.ts';
import { take } from './enter.ts';
import type { ProcessNode } from './graph.ts';
import type { Activation, HeldToken, Modification } from './modification.ts';
import { processListener } from './process-listeners.ts';
import { ROOT } from './state.ts';
import { terminateAtOnce, terminateInside } from './terminate.ts';
import type { Failure, Key, Variables } from './types.ts';

/** Changes by hand where an instance stands. On a failure nothing has happened. */
export function modify(core: Core, run: Run, command: Modification & { readonly reason?: string }): Failure | null {
  const { variables, activate = [], move = [], terminate: ends = [], drop = [], reason } = command;
  if (processListener(core) !== null) {
    return impossible(
      core.process.id,
      'The listeners of the process are asked first: nothing in it can be changed by hand.',
    );
  }
  core.emit({ type: 'instanceModified', ...core.about(core.process.id, ROOT), reason: reason ?? null });
  if (variables !== undefined) core.setVariables(ROOT, variables);
  const leaving = [...move.map(({ from }) => from), ...ends];
  const failure =
    firstFailure(leaving, (key) => leaves(core, key)) ??
    firstFailure(move, ({ from, to, variables: own }) =>
      begin(core, run, { element: to, ...(own === undefined ? {} : { variables: own }) }, ancestorsOf(core, from)),
    ) ??
    firstFailure(activate, (one) => begin(core, run, one, new Set())) ??
    firstFailure(drop, (token) => dropToken(core, token));
  if (failure !== null) return failure;
  const touched = new Set<Key>(drop.map(({ scope = ROOT }) => scope));
  for (const key of leaving) {
    const instance = core.draft.find(key);
    if (instance === undefined) continue;
    touched.add(instance.parent);
    terminateAtOnce(core, key);
  }
  for (const scope of touched) endIfEmpty(core, scope, reason ?? null);
  return null;
}

function firstFailure<T>(all: readonly T[], attempt: (one: T) => Failure | null): Failure | null {
  for (const one of all) {
    const failure = attempt(one);
    if (failure !== null) return failure;
  }
  return null;
}

function leaves(core: Core, key: Key): Failure | null {
  const instance = core.draft.find(key);
  if (instance === undefined) return { code: 'unknown-key', message: `Nothing here has the key ${key}.`, key };
  if (key !== ROOT && armOf(core, instance) === null) return null;
  return impossible(instance.element, 'Only an element that has been entered can be ended.', key);
}

function begin(core: Core, run: Run, activation: Activation, near: ReadonlySet<Key>): Failure | null {
  const { element, variables, scope, scopeVariables = {} } = activation;
  const node = core.process.nodes.get(element);
  if (node === undefined) return impossible(element, `The process has no element ${element}.`);
  if (node.kind === 'boundaryEvent' || (node.kind === 'startEvent' && node.trigger !== 'none')) {
    return impossible(element, `${element} happens by its trigger only; begin with what follows it.`);
  }
  if (scope !== undefined && core.draft.find(scope)?.wait?.type !== 'scope') {
    return impossible(element, `The key ${scope} is no subprocess that is open.`, scope);
  }
  const found = scopeFor(core, run, node, scope, near, scopeVariables);
  if (typeof found !== 'number') return found;
  const own = variables === undefined ? {} : { own: variables };
  take(core, run, { type: 'token', node, scope: found, result: undefined, ...own }, null);
  return null;
}

/** The instance of the node's container to begin in; those that are missing are opened. */
function scopeFor(
  core: Core,
  run: Run,
  node: ProcessNode,
  within: Key | undefined,
  near: ReadonlySet<Key>,
  variables: { readonly [element: string]: Variables },
): Key | Failure {
  if (node.scope === core.process.id) return ROOT;
  const container = core.node(node.scope);
  const open = core.draft
    .elements()
    .filter((one) => one.element === container.id && one.wait?.type === 'scope' && core.nodeOf(one).single === null);
  if (within === undefined) {
    const nearest = open.find(({ key }) => near.has(key)) ?? (open.length === 1 ? open[0] : undefined);
    if (nearest !== undefined) return nearest.key;
    if (open.length > 1) {
      const keys = open.map(({ key }) => key).join(', ');
      return impossible(node.id, `${container.id} is open ${open.length} times; name the scope, one of ${keys}.`);
    }
  } else if (open.some(({ key }) => key === within)) {
    return within;
  }
  if (container.single !== null) {
    return impossible(node.id, `${container.id} is repeated; only its runs that are open can be begun in.`);
  }
  const outer = scopeFor(core, run, container, within, near, variables);
  if (typeof outer !== 'number') return outer;
  return openScope(core, run, container, outer, variables[container.id]);
}

/** Enters a subprocess without beginning anything in it. */
function openScope(core: Core, run: Run, node: ProcessNode, scope: Key, own: Variables | undefined): Key | Failure {
  const empty: ProcessNode = {
    ...node,
    inner: node.inner === null ? null : { ...node.inner, starts: [] },
    behaviour: { ...node.behaviour, enter: (at, opened, key) => at.openScope(opened, key) },
  };
  const given = own === undefined ? {} : { own };
  const key = take(core, run, { type: 'token', node: empty, scope, result: undefined, ...given }, null);
  const { incident, wait } = core.instance(key);
  if (incident === 0 && wait?.type === 'scope') return key;
  const message = core.draft.findIncident(incident)?.message ?? `${node.id} is no subprocess that can be opened.`;
  return impossible(node.id, message);
}

function dropToken(core: Core, { flow, scope = ROOT }: HeldToken): Failure | null {
  const wait = core.draft.find(scope)?.wait;
  if (wait?.type !== 'scope' || (wait.tokens[flow] ?? 0) === 0) {
    return impossible(flow, `No token waits on ${flow}.`, scope);
  }
  core.emit({ type: 'tokenDropped', ...core.about(flow, scope) });
  return null;
}

/** A scope in which nothing is left, and nothing on its way, ends with what led into it. */
function endIfEmpty(core: Core, key: Key, reason: string | null): void {
  // what waited for a task that somebody let go of may have been the end
  if (core.draft.status !== 'active') return;
  const scope = core.draft.find(key);
  if (scope?.wait?.type !== 'scope' || scope.wait.active > 0 || core.mayEndYet(key)) return;
  if (scope.wait.asked !== undefined) return;
  if (core.queue.some((work) => work.type === 'token' && work.scope === key)) return;
  if (key === ROOT) {
    terminateInside(core, ROOT, 0);
    core.emit({ type: 'instanceTerminated', ...core.about(core.process.id, ROOT), reason, error: null });
    return;
  }
  terminateAtOnce(core, key);
  endIfEmpty(core, scope.parent, reason);
}

function ancestorsOf(core: Core, key: Key): ReadonlySet<Key> {
  const keys = new Set<Key>();
  for (let at = key; at !== 0; at = core.draft.find(at)?.parent ?? 0) keys.add(at);
  return keys;
}

function impossible(element: string, message: string, key?: Key): Failure {
  return { code: 'modification-impossible', message, element, ...(key === undefined ? {} : { key }) };
}
