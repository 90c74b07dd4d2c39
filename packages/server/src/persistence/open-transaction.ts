import type { ClientBase } from 'pg';
import type { EntityManager, QueryRunner } from 'typeorm';
import type { PreparedStatement, Scope, Transaction } from './transaction.ts';

/** The unit of work's own view of a transaction: what callers see, plus its end. */
export class OpenTransaction implements Transaction {
  readonly queryRunner: QueryRunner;
  readonly scope: Scope;
  readonly now: Date;
  readonly #parent: OpenTransaction | undefined;
  #ended = false;
  #joins: Promise<unknown> = Promise.resolve();
  #before: { by: OpenTransaction; fn: () => Promise<void> }[];
  #after: { by: OpenTransaction; fn: () => void }[];

  constructor(queryRunner: QueryRunner, scope: Scope, now: Date, parent?: OpenTransaction) {
    this.queryRunner = queryRunner;
    this.scope = scope;
    this.now = now;
    this.#parent = parent;
    // A joined transaction shares the lists of the one that commits.
    this.#before = parent ? parent.#before : [];
    this.#after = parent ? parent.#after : [];
  }

  get ended(): boolean {
    return this.#ended || (this.#parent?.ended ?? false);
  }

  get manager(): EntityManager {
    return this.queryRunner.manager;
  }

  get institution(): string | null {
    return this.scope.kind === 'institution' ? this.scope.institution : null;
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    this.#mustBeOpen();
    const answer = await this.#client.then((client) => client.query(sql, [...params]));
    return answer.rows as R[];
  }

  async execute<R>(statement: PreparedStatement, params: readonly unknown[]): Promise<R[]> {
    this.#mustBeOpen();
    const client = await this.#client;
    const answer = await client.query({ name: statement.name, text: statement.text, values: [...params] });
    return answer.rows as R[];
  }

  beforeCommit(fn: () => Promise<void>): void {
    this.#mustBeOpen();
    this.#before.push({ by: this, fn });
  }

  afterCommit(fn: () => void): void {
    this.#mustBeOpen();
    this.#after.push({ by: this, fn });
  }

  nested(scope: Scope): OpenTransaction {
    return new OpenTransaction(this.queryRunner, scope, this.now, this);
  }

  /** Lets transactions that join this one side by side run one after the other: savepoints nest, they do not interleave. */
  async inTurn<T>(join: () => Promise<T>): Promise<T> {
    const turn = this.#joins.then(join);
    this.#joins = turn.catch(() => undefined);
    return await turn;
  }

  /** Drops what a joined transaction had registered before it was rolled back. */
  forget(joined: OpenTransaction): void {
    const keep = <E extends { by: OpenTransaction }>(list: E[]) => {
      list.splice(0, list.length, ...list.filter((entry) => entry.by !== joined));
    };
    keep(this.#before);
    keep(this.#after);
  }

  /** Runs what was put off to the end, including what that puts off in turn. */
  async flush(): Promise<void> {
    for (let entry = this.#before.shift(); entry; entry = this.#before.shift()) await entry.fn();
  }

  end(): void {
    this.#ended = true;
  }

  /** Tells those who waited for the commit. */
  announce(): void {
    for (const { fn } of this.#after) fn();
  }

  // TypeORM's own `query` cannot send prepared statements; its query runner hands out the client it uses.
  get #client(): Promise<ClientBase> {
    return this.queryRunner.connect() as Promise<ClientBase>;
  }

  #mustBeOpen(): void {
    if (this.ended) throw new Error('This transaction has ended.');
  }
}
