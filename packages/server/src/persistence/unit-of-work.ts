import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource } from 'typeorm';
import { inInnerSpan } from '../platform/tracing/spans.ts';
import type { Clock } from './clock.ts';
import { isTransient, RetryTransaction } from './failures.ts';
import { OpenTransaction } from './open-transaction.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';
import { SCHEMA_VERSION, SchemaTooNew } from './schema-floor.ts';
import { Session } from './session.ts';
import type { Call, PreparedStatement, Scope, Transaction } from './transaction.ts';

export type { Scope, Transaction } from './transaction.ts';

const MAX_ATTEMPTS = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Takes the role, names the institution, reads the transaction's time and whether this release may still run. */
const ENTER: PreparedStatement = {
  name: 'circula-enter',
  text: `select set_config('role', $1, true), set_config('circula.institution', $2, true),
      set_config('circula.account', $3, true), now() as now, (select floor from schema_floor) as floor`,
};

interface Entered {
  readonly now: Date;
  readonly floor: number;
}

/**
 * The only door to the database. One `run` is one transaction under a role that owns nothing, with the institution set
 * for row-level security.
 *
 * A `run` inside a `run` joins the open transaction through a savepoint, so that a use case may call another and an
 * embedded database with a single connection never waits for itself. Joining another institution's transaction is a bug
 * and throws.
 *
 * Serialization failures and deadlocks are retried up to three times, so `fn` must have no effect but through `tx`;
 * what must happen outside goes to `tx.afterCommit` or to the outbox.
 */
export class UnitOfWork {
  readonly #dataSource: DataSource;
  readonly #clock: Clock | undefined;
  readonly #open = new AsyncLocalStorage<OpenTransaction>();

  constructor(dataSource: DataSource, clock?: Clock) {
    this.#dataSource = dataSource;
    this.#clock = clock;
  }

  /** Whether the caller is inside a transaction, which its own `run` would join. */
  isInside(): boolean {
    return this.#open.getStore()?.ended === false;
  }

  /** `ahead`: what `fn` will ask first; it travels with the beginning, and `fn` finds its answer there. */
  async run<T>(scope: Scope, fn: (tx: Transaction) => Promise<T>, ahead?: Call): Promise<T> {
    const outer = this.#open.getStore();
    if (outer && !outer.ended) return await outer.inTurn(() => this.#join(outer, scope, fn));
    for (let attempt = 1; ; attempt += 1) {
      const attributes = { 'db.system.name': 'postgresql', 'circula.attempt': attempt };
      try {
        return await inInnerSpan('transaction', { kind: 'client', attributes }, () =>
          this.#transaction(scope, fn, ahead),
        );
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !(isTransient(error) || error instanceof RetryTransaction)) throw error;
        // Jittered, so that two victims of one deadlock do not meet again.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
      }
    }
  }

  async #transaction<T>(scope: Scope, fn: (tx: Transaction) => Promise<T>, ahead: Call | undefined): Promise<T> {
    const entry = entryOf(scope);
    const session = await Session.take(this.#dataSource);
    let broken: Error | undefined;
    try {
      const entering = [session.query('begin'), session.execute<Entered>(ENTER, entry)] as const;
      const answer = ahead && session.execute(ahead.statement, ahead.params);
      answer?.catch(() => undefined);
      const [, entered] = await all(entering);
      const tx = new OpenTransaction(session, scope, this.#timeOf(entered[0]));
      if (ahead && answer) tx.expect(ahead, answer);
      const result = await this.#carryOut(tx, fn);
      this.#open.exit(() => tx.announce());
      return result;
    } catch (error) {
      // A failed rollback means a broken connection, which ends the transaction as well; the first error is the cause.
      await session.query('rollback').catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      session.release(broken);
    }
  }

  async #carryOut<T>(tx: OpenTransaction, fn: (tx: Transaction) => Promise<T>): Promise<T> {
    try {
      const result = await this.#open.run(tx, async () => {
        const value = await fn(tx);
        await tx.flush();
        return value;
      });
      await tx.commit();
      return result;
    } catch (error) {
      throw (await tx.firstFailure()) ?? error;
    } finally {
      tx.end();
    }
  }

  #timeOf(entered: Entered | undefined): Date {
    if (!entered) throw new Error('The database did not answer.');
    if (entered.floor > SCHEMA_VERSION) throw new SchemaTooNew(entered.floor);
    return this.#clock ? this.#clock.now() : entered.now;
  }

  async #join<T>(outer: OpenTransaction, scope: Scope, fn: (tx: Transaction) => Promise<T>): Promise<T> {
    const inside = outer.scope;
    const same =
      inside.kind === scope.kind && (scope.kind !== 'institution' || scope.institution === outer.institution);
    const narrower = scope.kind === 'platform' && inside.kind === 'institution';
    const wider = scope.kind === 'institution' && inside.kind === 'platform';
    if (!(same || narrower || wider)) {
      throw new Error(`A transaction of scope "${scope.kind}" cannot join one of scope "${inside.kind}".`);
    }
    const { session } = outer;
    const tx = outer.nested(scope);
    const savepoint = `circula_${tx.depth}`;
    await all([session.query(`savepoint ${savepoint}`), session.execute(ENTER, entryOf(scope))]);
    try {
      const result = await this.#open.run(tx, async () => await fn(tx));
      // What was put off needs this institution's rows, which the outer scope does not see.
      if (wider) await tx.flush();
      await all([session.execute(ENTER, entryOf(inside)), session.query(`release savepoint ${savepoint}`)]);
      return result;
    } catch (error) {
      const cause = (await tx.firstFailure()) ?? error;
      // Rolling back to the savepoint also restores the outer role and institution. On a broken connection it fails, as
      // all that follows will; the first error is the cause.
      await session.query(`rollback to savepoint ${savepoint}`).catch(() => undefined);
      outer.forget(tx);
      tx.end();
      throw cause;
    }
  }
}

/** What ENTER takes. */
function entryOf(scope: Scope): [role: string, institution: string, account: string] {
  const institution = scope.kind === 'institution' ? scope.institution : '';
  if (scope.kind === 'institution' && !UUID.test(institution)) throw new Error('An institution is named by its uuid.');
  const account = scope.kind === 'platform' ? (scope.account ?? '') : '';
  return [scope.kind === 'worker' ? WORKER_ROLE : APP_ROLE, institution, account];
}

/** All answers; or the first failure, once all have come: an answer that is still to come belongs to nobody else. */
async function all<T extends readonly Promise<unknown>[]>(answers: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(answers);
  return (await Promise.all(answers)) as { [K in keyof T]: Awaited<T[K]> };
}
