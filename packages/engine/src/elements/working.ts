import type { Behaviour, JobRequest, Outcome, Run } from '../kernel/contracts.ts';
import type { JobDefinition, ProcessNode } from '../kernel/graph.ts';
import type { ElementKind } from '../kernel/kinds.ts';
import type { Key } from '../kernel/types.ts';
import { asCount, asText, asWhole } from '../kernel/values.ts';

const NO_PRIORITY = Object.freeze({ ok: true, value: 0 } as const);

/** An activity that a worker carries out. */
export function working(kind: ElementKind): Behaviour {
  return {
    kind,
    enter(run, node, key) {
      if (node.job === null) run.complete(node, key, undefined);
      else doJob(run, node, node.job, key);
    },
    resume: (run, node, key, variables) => run.complete(node, key, variables),
  };
}

/** Asks the host to have a job done, with all variables that the element sees. */
export function doJob(run: Run, node: ProcessNode, job: JobDefinition, key: Key): void {
  const asked = requestOf(run, job, key);
  if (!asked.ok) {
    run.incident(key, asked);
    return;
  }
  const { jobType, retries, priority } = asked.value;
  run.wait(
    node,
    key,
    { type: 'job', jobType, retries },
    {
      type: 'createJob',
      key,
      element: node.id,
      jobType,
      retries,
      priority,
      headers: job.headers,
      variables: run.visible(key),
    },
  );
}

/** What the model says of a job, with the variables that the element sees. */
export function requestOf(run: Run, job: JobDefinition, key: Key): Outcome<JobRequest> {
  const jobType = asText(run.evaluate(job.type, key), 'The job type');
  if (!jobType.ok) return jobType;
  const retries = asCount(run.evaluate(job.retries, key), 'The number of retries');
  if (!retries.ok) return retries;
  const priority = job.priority === null ? NO_PRIORITY : asWhole(run.evaluate(job.priority, key), 'The job priority');
  if (!priority.ok) return priority;
  return { ok: true, value: { jobType: jobType.value, retries: retries.value, priority: priority.value } };
}
