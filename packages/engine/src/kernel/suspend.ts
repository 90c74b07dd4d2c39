import { resultProblem } from './ad-hoc-worker.ts';
import type { Core } from './core.ts';
import { listenAgain, listenerOf } from './follow.ts';
import { type ElementInstance, ROOT, type Waiting } from './state.ts';
import { answerOf, guardsVariables } from './task-commands.ts';
import { taskListening } from './task-listening.ts';
import type { Command, Failure } from './types.ts';

/** Waits that the host watches for the instance; while it stands still there is nothing to watch for. */
const WATCHED: ReadonlySet<Waiting['type']> = new Set(['timer', 'message', 'signal']);

/** The instance stands still from now on. */
export function suspend(core: Core, reason: string | undefined): null {
  core.emit({ type: 'instanceSuspended', ...core.about(core.process.id, ROOT), reason: reason ?? null });
  for (const { key, wait } of core.draft.elements())
    if (wait !== null && WATCHED.has(wait.type)) core.forget(key, wait);
  return null;
}

/**
 * What a command means to an instance that stands still: `goes` if it can be carried out, null if it has been kept for
 * later, otherwise why it is refused.
 */
export function whileSuspended(core: Core, command: Command): 'goes' | Failure | null {
  switch (command.type) {
    case 'cancel':
    case 'resume':
    case 'migrate':
      return 'goes';
    case 'setVariables': {
      const scope = core.draft.find(command.scope ?? ROOT);
      return scope !== undefined && guardsVariables(core, scope) ? standsStill(core) : 'goes';
    }
    case 'completeJob':
    case 'failJob':
    case 'completeCall':
    case 'failCall':
    case 'throwError':
    case 'throwEscalation': {
      const waiting = core.draft.find(command.key);
      const type = waiting?.wait?.type;
      const held = core.draft.suspended?.held ?? [];
      const answered = held.some((one) => 'key' in one && one.key === command.key && one.type !== 'throwEscalation');
      if (waiting === undefined || (type !== 'job' && type !== 'call') || answered) return standsStill(core);
      const problem = problemWith(core, waiting, command);
      if (problem !== null) return problem;
      core.emit({ type: 'answerHeld', ...core.about(waiting.element, command.key), command });
      return null;
    }
    default:
      return standsStill(core);
  }
}

/** Why an answer could not be carried out when the instance goes on. */
function problemWith(core: Core, waiting: ElementInstance, command: Command): Failure | null {
  if (command.type === 'throwError' || command.type === 'throwEscalation') {
    const { wait, element, key } = waiting;
    if (wait?.type !== 'job' || wait.listener === undefined) return null;
    return { code: 'wrong-kind', message: `A listener of ${element} throws nothing.`, element, key };
  }
  if (command.type !== 'completeJob') return null;
  const { variables, result } = command;
  const listening = taskListening(waiting.wait);
  if (listening === null) return resultProblem(core, waiting, result);
  const answer = answerOf(core, waiting, listening, variables, result);
  return 'code' in answer ? answer : null;
}

function standsStill(core: Core): Failure {
  const since = new Date(core.draft.suspended?.since ?? core.at).toISOString();
  return { code: 'suspended', message: `The instance stands still since ${since}; resume it first.` };
}

/** The instance goes on: the host watches again. Answers what was kept for it, to be carried out in order. */
export function resume(core: Core): readonly Command[] {
  const held = core.draft.suspended?.held ?? [];
  core.emit({ type: 'instanceResumed', ...core.about(core.process.id, ROOT) });
  for (const { key, element, wait } of core.draft.elements()) {
    if (wait !== null && WATCHED.has(wait.type) && (wait.type !== 'timer' || wait.due !== null)) {
      core.listen(element, key, wait);
    }
  }
  lookAround(core);
  return held;
}

/** Whatever may have changed while nobody looked: conditions, followed dates, and joins that have what they need. */
export function lookAround(core: Core): void {
  for (const instance of core.draft.elements()) {
    const { key, wait } = instance;
    if (wait?.type === 'condition') {
      core.queue.push({ type: 'look', node: core.node(instance.element), key });
    } else if (wait?.type === 'timer') {
      const node = listenerOf(core, instance);
      if (node.timer?.follow === true) listenAgain(core, core.run, node, instance);
    } else if (wait?.type === 'scope') {
      core.moved?.add(key);
      for (const [flow, tokens] of Object.entries(wait.tokens)) {
        const node = core.process.flows.get(flow)?.target;
        for (let left = node === undefined ? 0 : tokens; left > 0; left -= 1) {
          if (node === undefined) break;
          // a token that waited for a join where there is none now goes on
          if (!node.joins) core.emit({ type: 'tokenDropped', ...core.about(flow, key) });
          core.queue.push({ type: 'token', node, scope: key, result: undefined });
        }
      }
      if (Object.keys(wait.tokens).length > 0) core.mayEnd(key);
    }
  }
}
