import type { FastifyBaseLogger } from 'fastify';
import type { Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { describe } from '../platform/error-answers.ts';
import { inSpan, linkTo, type SpanNote } from '../platform/tracing/spans.ts';
import { Problem } from '../problems.ts';
import { Turns, type WorkTable } from './claim.ts';
import { backOff, LeaseLost, POLL_MS } from './lease.ts';
import type { Runner } from './runner.ts';
import { fireStartEvent } from './start-events.ts';
import { WorkLoop } from './work-loop.ts';

interface DueTimer {
  institution_id: string;
  instance_id: string;
  key: string;
  element: string;
  attempts: number;
  lease_token: string;
  trace_context: string | null;
}

interface DueStart {
  institution_id: string;
  definition_id: string;
  process_id: string;
  element: string;
  attempts: number;
  lease_token: string;
}

export interface TimersOptions {
  readonly unitOfWork: UnitOfWork;
  readonly runner: Runner;
  readonly log: FastifyBaseLogger;
  /** How long a claim holds, in milliseconds. */
  readonly leaseMs: number;
}

const BATCH = 200;
/** From so many attempts on, people are told of a timer that fails. */
export const VISIBLE_AFTER = 3;
const LONGEST_PAUSE_MS = 300_000;

/** How timers are claimed. */
export const TIMERS: WorkTable = {
  name: 'timers',
  from: 'due',
  open: 'true',
  columns: 'institution_id, instance_id, key, element, trace_context',
  longestPause: LONGEST_PAUSE_MS,
};

/**
 * Fires timers when they are due by the database's clock: never early, each once, also when it was missed while nobody
 * ran. Claimed with a lease, so that many runners share the work and a dead one's share is taken over.
 */
export class Timers {
  readonly #options: TimersOptions;
  readonly #loop: WorkLoop;
  readonly #turns: Turns;

  constructor(options: TimersOptions) {
    this.#options = options;
    this.#turns = new Turns(TIMERS, options.leaseMs);
    this.#loop = new WorkLoop({
      round: async () => await this.#round(),
      pollMs: POLL_MS,
      onError: (error) => options.log.error({ failure: describe(error) }, 'timers could not be looked for'),
    });
  }

  start(): void {
    this.#loop.start();
  }

  wake(): void {
    this.#loop.wake();
  }

  /** Ends after the timers that have been claimed. */
  async stop(): Promise<void> {
    await this.#loop.stop();
  }

  async #round(): Promise<boolean> {
    const { timers, starts } = await this.#claim();
    // They share transactions, of which the runner opens a few at a time.
    const fired = Promise.all(timers.map(async (timer) => await this.#fire(timer)));
    for (const start of starts) await this.#start(start);
    await fired;
    return timers.length > 0 || starts.length > 0;
  }

  async #claim(): Promise<{ timers: DueTimer[]; starts: DueStart[] }> {
    return await this.#options.unitOfWork.run({ kind: 'worker' }, async (tx) => {
      const [due] = await tx.query<{ timers: boolean; starts: boolean }>(
        `select exists (select from timers where due <= $1) as timers,
            exists (select from start_events where due <= $1) as starts`,
        [tx.now],
      );
      return {
        timers: due?.timers ? await this.#turns.claim<DueTimer>(tx, BATCH) : [],
        starts: due?.starts ? await claimStarts(tx, this.#options.leaseMs) : [],
      };
    });
  }

  async #fire(timer: DueTimer): Promise<void> {
    const attributes = {
      'circula.institution': timer.institution_id,
      'circula.instance': timer.instance_id,
      'circula.element': timer.element,
      'circula.attempt': timer.attempts,
    };
    // A trace of its own: what set the timer may be months ago.
    await inSpan('fire timer', { kind: 'consumer', from: null, attributes }, async (span) => {
      linkTo(timer.trace_context);
      await this.#fireWithin(timer, span);
    });
  }

  async #fireWithin(timer: DueTimer, span: SpanNote): Promise<void> {
    const { unitOfWork, runner, log } = this.#options;
    const { institution_id: institution, instance_id: instance, lease_token: token } = timer;
    const key = Number(timer.key);
    const scope = { kind: 'institution', institution } as const;
    const id = [institution, instance, key, token];
    try {
      const claim = { table: 'timers', instance, key, token } as const;
      await runner.carryOut({ institution, instance, command: { type: 'triggerTimer', key }, claim });
    } catch (error) {
      // Somebody else has fired or moved it.
      if (error instanceof LeaseLost) return;
      span.fail(error);
      log.error({ attempt: timer.attempts, failure: describe(error) }, 'a timer could not be fired');
      await unitOfWork.run(scope, async (tx) => {
        const until = new Date(tx.now.getTime() + backOff(timer.attempts, 1_000, LONGEST_PAUSE_MS));
        await tx.query(
          `update timers set lease_until = $5
            where institution_id = $1 and instance_id = $2 and key = $3 and lease_token = $4`,
          [...id, until],
        );
        if (timer.attempts < VISIBLE_AFTER) return;
        await tx.query(
          `insert into incidents (institution_id, instance_id, key, element, code, message, raised_at)
           select $1, $2, $3, element, 'timer-failed', $4, $5 from timers
            where institution_id = $1 and instance_id = $2 and key = $3
           on conflict (institution_id, instance_id, key) do nothing`,
          [...id.slice(0, 3), reasonOf(error), tx.now],
        );
      });
    }
  }

  async #start(start: DueStart): Promise<void> {
    const { unitOfWork, runner, log } = this.#options;
    try {
      const attributes = { 'circula.institution': start.institution_id, 'circula.element': start.element };
      await inSpan('fire start event', { kind: 'consumer', from: null, attributes }, async () => {
        const scope = { kind: 'institution', institution: start.institution_id } as const;
        const refused = await unitOfWork.run(scope, async (tx) => {
          return await fireStartEvent(unitOfWork, tx, runner, {
            definition: start.definition_id,
            process: start.process_id,
            element: start.element,
            token: start.lease_token,
          });
        });
        if (refused === null) return;
        const { definition_id: definition, element } = start;
        log.error(
          { definition, element, failure: describe(refused) },
          'a kept message could begin nothing, and is passed over',
        );
      });
    } catch (error) {
      // The lease is the pause before the next attempt.
      const { attempts: attempt, definition_id: definition, element } = start;
      log.error(
        { attempt, definition, element, failure: describe(error) },
        'a start event that is due could not begin an instance',
      );
    }
  }
}

async function claimStarts(tx: Transaction, leaseMs: number): Promise<DueStart[]> {
  const id = 'institution_id, definition_id, process_id, element';
  return await tx.query<DueStart>(
    `update start_events set lease_until = $1, lease_token = gen_random_uuid(), attempts = attempts + 1
      where (${id}) in (
        select ${id} from start_events
         where due <= $2 and (lease_until is null or lease_until < $2 or lease_until > $4)
           and institution_id not in (select i.id from institutions i where i.suspended_at is not null)
         order by message is not null, due limit $3 for update skip locked)
      returning ${id}, attempts, lease_token`,
    [new Date(tx.now.getTime() + leaseMs), tx.now, BATCH, new Date(tx.now.getTime() + 2 * leaseMs)],
  );
}

const reasonOf = (error: unknown): string =>
  error instanceof Problem ? (error.errors?.[0]?.message ?? error.message) : 'The step failed; the log says more';
