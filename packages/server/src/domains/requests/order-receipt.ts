import type { Transaction } from '../../persistence/transaction.ts';
import { enqueue } from '../../runtime/outbox.ts';

/** Job type of the receipt that every submitted request gets. */
export const RECEIPT_JOB = 'circula.receipt';

/** Asks for the receipt of a request: it is made right after the commit, and again until it is there. */
export async function orderReceipt(tx: Transaction, request: string): Promise<void> {
  await enqueue(tx, { jobType: RECEIPT_JOB, variables: { request } });
}
