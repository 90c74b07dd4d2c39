import { QueryRunnerAlreadyReleasedError } from 'typeorm';
import { SchemaTooNew } from './schema-floor.ts';

/** Thrown inside a transaction that must be run again from its start, because what it read has changed meanwhile. */
export class RetryTransaction extends Error {
  override name = 'RetryTransaction';
}

const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';
const UNIQUE_VIOLATION = '23505';
const READ_ONLY = '25006';
/** The database has ended a session that was silent in a transaction for too long: this process stood still. */
const SILENT_SESSION_ENDED = '25P03';
/** What the driver says, without a code, of a connection that is gone or cannot be had. */
const DRIVER_LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|Client (has encountered a connection error|was closed) and is not queryable)/;

/** The SQLSTATE of a database error, also when TypeORM has wrapped it; null for anything else. */
export function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)) return error.code;
  return 'driverError' in error ? sqlState(error.driverError) : null;
}

/** The database asks to try the same transaction again. */
export const isTransient = (error: unknown): boolean =>
  [SERIALIZATION_FAILURE, DEADLOCK_DETECTED].includes(sqlState(error) ?? '');

/** A row with the same unique key is there already. */
export const isUniqueViolation = (error: unknown): boolean => sqlState(error) === UNIQUE_VIOLATION;

/** The database takes no writes (a standby, or a session set so). */
export const isReadOnly = (error: unknown): boolean => sqlState(error) === READ_ONLY;

/** The database cannot be reached, is starting, stopping, full or out of connections: worth a later try. */
export function isUnavailable(error: unknown): boolean {
  // Another server, of the newer release, takes the request.
  if (error instanceof SchemaTooNew) return true;
  // A connection that is lost between two statements is taken from its transaction at once, and the next one finds none.
  if (error instanceof QueryRunnerAlreadyReleasedError) return true;
  const state = sqlState(error);
  if (state) return /^(08|53|57P)/.test(state) || state === SILENT_SESSION_ENDED;
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code)) return true;
  return error instanceof Error && DRIVER_LOST.test(error.message);
}
