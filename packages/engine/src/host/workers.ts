import type { Command, Key, Variables } from '../kernel/types.ts';
import { type BackOff, delayAfter } from './back-off.ts';
import { ByInstance } from './by-instance.ts';
import { copyOf } from './copy-of.ts';
import { BpmnError, BpmnEscalation, JobFailure } from './handler-errors.ts';
import { JobCompletion } from './job-completion.ts';
import type { Result } from './options.ts';
import { plain } from './plain.ts';
import type { OpenJob } from './saved-engine.ts';
import { TimerQueue } from './timer-queue.ts';

/** What a handler gives back: the job's variables, those and what it decides, or nothing. */
export type HandlerResult<Out extends Variables = Variables> = Out | JobCompletion<Out> | undefined;

/**
 * Carries out the jobs of a type, at once or with a promise; what it returns are the job's result variables. When it
 * throws, the job is tried again while retries remain, after the engine's back-off; then an incident holds the place.
 */
export type JobHandler<In extends Variables = Variables, Out extends Variables = Variables> = (
  job: OpenJob<In>,
) => HandlerResult<Out> | Promise<HandlerResult<Out>>;

type Answer = Extract<Command, { type: 'completeJob' | 'failJob' | 'throwError' | 'throwEscalation' }>;
/** A command as those write it who do not set the clock. */
export type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never;

/** How workers reach the engine. */
export interface WorkersHost {
  now(): number;
  random(): number;
  command(instance: string, command: WithoutTime<Answer>): Result;
  standsStill(instance: string): boolean;
  /** Does something after what is being done. */
  later(work: () => void): void;
  /** Called when an asynchronous handler is done. */
  drain(): void;
}

interface Registration {
  readonly handler: JobHandler;
  readonly backOff: BackOff | undefined;
}

/** Open jobs, and the handlers that carry them out. */
export class Workers {
  readonly #host: WorkersHost;
  readonly #backOff: BackOff | undefined;
  readonly #handlers = new Map<string, Registration>();
  readonly #jobs = new ByInstance<OpenJob>();
  /** Failed jobs that wait for their next attempt. */
  readonly #resting = new TimerQueue<OpenJob & { readonly due: number }>();
  readonly #running = new Map<OpenJob, Promise<void>>();

  constructor(host: WorkersHost, backOff: BackOff | undefined) {
    this.#host = host;
    this.#backOff = backOff;
  }

