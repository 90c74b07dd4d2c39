import { Core } from './core.ts';
import { Draft } from './draft.ts';
import { fireBoundary } from './errors.ts';
import type { Event } from './events.ts';
import type { Process, ProcessNode } from './graph.ts';
import { StepRun } from './run.ts';
import { NO_VARIABLES } from './scope.ts';
import { type ElementInstance, ROOT, type State, type Waiting } from './state.ts';
import { isArmedBoundary, terminateInside } from './terminate.ts';
import type { Command, Effect, Failure, Key, Variables } from './types.ts';

export type StepResult =
  | {
      readonly ok: true;
      readonly state: State;
      readonly events: readonly Event[];
      readonly effects: readonly Effect[];
    }
  | { readonly ok: false; readonly failure: Failure };

/**
 * Carries out one command on one instance, as far as it goes without the host. Pure and synchronous: the same process,
 * state and command give the same result, time comes from `command.at` alone. On a failure nothing has happened.
 */
export function step(process: Process, state: State | null, command: Command): StepResult {
  if (state === null && command.type !== 'start') return fail('instance-missing', 'The instance does not exist.');
  if (state !== null && command.type === 'start') return fail('instance-exists', 'The instance exists already.');
  if (state !== null && state.status !== 'active') return fail('instance-ended', `The instance is ${state.status}.`);
  const core = new Core(process, new Draft(state), command.at, command.actor);
  const run = new StepRun(core);
  const failure = carryOut(core, run, command) ?? run.drain();
  if (failure !== null) return { ok: false, failure };
  return { ok: true, state: core.draft.finish(), events: core.events, effects: core.effects };
}

function carryOut(core: Core, run: StepRun, command: Command): Failure | null {
  switch (command.type) {
    case 'start':
      return start(core, command);
    case 'completeTask':
      return resume(core, run, command.key, 'task', command.variables);
    case 'completeJob':
      return resume(core, run, command.key, 'job', command.variables);
    case 'correlateMessage':
      return resume(core, run, command.key, 'message', command.variables);
    case 'completeCall':
      return resume(core, run, command.key, 'call', command.variables);
    case 'triggerTimer':
      return triggerTimer(core, run, command.key);
    case 'failJob':
      return failJob(core, command.key, command.retries, command.message);
    case 'throwError': {
      const { key } = command;
      const instance = core.draft.find(key);
      if (instance === undefined) return unknownKey(key);
      const type = instance.wait?.type;
      if (type !== 'task' && type !== 'job' && type !== 'call') return wrongKind(instance, 'task, job or call');
      core.resolveIncident(instance);
      run.throwError(key, command.code, command.message ?? '', command.variables);
      return null;
    }
    case 'setVariables': {
      const scope = command.scope ?? ROOT;
      const instance = core.draft.find(scope);
      if (instance === undefined) return unknownKey(scope);
      if (isArmedBoundary(core, instance)) return wrongKind(instance, 'scope');
      core.setVariables(scope, command.variables);
      return null;
    }
    case 'retryIncident': {
      const incident = core.draft.findIncident(command.key);
      if (incident === undefined) return unknownKey(command.key);
      const holder = core.instance(incident.holder);
      core.resolveIncident(holder);
      core.queue.push({ type: 'retry', node: core.nodeOf(holder), key: holder.key });
      return null;
    }
    case 'cancel':
      terminateInside(core, ROOT, 0);
      core.emit({
        type: 'instanceTerminated',
        ...core.about(core.process.id, ROOT),
        reason: command.reason ?? null,
        error: null,
      });
      return null;
    default:
      return { code: 'wrong-kind', message: `Unknown command ${JSON.stringify(command satisfies never)}.` };
  }
}

