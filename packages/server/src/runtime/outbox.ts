import { randomUUID } from 'node:crypto';
import type { Variables } from '@circula/engine';
import type { FastifyBaseLogger } from 'fastify';
import { isUnavailable } from '../persistence/failures.ts';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { describe } from '../platform/error-answers.ts';
import { currentTrace, inSpan, type SpanNote } from '../platform/tracing/spans.ts';
import { Turns, type WorkTable } from './claim.ts';
import type { JobHandler, JobResult } from './job-handler.ts';
import { BEATS, LeaseLost, POLL_MS } from './lease.ts';
import { lockInstance } from './lock-instance.ts';
import { RETRY_HEADER, retryPause } from './retry-policy.ts';
import type { Runner } from './runner.ts';
import type { JobPayload } from './step-rows.ts';
import { WorkLoop } from './work-loop.ts';

interface ClaimedJob {
  institution_id: string;
  instance_id: string;
  key: string;
  kind: 'service' | 'message' | 'outward' | 'steps';
  element: string | null;
  job_type: string;
  payload: JobPayload;
  attempts: number;
  lease_token: string;
  trace_context: string | null;
}

export interface OutboxOptions {
  readonly unitOfWork: UnitOfWork;
  readonly runner: Runner;
  readonly log: FastifyBaseLogger;
  /** Jobs at the same time. */
  readonly concurrency: number;
  /** How long a claim holds without a heartbeat, in milliseconds. */
  readonly leaseMs: number;
  /** First and longest wait after a failure, in milliseconds. */
  readonly backOff?: { readonly first: number; readonly most: number };
}

/** How jobs are claimed. */
export const JOBS: WorkTable = {
  name: 'jobs',
  from: 'run_at',
  // An older runner leaves kinds that it does not know to the newer ones; workers outside have types of their own.
  open: `done_at is null and failed_at is null
    and (kind in ('message', 'outward', 'steps') or kind = 'service' and job_type = any ($7))`,
  columns: 'institution_id, instance_id, key, kind, element, job_type, payload, trace_context',
  longestPause: 0,
};

/** Deliveries that ended without a word (the runner was killed) before the job itself is held to be the cause. */
const MAX_DELIVERIES = 50;
const LONGEST_ERROR = 500;
/** Pauses after a failure where the model does not say. */
const BACK_OFF = { first: 1_000, most: 60_000 };
/** Before a job is taken again that could not be completed for want of the database. */
const PAUSE_MS = 1_000;

