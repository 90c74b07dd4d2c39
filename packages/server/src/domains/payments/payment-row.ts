import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { Payment } from './schemas.ts';

export type PaymentStatus = Payment['status'];

export interface PaymentRow {
  readonly id: string;
  readonly request_id: string;
  readonly amount_minor: string;
  readonly currency: 'RON';
  readonly status: PaymentStatus;
  readonly provider: string;
  readonly provider_ref: string | null;
  readonly return_url: string | null;
  readonly created_at: Date;
  readonly paid_at: Date | null;
}

export const PAYMENT_COLUMNS =
  'id, request_id, amount_minor, currency, status, provider, provider_ref, return_url, created_at, paid_at';

/** The payment that counts for a request: the paid one, else the newest attempt; null without any. */
export async function paymentOf(tx: Transaction, request: string): Promise<PaymentRow | null> {
  const [row] = await tx.query<PaymentRow>(
    `select ${PAYMENT_COLUMNS} from payments where institution_id = $1 and request_id = $2
     order by (status = 'paid') desc, created_at desc limit 1`,
    [institutionOf(tx), request],
  );
  return row ?? null;
}

/** How much has been paid for a request, in bani. */
export async function paidMinor(tx: Transaction, request: string): Promise<number> {
  const [row] = await tx.query<{ paid: string }>(
    `select coalesce(sum(amount_minor), 0) as paid from payments
     where institution_id = $1 and request_id = $2 and status = 'paid'`,
    [institutionOf(tx), request],
  );
  return Number(row?.paid ?? 0);
}

/** A payment as the API shows it. */
export function paymentView(row: PaymentRow): Payment {
  return {
    id: row.id,
    amount: Number(row.amount_minor) / 100,
    currency: row.currency,
    status: row.status,
    provider: row.provider,
    createdAt: row.created_at.toISOString(),
    paidAt: row.paid_at?.toISOString() ?? null,
  };
}
