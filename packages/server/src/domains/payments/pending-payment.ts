import type { Transaction } from '../../persistence/transaction.ts';
import { PAYMENT_COLUMNS, type PaymentRow } from './payment-row.ts';

/** The pending payment of a request for an amount: the one there is, or a new one. */
export async function pendingPayment(
  tx: Transaction,
  wanted: { institution: string; request: string; minor: number; provider: string; returnUrl: string },
): Promise<PaymentRow> {
  const values = [wanted.institution, wanted.request, wanted.minor, wanted.provider, wanted.returnUrl, tx.now];
  const [known] = await tx.query<PaymentRow>(
    `update payments set return_url = $5, created_at = $6 where institution_id = $1 and request_id = $2
       and amount_minor = $3 and provider = $4 and status = 'pending' returning ${PAYMENT_COLUMNS}`,
    values,
  );
  if (known !== undefined) return known;
  const [made] = await tx.query<PaymentRow>(
    `insert into payments (institution_id, request_id, amount_minor, currency, status, provider, return_url, created_at)
     values ($1, $2, $3, 'RON', 'pending', $4, $5, $6) returning ${PAYMENT_COLUMNS}`,
    values,
  );
  if (made === undefined) throw new Error('The database did not answer.');
  return made;
}
