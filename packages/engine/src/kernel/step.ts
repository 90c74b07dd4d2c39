import { activateAdHoc } from './activate-ad-hoc.ts';
import { decide, resultProblem } from './ad-hoc-worker.ts';
import { armOf, isDecision } from './arms.ts';
import { goOnAfter } from './continuation.ts';
import { Core } from './core.ts';
import { Draft } from './draft.ts';
import type { Event } from './events.ts';
import type { Process } from './graph.ts';
import { happen } from './happen.ts';
import { migrate } from './migrate.ts';
import { modify } from './modify.ts';
import { askNext, askProcess, completeProcess, processListener, stopAsking } from './process-listeners.ts';
import { StepRun } from './run.ts';
import { NO_VARIABLES } from './scope.ts';
import { settleKey } from './settle.ts';
import { beginProcess, start } from './start.ts';
import { type ElementInstance, type Listening, ROOT, type State, type Waiting } from './state.ts';
import { resume as goOn, suspend, whileSuspended } from './suspend.ts';
import { answerListener, asksToComplete, asksToUpdate, changeTask, onItsWay } from './task-commands.ts';
import { taskListening } from './task-listening.ts';
import { emptyScope } from './terminate.ts';
import type { Command, Effect, Failure, Key, Variables } from './types.ts';

/** The next state, what happened and what the host is asked for; or why nothing happened. */
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
  const failure =
    (state?.suspended === undefined ? carryOut(core, run, command) : held(core, run, command)) ?? done(core, run);
  if (failure !== null) return { ok: false, failure };
  return { ok: true, state: core.draft.finish(), events: core.events, effects: core.effects };
}

/** What is left to do; nothing moves in an instance that stands still. */
function done(core: Core, run: StepRun): Failure | null {
  return core.draft.suspended === undefined ? run.drain() : null;
}

/** A command to an instance that stands still. */
function held(core: Core, run: StepRun, command: Command): Failure | null {
  const goes = whileSuspended(core, command);
  return goes === 'goes' ? carryOut(core, run, command) : goes;
}

/** Goes on, and takes up what was kept meanwhile; answers that nobody waits for any more are late, as ever. */
function takeUp(core: Core, run: StepRun): Failure | null {
  if (core.draft.suspended === undefined)
    return { code: 'not-suspended', message: 'The instance does not stand still.' };
  for (const command of goOn(core)) {
    const failure = run.drain();
    if (failure !== null) return failure;
    const late = core.draft.status === 'active' ? carryOut(core, run, command) : null;
    // the model has changed since the worker was told that its decision counts
    if (late?.code === 'result-impossible' && late.key !== undefined) core.incident(late.key, { ...late, ok: false });
  }
  return null;
}

function carryOut(core: Core, run: StepRun, command: Command): Failure | null {
  switch (command.type) {
    case 'start':
      return start(core, run, command);
    case 'completeTask':
      return completeTask(core, run, command.key, command.variables);
    case 'assignTask':
    case 'updateTask':
      return changeTask(core, command);
    case 'completeJob':
      return completeJob(core, run, command);
    case 'correlateMessage':
      return correlate(core, run, command);
    case 'deliverSignal':
      return resume(core, run, command.key, 'signal', command.variables);
    case 'completeCall':
      return resume(core, run, command.key, 'call', command.variables);
    case 'failCall':
      return failCall(core, command.key, command.code, command.message);
    case 'triggerTimer':
      return triggerTimer(core, run, command.key);
    case 'failJob':
      return failJob(core, command.key, command.retries, command.message);
    case 'throwError': {
      const { key } = command;
      const instance = core.draft.find(key);
      if (instance === undefined) return unknownKey(key);
      const type = instance.wait?.type;
      const listens = instance.wait?.type === 'job' && instance.wait.listener !== undefined;
      if (listens || (type !== 'task' && type !== 'job' && type !== 'call')) {
        return wrongKind(instance, 'task, job or call');
      }
      core.resolveIncident(instance);
      run.throwError(key, command.code, command.message ?? '', command.variables);
      return null;
    }
    case 'throwEscalation': {
      const { key } = command;
      const instance = core.draft.find(key);
      if (instance === undefined) return unknownKey(key);
      const type = instance.wait?.type;
      const listens = instance.wait?.type === 'job' && instance.wait.listener !== undefined;
      if (listens || (type !== 'task' && type !== 'job' && type !== 'call')) {
        return wrongKind(instance, 'task, job or call');
      }
      run.escalate(key, command.code, command.variables);
      return null;
    }
    case 'setVariables': {
      const scope = command.scope ?? ROOT;
      const instance = core.draft.find(scope);
      if (instance === undefined) return unknownKey(scope);
      if (armOf(core, instance) !== null || isDecision(instance)) return wrongKind(instance, 'scope');
      const asked = asksToUpdate(core, instance, command.variables);
      if (asked !== false) return asked === true ? null : asked;
      core.setVariables(scope, command.variables);
      return null;
    }
    case 'activateAdHoc':
      return activateAdHoc(core, command.key, command.elements, command.cancelRemaining ?? false);
    case 'retryIncident': {
      const incident = core.draft.findIncident(command.key);
      if (incident === undefined) return unknownKey(command.key);
      const holder = core.instance(incident.holder);
      core.resolveIncident(holder);
      const asked = holder.key === ROOT ? processListener(core) : null;
      if (asked !== null) {
        askProcess(core, asked);
        return null;
      }
      core.queue.push({ type: 'retry', node: core.nodeOf(holder), key: holder.key });
      return null;
    }
    case 'cancel':
      return cancel(core, command.reason ?? null);
    case 'suspend':
      if (core.draft.suspended === undefined) return suspend(core, command.reason);
      return { code: 'suspended', message: 'The instance stands still already.' };
    case 'resume':
      return takeUp(core, run);
    case 'modify':
      return modify(core, run, command);
    case 'migrate':
      return migrate(core, run, command.plan, command.reason);
    default:
      return { code: 'wrong-kind', message: `Unknown command ${JSON.stringify(command satisfies never)}.` };
  }
}