/**
 * Delivers what is in the outbox: service jobs of processes, messages between them, and what domains send outward. At
 * least once each; what completes a job counts once, because it is committed under the lease's token. A job that fails
 * is tried again after a growing pause, and becomes an incident when its retries are used up. Others do not wait for it.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #handlers = new Map<string, JobHandler>();
  readonly #inFlight = new Map<Promise<void>, { readonly controller: AbortController; readonly institution: string }>();
  readonly #turns: Turns;
  #stopping = false;
  readonly #loop: WorkLoop;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#turns = new Turns(JOBS, options.leaseMs);
    this.#loop = new WorkLoop({
      round: async () => await this.#round(),
      pollMs: POLL_MS,
      onError: (error) => options.log.error({ failure: describe(error) }, 'the outbox could not look for jobs'),
    });
  }

  /** Each job type has one handler. */
  add(handler: JobHandler): void {
    if (this.#handlers.has(handler.jobType)) throw new Error(`Two handlers for jobs of type ${handler.jobType}.`);
    this.#handlers.set(handler.jobType, handler);
  }

  /** Types of the jobs it carries out; what processes want of other types waits for workers outside. */
  get jobTypes(): ReadonlySet<string> {
    return new Set(this.#handlers.keys());
  }

  start(): void {
    this.#loop.start();
  }

  wake(): void {
    this.#loop.wake();
  }

  /** Takes no more jobs, waits for those in flight; after `patienceMs` tells them to give up. */
  async stop(patienceMs: number): Promise<void> {
    this.#stopping = true;
    await this.#loop.stop();
    const timer = setTimeout(() => {
      for (const { controller } of this.#inFlight.values()) controller.abort();
    }, patienceMs);
    await Promise.all(this.#inFlight.keys());
    clearTimeout(timer);
  }

  async #round(): Promise<boolean> {
    const free = this.#options.concurrency - this.#inFlight.size;
    if (free <= 0) return false; // A delivery that ends wakes the loop.
    // One place less than there are: see #satisfied.
    const claimed = await this.#claim(Math.max(1, free - 1));
    for (const job of claimed) {
      const controller = new AbortController();
      const delivery: Promise<void> = this.#deliver(job, controller).finally(() => {
        this.#inFlight.delete(delivery);
        this.#loop.wake();
      });
      this.#inFlight.set(delivery, { controller, institution: job.institution_id });
    }
    return claimed.length > 0;
  }

  async #claim(limit: number): Promise<ClaimedJob[]> {
    return await this.#options.unitOfWork.run({ kind: 'worker' }, async (tx) => {
      return await this.#turns.claim<ClaimedJob>(tx, limit, {
        except: this.#satisfied(),
        types: [...this.#handlers.keys()],
      });
    });
  }

  /** Institutions that hold all places but one: the last is kept for the others, however slow these jobs are. */
  #satisfied(): string[] {
    const held = new Map<string, number>();
    for (const { institution } of this.#inFlight.values()) held.set(institution, (held.get(institution) ?? 0) + 1);
    return [...held]
      .filter(([, places]) => places >= this.#options.concurrency - 1)
      .map(([institution]) => institution);
  }

  /** Within the trace of the command that asked for the job. */
  async #deliver(row: ClaimedJob, controller: AbortController): Promise<void> {
    const attributes = {
      'circula.institution': row.institution_id,
      'circula.instance': row.instance_id,
      ...(row.element === null ? {} : { 'circula.element': row.element }),
      'circula.job.type': row.job_type,
      'circula.attempt': row.attempts,
    };
    await inSpan(`deliver ${row.job_type}`, { kind: 'consumer', from: row.trace_context, attributes }, async (span) => {
      await this.#deliverWithin(row, controller, span);
    });
  }

  async #deliverWithin(row: ClaimedJob, controller: AbortController, span: SpanNote): Promise<void> {
    const heartbeat = setInterval(() => {
      this.#renew(row).then(
        (held) => held || controller.abort(),
        () => undefined, // The lease outlasts two more beats.
      );
    }, this.#options.leaseMs / BEATS);
    try {
      if (row.attempts > MAX_DELIVERIES) throw new Error('Every runner that took this job has died.');
      const result = await this.#handle(row, controller.signal);
      try {
        await this.#complete(row, result);
      } catch (error) {
        // The database is away or full, which is no fault of the job: its retries are for others.
        if (!isUnavailable(error)) throw error;
        await this.#handBack(row, PAUSE_MS);
      }
    } catch (error) {
      if (error instanceof LeaseLost) return;
      span.fail(error);
      if (this.#stopping && controller.signal.aborted) await this.#handBack(row, 0);
      else await this.#failed(row, error);
    } finally {
      clearInterval(heartbeat);
    }
  }

  async #handle(row: ClaimedJob, signal: AbortSignal): Promise<JobResult> {
    const { runner, unitOfWork } = this.#options;
    const { headers, variables, message, signal: named, heard, continuation } = row.payload;
    if (row.kind === 'steps') {
      if (!continuation) throw new Error('Steps without their commands.');
      return {
        within: async (tx) => {
          await runner.resume(tx, continuation);
          return undefined;
        },
      };
    }
    if (row.kind === 'message') {
      if (named !== undefined) {
        return {
          within: async (tx) => {
            await runner.broadcast(tx, { name: named, variables, except: heard === true ? row.instance_id : null });
            return undefined;
          },
        };
      }
      if (!message) throw new Error('A message without its name.');
      return {
        within: async (tx) => {
          await runner.publish(tx, { ...message, variables });
          return undefined;
        },
      };
    }
    const handler = this.#handlers.get(row.job_type);
    if (!handler) throw new Error(`Nobody carries out jobs of type ${row.job_type}.`);
    const { institution_id: institution, instance_id: instance, element, job_type: jobType, attempts: attempt } = row;
    return await handler.handle(
      { institution, instance, key: Number(row.key), element, jobType, headers, variables, attempt, signal },
      unitOfWork,
    );
  }

  async #complete(row: ClaimedJob, result: JobResult): Promise<void> {
    if (row.kind !== 'service') {
      if ('bpmnError' in result) throw new Error(`${result.bpmnError.code}: ${result.bpmnError.message}`);
      await this.#fenced(row, async (tx) => {
        await result.within?.(tx);
      });
      return;
    }
    const { runner } = this.#options;
    const { institution_id: institution, instance_id: instance, lease_token: token } = row;
    const key = Number(row.key);
    const claim = { table: 'jobs', instance, key, token } as const;
    if ('bpmnError' in result) {
      await runner.carryOut({
        institution,
        instance,
        command: { type: 'throwError', key, ...result.bpmnError },
        claim,
      });
      return;
    }
    const { within, variables = {} } = result;
    if (within === undefined) {
      await runner.carryOut({ institution, instance, command: { type: 'completeJob', key, variables }, claim });
      return;
    }
    await this.#fenced(row, async (tx) => {
      const all: Variables = { ...variables, ...(await within(tx)) };
      await runner.execute(tx, instance, { type: 'completeJob', key, variables: all });
    });
  }

  /** Runs `fn` in a transaction that marks the job as done, if this runner still holds it; else LeaseLost. */
  async #fenced(row: ClaimedJob, fn: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.#options.unitOfWork.run({ kind: 'institution', institution: row.institution_id }, async (tx) => {
      if (row.kind === 'service') await lockInstance(tx, row.instance_id);
      const [held] = await tx.query(
        `update jobs set done_at = $5, lease_until = null, lease_token = null
          where institution_id = $1 and instance_id = $2 and key = $3 and lease_token = $4 and done_at is null
          returning key`,
        [row.institution_id, row.instance_id, row.key, row.lease_token, tx.now],
      );
      if (!held) throw new LeaseLost();
      await fn(tx);
    });
  }

  /** Gives a job back as if it had not been delivered, to whoever takes it after `pauseMs`. */
  async #handBack(row: ClaimedJob, pauseMs: number): Promise<void> {
    const { unitOfWork, log } = this.#options;
    try {
      await unitOfWork.run({ kind: 'worker' }, async (tx) => {
        await tx.query(
          `update jobs set lease_until = $5, lease_token = null, attempts = greatest(attempts - 1, 0)
            where institution_id = $1 and instance_id = $2 and key = $3 and lease_token = $4`,
          [row.institution_id, row.instance_id, row.key, row.lease_token, new Date(tx.now.getTime() + pauseMs)],
        );
      });
    } catch (error) {
      // Then the lease runs out.
      log.warn({ jobType: row.job_type, failure: describe(error) }, 'a job could not be handed back');
    }
  }

  async #failed(row: ClaimedJob, error: unknown): Promise<void> {
    const { log } = this.#options;
    log.warn({ jobType: row.job_type, attempt: row.attempts, failure: describe(error) }, 'a job failed');
    try {
      await this.#putOff(row, error instanceof Error ? error.message : String(error));
    } catch (second) {
      // The lease runs out, and the job is delivered again.
      if (!(second instanceof LeaseLost)) log.error({ failure: describe(second) }, 'a failed job could not be put off');
    }
  }

  async #putOff(row: ClaimedJob, reason: string): Promise<void> {
    const pause = retryPause(row.payload.headers, row.attempts, this.#options.backOff ?? BACK_OFF);
    const why = pause === null ? `${RETRY_HEADER} takes ISO 8601 durations, as PT30S or PT10S,PT1M. ${reason}` : reason;
    const message = why.replaceAll('\u0000', '').slice(0, LONGEST_ERROR);
    const hopeless = row.attempts > MAX_DELIVERIES || pause === null;
    await this.#options.unitOfWork.run({ kind: 'institution', institution: row.institution_id }, async (tx) => {
      if (row.kind === 'service' || row.kind === 'message') await lockInstance(tx, row.instance_id);
      const [job] = await tx.query<{ failed: boolean }>(
        `update jobs set retries = greatest(retries - 1, 0), run_at = $5, lease_until = null, lease_token = null,
            last_error = $6, failed_at = case when retries <= 1 or $8 then $7::timestamptz end
          where institution_id = $1 and instance_id = $2 and key = $3 and lease_token = $4 and done_at is null
          returning failed_at is not null as failed`,
        [
          row.institution_id,
          row.instance_id,
          row.key,
          row.lease_token,
          new Date(tx.now.getTime() + (pause ?? 0)),
          message,
          tx.now,
          hopeless,
        ],
      );
      if (!job) throw new LeaseLost();
      if (!job.failed) return;
      const key = Number(row.key);
      if (row.kind === 'service') {
        await this.#options.runner.execute(tx, row.instance_id, { type: 'failJob', key, retries: 0, message });
        return;
      }
      await tx.query(
        `insert into incidents (institution_id, instance_id, key, element, code, message, raised_at)
         values ($1, $2, $3, $4, 'delivery-failed', $5, $6)
         on conflict (institution_id, instance_id, key) do update set raised_at = $6, resolved_at = null`,
        [row.institution_id, row.instance_id, row.key, row.element ?? row.job_type, message, tx.now],
      );
    });
  }

  async #renew(row: ClaimedJob): Promise<boolean> {
    return await this.#options.unitOfWork.run({ kind: 'worker' }, async (tx) => {
      const held = await tx.query(
        `update jobs set lease_until = $5
          where institution_id = $1 and instance_id = $2 and key = $3 and lease_token = $4 returning key`,
        [
          row.institution_id,
          row.instance_id,
          row.key,
          row.lease_token,
          new Date(tx.now.getTime() + this.#options.leaseMs),
        ],
      );
      return held.length === 1;
    });
  }
}

/** Something to send outward that no process asked for. */
export interface OutwardMessage {
  readonly jobType: string;
  readonly variables: Variables;
  readonly headers?: Readonly<Record<string, string>>;
  /** Deliveries before it becomes an incident. */
  readonly retries?: number;
}

/** Puts a message into the outbox; it is delivered after commit by the handler of its type. Answers its id. */
export async function enqueue(tx: Transaction, message: OutwardMessage): Promise<string> {
  const id = randomUUID();
  const payload: JobPayload = { headers: message.headers ?? {}, variables: message.variables };
  await tx.query(
    `insert into jobs (institution_id, instance_id, key, kind, job_type, payload, retries, run_at, created_at, trace_context)
     values ($1, $2, 0, 'outward', $3, $4, $5, $6, $6, $7)`,
    [institutionOf(tx), id, message.jobType, JSON.stringify(payload), message.retries ?? 10, tx.now, currentTrace()],
  );
  return id;
}