function start(core: Core, command: Extract<Command, { type: 'start' }>): Failure | null {
  const { startEvent } = command;
  let starts: readonly ProcessNode[] = core.process.root.starts;
  if (startEvent !== undefined) {
    const node = core.process.nodes.get(startEvent);
    if (node === undefined || node.kind !== 'startEvent' || node.scope !== core.process.id) {
      return { code: 'unknown-start-event', message: `The process has no start event ${startEvent}.` };
    }
    starts = [node];
  }
  if (starts.length === 0) {
    return {
      code: 'unknown-start-event',
      message: 'The process starts by message or timer only; name the start event.',
    };
  }
  core.emit({
    type: 'instanceStarted',
    ...core.about(core.process.id, ROOT),
    instance: command.instance,
    called: command.called ?? false,
    variables: command.variables ?? NO_VARIABLES,
  });
  for (const node of starts) core.queue.push({ type: 'token', node, scope: ROOT, result: undefined });
  return null;
}

function resume(
  core: Core,
  run: StepRun,
  key: Key,
  type: Waiting['type'],
  result: Variables | undefined,
): Failure | null {
  const instance = core.draft.find(key);
  if (instance === undefined) return unknownKey(key);
  const { wait } = instance;
  if (wait === null || wait.type !== type) return wrongKind(instance, type);
  core.resolveIncident(instance);
  const node = core.nodeOf(instance);
  if (isArmedBoundary(core, instance)) {
    happen(core, run, node, instance, wait, result);
  } else {
    core.closeWait(instance, 0, wait, 'triggered');
    node.behaviour.resume(run, node, key, result);
  }
  return null;
}

function happen(
  core: Core,
  run: StepRun,
  node: ProcessNode,
  armed: ElementInstance,
  wait: Waiting,
  result: Variables | undefined,
): void {
  if (fireBoundary(core, node, armed.key, result)) return;
  const { parent } = core.instance(armed.parent);
  const again = node.event.again?.(run, node, wait) ?? { ok: true, value: null };
  if (!again.ok) {
    core.incident(armed.key, again);
  } else if (again.value === null) {
    core.closeWait(armed, armed.parent, wait, 'triggered');
  } else {
    core.emit({ type: 'waitChanged', ...core.about(node.id, armed.key), wait: again.value });
    core.listen(node.id, armed.key, again.value);
  }
  core.queue.push({ type: 'token', node, scope: parent, result });
}

/** A timer that has moved or stands still in the meantime is not due; the host is told what holds instead. */
function triggerTimer(core: Core, run: StepRun, key: Key): Failure | null {
  const instance = core.draft.find(key);
  if (instance === undefined) return unknownKey(key);
  const { wait } = instance;
  if (wait?.type !== 'timer') return wrongKind(instance, 'timer');
  if (wait.due === null || wait.due > core.at) {
    core.listen(instance.element, key, wait);
    return null;
  }
  return resume(core, run, key, 'timer', undefined);
}

function failJob(core: Core, key: Key, retries: number, message: string): Failure | null {
  const instance = core.draft.find(key);
  if (instance === undefined) return unknownKey(key);
  const { wait } = instance;
  if (wait?.type !== 'job') return wrongKind(instance, 'job');
  core.resolveIncident(instance);
  const left = Math.max(0, Math.trunc(retries));
  core.emit({
    type: 'waitChanged',
    ...core.about(instance.element, key),
    wait: { type: 'job', jobType: wait.jobType, retries: left },
  });
  if (left === 0) core.incident(key, { ok: false, code: 'job-failed', message });
  return null;
}

function unknownKey(key: Key): Failure {
  return { code: 'unknown-key', message: `Nothing here has the key ${key}.`, key };
}

function wrongKind(instance: ElementInstance, wanted: string): Failure {
  const { key, element, wait } = instance;
  const is = wait === null ? 'waits for nothing' : `waits as ${wait.type}`;
  return { code: 'wrong-kind', message: `${element} ${is}, not as ${wanted}.`, element, key };
}

function fail(code: Failure['code'], message: string): StepResult {
  return { ok: false, failure: { code, message } };
}
