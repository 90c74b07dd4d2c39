import { beginInAdHoc, reasonAgainst } from './activate-ad-hoc.ts';
import { isDecision } from './arms.ts';
import { collectedSoFar } from './collected-so-far.ts';
import type { JobRequest, Outcome } from './contracts.ts';
import type { Core } from './core.ts';
import { stopAdHoc } from './errors.ts';
import type { ProcessNode } from './graph.ts';
import type { JobResult } from './job-result.ts';
import { publish } from './leave.ts';
import { visibleVariables } from './scope.ts';
import type { ElementInstance } from './state.ts';
import { taskListening } from './task-listening.ts';
import { emptyScope } from './terminate.ts';
import type { Failure, Key, Variables } from './types.ts';

/** Asks anew under a key of its own, so that an answer to what was asked before comes too late. */
export function askWorker(core: Core, node: ProcessNode, key: Key, job: Outcome<JobRequest>): void {
  takeBack(core, key);
  if (!job.ok) {
    core.incident(key, job);
    return;
  }
  const { jobType, retries, priority } = job.value;
  const asked = core.draft.nextKey;
  core.openWait(node.id, asked, key, { type: 'job', jobType, retries, decides: true });
  core.effects.push({
    type: 'createJob',
    key: asked,
    element: node.id,
    jobType,
    retries,
    priority,
    headers: node.job?.headers ?? {},
    variables: { ...visibleVariables(core.draft, key), ...collectedSoFar(node, core.instance(key)) },
  });
}

function takeBack(core: Core, key: Key): void {
  const { wait } = core.instance(key);
  const job = wait?.type === 'scope' && wait.asked !== undefined ? core.instance(wait.asked) : null;
  if (job === null || job.wait === null) return;
  core.resolveIncident(job);
  core.forget(job.key, job.wait);
  core.closeWait(job, key, job.wait, 'cancelled');
}

/** Why a job cannot be completed with the result; null when it can. */
export function resultProblem(core: Core, job: ElementInstance, result: JobResult | undefined): Failure | null {
  if (result === undefined) return null;
  const { element, key } = job;
  const impossible = (message: string): Failure => ({ code: 'result-impossible', message, element, key });
  // what a task listener says is looked at where it is followed
  if (result.type === 'userTask' && taskListening(job.wait) !== null) return null;
  if (!isDecision(job) || result.type !== 'adHocSubProcess') {
    return impossible(`The job ${key} of ${element} asks for no result of type ${result.type}.`);
  }
  const { activate = [], completed } = result;
  if (completed === true && activate.length > 0) {
    return impossible(`${element} is over, or something begins in it; not both.`);
  }
  const scope = core.instance(job.parent);
  const reason = reasonAgainst(core.nodeOf(scope), scope, activate);
  return reason === null ? null : impossible(reason);
}

/**
 * The worker of an ad-hoc subprocess has decided: what it gives goes out from the subprocess as the variables of a job do,
 * what it names begins, or nothing does any more. Without a result the subprocess stays open and nobody is asked until
 * something in it ends.
 */
export function decide(
  core: Core,
  job: ElementInstance,
  variables: Variables | undefined,
  result: JobResult | undefined,
): Failure | null {
  const problem = resultProblem(core, job, result);
  if (problem !== null) return problem;
  const { parent: scope, wait } = job;
  core.resolveIncident(job);
  if (wait !== null) core.closeWait(job, scope, wait, 'triggered');
  if (variables !== undefined) publish(core, scope, variables);
  if (result?.type !== 'adHocSubProcess') return null;
  const { activate = [], completed, cancelRemaining } = result;
  const { arms } = core.nodeOf(core.instance(scope));
  // unless it is over, its event subprocesses go on listening
  if (cancelRemaining === true) emptyScope(core, scope, 0, completed === true ? undefined : arms.length);
  if (completed === true) {
    stopAdHoc(core, scope);
    core.mayEnd(scope);
  } else if (activate.length > 0) {
    beginInAdHoc(core, core.nodeOf(core.instance(scope)), scope, activate);
  }
  return null;
}
