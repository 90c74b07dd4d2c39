import type { Variables } from '@circula/engine';
import type { Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';

/** A unit of work for a handler. (instance, key) is stable over retries: give it to receivers as idempotency key. */
export interface Job {
  readonly institution: string;
  /** The process instance; for outward messages that no process asked for, the id of the message itself. */
  readonly instance: string;
  readonly key: number;
  /** The BPMN element, or null for an outward message. */
  readonly element: string | null;
  readonly jobType: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly variables: Variables;
  /** From 1; grows with every delivery, the ones that were cut off included. */
  readonly attempt: number;
  /** Aborted when the lease is lost or the runner stops: give up then, nothing will be kept. */
  readonly signal: AbortSignal;
}

/**
 * What came of a job. `within` runs in the transaction that completes it, under the fence of the lease: what it writes
 * counts exactly once. Its variables are added to `variables`.
 */
export type JobResult =
  | { readonly variables?: Variables; readonly within?: (tx: Transaction) => Promise<Variables | undefined> }
  | { readonly bpmnError: { readonly code: string; readonly message: string } };

/**
 * Carries out one type of job. `handle` runs outside a transaction, at least once; do slow work there. A throw is
 * retried with back-off, and raises an incident when no retries are left.
 */
export interface JobHandler {
  readonly jobType: string;
  handle(job: Job, unitOfWork: UnitOfWork): Promise<JobResult>;
}
