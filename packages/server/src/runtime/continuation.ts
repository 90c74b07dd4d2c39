import { randomUUID } from 'node:crypto';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { currentTrace } from '../platform/tracing/spans.ts';
import type { Instruction } from './projection.ts';

/** A step that a command still leads to, as it waits in the outbox for a following transaction. */
export interface PendingStep {
  readonly instance: string;
  readonly command: Instruction;
  /** The instance may have moved on, which is no fault of whoever sent the command. */
  readonly tolerant: boolean;
  /** Of an instance that has not been started yet: what it is, and of a called one who waits for it. */
  readonly born?: {
    readonly definition: string;
    readonly process: string;
    readonly businessKey: string;
    readonly caller: { readonly instance: string; readonly key: number; readonly root: string } | null;
  };
}

/** What is left of a command that leads to more steps than one transaction takes. */
export interface Continuation {
  readonly steps: readonly PendingStep[];
  /** Steps that the command has led to so far. */
  readonly taken: number;
}

/** Steps of one transaction; what is more goes on in the next one. */
export const STEPS_PER_TRANSACTION = 200;
/** Steps of one command altogether: far more than any tree of calls has, far less than processes that call each other for ever. */
export const MOST_STEPS = 100_000;

const RETRIES = 10;

/** Puts a continuation into the outbox, for whichever runner comes first. */
export async function enqueueContinuation(tx: Transaction, continuation: Continuation): Promise<void> {
  const payload = { headers: {}, variables: {}, continuation };
  await tx.query(
    `insert into jobs (institution_id, instance_id, key, kind, job_type, payload, retries, run_at, created_at, trace_context)
     values ($1, $2, 0, 'steps', 'steps', $3, $4, $5, $5, $6)`,
    [institutionOf(tx), randomUUID(), JSON.stringify(payload), RETRIES, tx.now, currentTrace()],
  );
}