  handle(jobType: string, handler: JobHandler, backOff: BackOff | undefined): void {
    this.#handlers.set(jobType, { handler, backOff: backOff ?? this.#backOff });
    for (const job of this.#jobs.list()) if (job.jobType === jobType) this.#begin(job);
  }

  add(job: OpenJob): void {
    this.#jobs.set(job);
    if (this.#handlers.has(job.jobType)) this.#begin(job);
  }

  /** Puts back what was saved; it begins when its handler is there. */
  load(jobs: readonly OpenJob[]): void {
    for (const job of jobs) {
      this.#jobs.set(job);
      this.#rest(job);
    }
  }

  remove(instance: string, key: Key): void {
    this.#jobs.delete(instance, key);
  }

  /** The element has another name since its instance went over to another process. */
  rename(instance: string, key: Key, element: string): void {
    const job = this.#jobs.get(instance, key);
    // a job that is being carried out is known by identity; its name matters to those who look at it later
    if (job !== undefined && !this.#running.has(job)) this.#jobs.set({ ...job, element });
  }

  list(instance?: string): OpenJob[] {
    return this.#jobs.list(instance);
  }

  /** Begins what waits in an instance that goes on. */
  wake(instance: string): void {
    for (const job of this.#jobs.list(instance)) this.#begin(job);
  }

  /** When the next failed job is tried again. */
  nextDue(): number | null {
    return this.#resting.first()?.due ?? null;
  }

  /** Tries again what is due by then. */
  tryAgain(due: number): void {
    for (let next = this.#resting.first(); next !== undefined && next.due <= due; next = this.#resting.first()) {
      this.#resting.delete(next.instance, next.key);
      const job = this.#jobs.get(next.instance, next.key);
      if (job !== undefined) this.#begin(job);
    }
  }

  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running.values());
  }

  #begin(job: OpenJob): void {
    this.#host.later(() => this.#carryOut(job));
  }

  #carryOut(job: OpenJob): void {
    const registered = this.#handlers.get(job.jobType);
    if (registered === undefined || this.#jobs.get(job.instance, job.key) !== job || this.#running.has(job)) return;
    if (job.retryAt !== undefined && job.retryAt > this.#host.now()) return;
    if (job.retries <= 0 || this.#host.standsStill(job.instance)) return;
    let result: ReturnType<JobHandler>;
    try {
      result = registered.handler(handedOut(job));
    } catch (error) {
      this.#fail(job, registered, error);
      return;
    }
    if (!isPromise(result)) {
      this.#finish(job, registered, result);
      return;
    }
    const running = result
      .then(
        (variables) => this.#finish(job, registered, variables),
        (error: unknown) => this.#fail(job, registered, error),
      )
      .then(() => {
        this.#running.delete(job);
        this.#host.drain();
      });
    this.#running.set(job, running);
  }

  /** What the engine cannot do is the handler's failure; that the job is gone meanwhile is nobody's. */
  #finish(job: OpenJob, registered: Registration, given: HandlerResult): void {
    const { instance, key } = job;
    if (typeof given !== 'object' || given === null) {
      this.#host.command(instance, { type: 'completeJob', key });
      return;
    }
    const decides = given instanceof JobCompletion;
    const own = plain<Variables>(decides ? given.variables : given);
    const result = decides ? plain(given.result) : null;
    if (!own.ok) this.#fail(job, registered, new Error(own.failure.message));
    else if (result === null) this.#host.command(instance, { type: 'completeJob', key, variables: own.value });
    else if (!result.ok) this.#fail(job, registered, new Error(result.failure.message));
    else {
      const command = { type: 'completeJob', key, variables: own.value, result: result.value } as const;
      const done = this.#host.command(instance, command);
      if (!done.ok && done.failure.code === 'result-impossible') {
        this.#fail(job, registered, new Error(done.failure.message));
      }
    }
  }

  #fail(job: OpenJob, registered: Registration, error: unknown): void {
    const { instance, key } = job;
    const message = error instanceof Error ? error.message : String(error);
    if (error instanceof BpmnError) {
      const { code } = error;
      const own = plain(error.variables);
      if (own.ok) this.#host.command(instance, { type: 'throwError', key, code, message, variables: own.value });
      else this.#fail(job, registered, new Error(own.failure.message));
      return;
    }
    if (error instanceof BpmnEscalation) {
      const { code, result } = error;
      const own = plain(error.variables);
      if (!own.ok) {
        this.#fail(job, registered, new Error(own.failure.message));
        return;
      }
      this.#host.command(instance, { type: 'throwEscalation', key, code, variables: own.value });
      if (this.#jobs.get(instance, key) !== undefined) this.#finish(job, registered, result);
      return;
    }
    const asked = error instanceof JobFailure ? error : undefined;
    const retries = Math.max(0, asked?.retries ?? job.retries - 1);
    const failures = (job.failures ?? 0) + 1;
    const delay = asked?.after ?? delayAfter(registered.backOff, failures, () => this.#host.random());
    const { retryAt: _, ...rest } = job;
    const again: OpenJob = { ...rest, retries, failures };
    if (this.#jobs.get(instance, key) !== job) return;
    this.#running.delete(job);
    this.#jobs.set(delay > 0 && retries > 0 ? { ...again, retryAt: this.#host.now() + delay } : again);
    this.#host.command(instance, { type: 'failJob', key, retries, message });
    const kept = this.#jobs.get(instance, key);
    if (kept !== undefined && retries > 0 && !this.#rest(kept)) this.#begin(kept);
  }

  /** Whether the job waits for its next attempt. */
  #rest(job: OpenJob): boolean {
    if (job.retryAt === undefined) return false;
    this.#resting.set({ ...job, due: job.retryAt });
    return true;
  }
}

/** The job with variables of the receiver's own, copied if they are asked for: the state must not change with them. */
export function handedOut(job: OpenJob): OpenJob {
  let own: Variables | null = null;
  return {
    ...job,
    get variables() {
      own ??= copyOf(job.variables);
      return own;
    },
  };
}

function isPromise(result: ReturnType<JobHandler>): result is Promise<HandlerResult> {
  return typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function';
}
