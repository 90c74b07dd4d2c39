import { BpmnError } from './bpmn-error.ts';
import type { Command, Variables } from './kernel/types.ts';
import { nameOf } from './open-work.ts';
import type { OpenJob } from './saved-engine.ts';

/**
 * Carries out the jobs of a type; what it returns are the job's result variables. When it fails, the job is tried again
 * while retries remain, then an incident holds the place.
 */
export type JobHandler = (job: OpenJob) => Variables | undefined | Promise<Variables | undefined>;

type Answer = Extract<Command, { type: 'completeJob' | 'failJob' | 'throwError' }>;
/** A command as those write it who do not set the clock. */
export type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** How workers reach the engine. */
export interface WorkersHost {
  command(instance: string, command: WithoutTime<Answer>): void;
  /** Does something after what is being done. */
  later(work: () => void): void;
  /** Called when an asynchronous handler is done. */
  drain(): void;
}

/** Open jobs, and the handlers that carry them out. */
export class Workers {
  readonly #host: WorkersHost;
  readonly #handlers = new Map<string, JobHandler>();
  readonly #jobs = new Map<string, OpenJob>();
  readonly #running = new Set<Promise<void>>();

  constructor(host: WorkersHost) {
    this.#host = host;
  }

  handle(jobType: string, handler: JobHandler): void {
    this.#handlers.set(jobType, handler);
    for (const job of this.#jobs.values()) if (job.jobType === jobType) this.#begin(job);
  }

  add(job: OpenJob): void {
    this.#jobs.set(nameOf(job), job);
    this.#begin(job);
  }

  /** Puts back what was saved; it begins when its handler is there. */
  load(jobs: readonly OpenJob[]): void {
    for (const job of jobs) this.#jobs.set(nameOf(job), job);
  }

  remove(name: string): void {
    this.#jobs.delete(name);
  }

  jobs(): ReadonlyMap<string, OpenJob> {
    return this.#jobs;
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  #begin(job: OpenJob): void {
    this.#host.later(() => this.#carryOut(job));
  }

  #carryOut(job: OpenJob): void {
    const handler = this.#handlers.get(job.jobType);
    if (handler === undefined || this.#jobs.get(nameOf(job)) !== job) return;
    let result: ReturnType<JobHandler>;
    try {
      result = handler(job);
    } catch (error) {
      this.#fail(job, error);
      return;
    }
    if (!(result instanceof Promise)) {
      this.#finish(job, result);
      return;
    }
    const running = result
      .then(
        (variables) => this.#finish(job, variables),
        (error: unknown) => this.#fail(job, error),
      )
      .then(() => {
        this.#running.delete(running);
        this.#host.drain();
      });
    this.#running.add(running);
  }

  #finish({ instance, key }: OpenJob, variables: Variables | undefined): void {
    this.#host.command(instance, { type: 'completeJob', key, ...(variables === undefined ? {} : { variables }) });
  }

  #fail(job: OpenJob, error: unknown): void {
    const { instance, key } = job;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof BpmnError) {
      const { code, variables } = error;
      this.#host.command(instance, { type: 'throwError', key, code, message, variables });
      return;
    }
    const retries = Math.max(0, job.retries - 1);
    const again = { ...job, retries };
    if (this.#jobs.has(nameOf(job))) this.#jobs.set(nameOf(job), again);
    this.#host.command(instance, { type: 'failJob', key, retries, message });
    if (retries > 0) this.#begin(again);
  }
}
