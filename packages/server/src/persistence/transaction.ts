/**
 * For whom a transaction runs; the database enforces it by row-level security.
 * - `institution`: the rows of that one institution, and the reference tables.
 * - `platform`: reference tables only; with `account`, also that person's own memberships.
 * - `worker`: claims due timers and jobs of all institutions (role `circula_worker`), nothing else.
 */
export type Scope =
  | { readonly kind: 'institution'; readonly institution: string }
  | { readonly kind: 'platform'; readonly account?: string }
  | { readonly kind: 'worker' };

/** A prepared statement: parsed once per connection under `name`, then sent by name. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
  /**
   * Planned once per connection, whatever the parameters: for statements whose plan takes longer than their work, and is
   * the same for all parameters. Later statements of the transaction are planned so as well.
   */
  readonly plannedOnce?: boolean;
}

/** A statement with its parameters. */
export interface Call {
  readonly statement: PreparedStatement;
  readonly params: readonly unknown[];
}

/** One open database transaction. Valid only until the function that received it has returned. */
export interface Transaction {
  /** Runs one statement with `$1…` parameters; answers its rows. */
  query<R = Record<string, unknown>>(sql: string, params?: readonly unknown[]): Promise<R[]>;
  /** Like `query`, for hot paths: the server plans the statement once per connection. */
  execute<R = Record<string, unknown>>(statement: PreparedStatement, params: readonly unknown[]): Promise<R[]>;
  /**
   * Like `execute`, without waiting for the answer: a failure makes every later statement fail, and at the latest the
   * commit, which then throws this first one. For statements whose answer tells nothing else; a broken promise of theirs must be an error
   * of the database.
   */
  send(statement: PreparedStatement, params: readonly unknown[]): void;
  /** The institution of the scope; null in the platform and worker scopes. */
  readonly institution: string | null;
  /** The database's transaction time, or the test clock's. The same all through the transaction. */
  readonly now: Date;
  /** Runs just before commit, in order of registration: for rows that many commands contend for. May query. */
  beforeCommit(fn: () => Promise<void>): void;
  /** Runs after a successful commit, outside the transaction. Must not throw. */
  afterCommit(fn: () => void): void;
}

/** The institution of a transaction that must have one; anything else is a bug of the caller. */
export function institutionOf(tx: Pick<Transaction, 'institution'>): string {
  if (tx.institution === null) throw new Error('This needs a transaction of an institution.');
  return tx.institution;
}