/** A suspended instance goes on for what has to hear of its end. */
function cancel(core: Core, reason: string | null): null {
  stopAsking(core);
  const lingering = emptyScope(core, ROOT, 0);
  if (lingering.length > 0 && core.draft.suspended !== undefined) {
    core.emit({ type: 'instanceResumed', ...core.about(core.process.id, ROOT) });
  }
  goOnAfter(core, lingering, ROOT, { type: 'end', reason, error: null });
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
  happen(core, run, instance, wait, result);
  return null;
}

function correlate(core: Core, run: StepRun, command: Extract<Command, { type: 'correlateMessage' }>): Failure | null {
  const { key, variables } = command;
  const instance = core.draft.find(key);
  if (instance?.wait?.type === 'message') {
    const armed = armOf(core, instance);
    const { message } = armed?.part ?? core.node(instance.element);
    const scope = armed === null ? key : instance.parent;
    if (message !== null) settleKey(run, message, scope, variables ?? NO_VARIABLES, command.correlationKey);
  }
  return resume(core, run, key, 'message', variables);
}

function completeTask(core: Core, run: StepRun, key: Key, variables: Variables | undefined): Failure | null {
  const instance = core.draft.find(key);
  if (instance?.wait?.type === 'task' && asksToComplete(core, instance, variables)) return null;
  const held = instance === undefined ? null : onItsWay(instance);
  if (held !== null) return held;
  return resume(core, run, key, 'task', variables);
}

/** The result says what only some jobs ask for; of others it is refused, for nobody would follow it. */
function completeJob(core: Core, run: StepRun, command: Extract<Command, { type: 'completeJob' }>): Failure | null {
  const { key, variables, result } = command;
  const job = core.draft.find(key);
  if (job === undefined) return unknownKey(key);
  if (job.wait?.type !== 'job') return wrongKind(job, 'job');
  if (isDecision(job)) return decide(core, job, variables, result);
  const listening = taskListening(job.wait);
  if (listening !== null) return answerListener(core, job, listening, variables, result);
  const problem = resultProblem(core, job, result);
  if (problem !== null) return problem;
  const asked = key === ROOT ? processListener(core) : null;
  if (asked !== null) return afterProcessListener(core, run, asked, variables);
  happen(core, run, job, job.wait, variables);
  return null;
}

/** The next one has its turn, or the process begins or ends. */
function afterProcessListener(
  core: Core,
  run: StepRun,
  asked: Listening,
  given: Variables | undefined,
): Failure | null {
  if (askNext(core, asked, given)) return null;
  if (asked.on === 'start') return beginProcess(core, run, asked.begin ?? {});
  completeProcess(core);
  return null;
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
    wait: { ...wait, retries: left },
  });
  if (left === 0) core.incident(key, { ok: false, code: 'job-failed', message });
  return null;
}

function failCall(core: Core, key: Key, code: string, message: string): Failure | null {
  const instance = core.draft.find(key);
  if (instance === undefined) return unknownKey(key);
  if (instance.wait?.type !== 'call') return wrongKind(instance, 'call');
  core.resolveIncident(instance);
  core.incident(key, { ok: false, code, message });
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
