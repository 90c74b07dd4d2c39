import type { Transaction } from '../../persistence/transaction.ts';
import { dayIn } from '../bucharest-time.ts';
import { deadlineVariables } from '../deadlines/index.ts';
import { paidMinor } from '../payments/index.ts';
import type { RequestRow } from './request-row.ts';

/** What a process is started with, from the stored request: also what a receipt shows. */
export async function requestVariables(tx: Transaction, row: RequestRow): Promise<{ [name: string]: unknown }> {
  return {
    request: {
      id: row.id,
      number: row.number,
      date: row.registered_at === null ? null : dayIn(row.registered_at),
      service: row.service,
      channel: row.channel,
    },
    answers: row.answers,
    deadline: await deadlineVariables(tx, row.id),
    fee: { amount: (await paidMinor(tx, row.id)) / 100, currency: 'RON' },
  };
}
