import type { Session } from './session.ts';
import type { Call, PreparedStatement, Scope, Transaction } from './transaction.ts';

/** The unit of work's own view of a transaction: what callers see, plus its end. */
export class OpenTransaction implements Transaction {
  readonly session: Session;
  readonly scope: Scope;
  readonly now: Date;
  /** How many transactions this one is joined into. */
  readonly depth: number;
  readonly #parent: OpenTransaction | undefined;
  #ended = false;
  #expected: { readonly call: Call; readonly answer: Promise<unknown[]> } | null = null;
  #joins: Promise<unknown> = Promise.resolve();
  /** Statements whose answers nobody waits for. */
  #sent: { by: OpenTransaction; answer: Promise<unknown> }[];
  #before: { by: OpenTransaction; fn: () => Promise<void> }[];
  #after: { by: OpenTransaction; fn: () => void }[];

  constructor(session: Session, scope: Scope, now: Date, parent?: OpenTransaction) {
    this.session = session;
    this.scope = scope;
    this.now = now;
    this.depth = parent ? parent.depth + 1 : 0;
    this.#parent = parent;
    // A joined transaction shares the lists of the one that commits.
    this.#sent = parent ? parent.#sent : [];
    this.#before = parent ? parent.#before : [];
    this.#after = parent ? parent.#after : [];
  }

  get ended(): boolean {
    return this.#ended || (this.#parent?.ended ?? false);
  }

  get institution(): string | null {
    return this.scope.kind === 'institution' ? this.scope.institution : null;
  }

  async query<R>(sql: string, params: readonly unknown[] = []): Promise<R[]> {
    this.#mustBeOpen();
    return await this.session.query<R>(sql, params);
  }

  async execute<R>(statement: PreparedStatement, params: readonly unknown[]): Promise<R[]> {
    this.#mustBeOpen();
    const expected = this.#expected;
    if (expected?.call.statement === statement && sameParams(expected.call.params, params)) {
      this.#expected = null;
      return (await expected.answer) as R[];
    }
    return await this.session.execute<R>(statement, params);
  }

  /** Takes the answer to a call that has been sent already; the first who asks the same gets it. */
  expect(call: Call, answer: Promise<unknown[]>): void {
    this.#expected = { call, answer };
  }

  send(statement: PreparedStatement, params: readonly unknown[]): void {
    this.#mustBeOpen();
    const answer = this.session.execute(statement, params);
    // Its failure is told by the next statement, and at the latest by the commit.
    answer.catch(() => undefined);
    this.#sent.push({ by: this, answer });
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
    return new OpenTransaction(this.session, scope, this.now, this);
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
    keep(this.#sent);
    keep(this.#before);
    keep(this.#after);
  }

  /** Runs what was put off to the end, including what that puts off in turn. */
  async flush(): Promise<void> {
    for (let entry = this.#before.shift(); entry; entry = this.#before.shift()) await entry.fn();
  }

  /**
   * After a statement has failed, PostgreSQL answers COMMIT with a rollback and no error. Whoever kept the failure back
   * would be told that all went well, so the answer is looked at.
   */
  async commit(): Promise<void> {
    const command = await this.session.command('commit');
    if (command !== 'COMMIT') {
      throw new Error('A statement of this transaction failed, and its error was kept back: nothing was committed.');
    }
  }

  /** Of the statements whose answers nobody waited for: the first error, which those after it only follow. */
  async firstFailure(): Promise<unknown> {
    for (const outcome of await Promise.allSettled(this.#sent.map(({ answer }) => answer))) {
      if (outcome.status === 'rejected') return outcome.reason;
    }
    return undefined;
  }

  end(): void {
    this.#ended = true;
  }

  /** Tells those who waited for the commit. */
  announce(): void {
    for (const { fn } of this.#after) fn();
  }

  #mustBeOpen(): void {
    if (this.ended) throw new Error('This transaction has ended.');
  }
}

const sameParams = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);
