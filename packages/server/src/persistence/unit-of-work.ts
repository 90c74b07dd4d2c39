import { AsyncLocalStorage } from 'node:async_hooks';
import type { ClientBase } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { inInnerSpan } from '../platform/tracing/spans.ts';
import type { Clock } from './clock.ts';
import { isTransient, RetryTransaction } from './failures.ts';
import { OpenTransaction } from './open-transaction.ts';
import { APP_ROLE, WORKER_ROLE } from './roles.ts';
import { SCHEMA_VERSION, SchemaTooNew } from './schema-floor.ts';
import type { Scope, Transaction } from './transaction.ts';

export type { Scope, Transaction } from './transaction.ts';

const MAX_ATTEMPTS = 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

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

  async run<T>(scope: Scope, fn: (tx: Transaction) => Promise<T>): Promise<T> {
    const outer = this.#open.getStore();
    if (outer && !outer.ended) return await outer.inTurn(() => this.#join(outer, scope, fn));
    for (let attempt = 1; ; attempt += 1) {
      const attributes = { 'db.system.name': 'postgresql', 'circula.attempt': attempt };
      try {
        return await inInnerSpan('transaction', { kind: 'client', attributes }, () => this.#transaction(scope, fn));
      } catch (error) {
        if (attempt >= MAX_ATTEMPTS || !(isTransient(error) || error instanceof RetryTransaction)) throw error;
        // Jittered, so that two victims of one deadlock do not meet again.
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * attempt));
      }
    }
  }

  async #transaction<T>(scope: Scope, fn: (tx: Transaction) => Promise<T>): Promise<T> {
    const queryRunner = this.#dataSource.createQueryRunner();
    let committed: OpenTransaction;
    let result: T;
    try {
      await queryRunner.startTransaction();
      const tx = new OpenTransaction(queryRunner, scope, await this.#enter(queryRunner, scope));
      try {
        result = await this.#open.run(tx, async () => {
          const value = await fn(tx);
          await tx.flush();
          return value;
        });
        await commit(queryRunner);
      } finally {
        tx.end();
      }
      committed = tx;
    } catch (error) {
      // A failed rollback means a broken connection, which ends the transaction as well; the first error is the cause.
      if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await queryRunner.release();
    }
    this.#open.exit(() => committed.announce());
    return result;
  }

  /** Takes the role, names the institution, reads the transaction's time and whether this release may still run: one round trip. */
  async #enter(queryRunner: QueryRunner, scope: Scope): Promise<Date> {
    const institution = scope.kind === 'institution' ? scope.institution : '';
    if (scope.kind === 'institution' && !UUID.test(institution))
      throw new Error('An institution is named by its uuid.');
    const account = scope.kind === 'platform' ? (scope.account ?? '') : '';
    const [row] = (await queryRunner.query(
      `select set_config('role', $1, true), set_config('circula.institution', $2, true),
              set_config('circula.account', $3, true), now() as now, (select floor from schema_floor) as floor`,
      [scope.kind === 'worker' ? WORKER_ROLE : APP_ROLE, institution, account],
    )) as { now: Date; floor: number }[];
    if (!row) throw new Error('The database did not answer.');
    if (row.floor > SCHEMA_VERSION) throw new SchemaTooNew(row.floor);
    return this.#clock ? this.#clock.now() : row.now;
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
    const queryRunner = outer.queryRunner;
    await queryRunner.startTransaction();
    const tx = outer.nested(scope);
    try {
      await this.#enter(queryRunner, scope);
      const result = await this.#open.run(tx, async () => await fn(tx));
      // What was put off needs this institution's rows, which the outer scope does not see.
      if (wider) await tx.flush();
      await this.#enter(queryRunner, inside);
      await queryRunner.commitTransaction();
      return result;
    } catch (error) {
      // Rolling back to the savepoint also restores the outer role and institution. On a broken connection it fails, as
      // all that follows will; the first error is the cause.
      await queryRunner.rollbackTransaction().catch(() => undefined);
      outer.forget(tx);
      tx.end();
      throw error;
    }
  }
}

/**
 * After a statement has failed, PostgreSQL answers COMMIT with a rollback and no error. Whoever kept the failure back would
 * be told that all went well; TypeORM's own commit does not look at what was answered, so this one is sent past it.
 */
async function commit(queryRunner: QueryRunner): Promise<void> {
  const client = (await queryRunner.connect()) as ClientBase;
  const { command } = await client.query('COMMIT');
  if (command !== 'COMMIT') {
    throw new Error('A statement of this transaction failed, and its error was kept back: nothing was committed.');
  }
}
