import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import { notFound, Problem } from '../../problems.ts';
import { nextPaymentStatus } from './payment.machine.ts';
import { PAYMENT_COLUMNS, type PaymentRow } from './payment-row.ts';
import type { PaymentCallback } from './schemas.ts';

/**
 * Takes the provider's signed word on a payment. The same word twice counts once; another amount or currency than asked
 * for is refused.
 */
export async function acceptCallback(tx: Transaction, callback: PaymentCallback): Promise<{ accepted: boolean }> {
  const institution = institutionOf(tx);
  const [row] = await tx.query<PaymentRow>(
    `select ${PAYMENT_COLUMNS} from payments where institution_id = $1 and id = $2 for update`,
    [institution, callback.payment],
  );
  if (row === undefined) throw notFound();
  if (Number(row.amount_minor) !== callback.amountMinor || row.currency !== callback.currency)
    throw new Problem('conflict', 'The amount is not the one that was asked for');
  const status = nextPaymentStatus(row.status, { type: callback.status });
  if (status === null) return { accepted: false };
  await tx.query(
    `update payments set status = $3, provider_ref = $4, paid_at = $5 where institution_id = $1 and id = $2`,
    [institution, row.id, status, callback.reference, status === 'paid' ? tx.now : null],
  );
  audit(tx, {
    actor: `payment-provider:${row.provider}`,
    action: `payment.${status}`,
    subject: `request:${row.request_id}`,
    detail: { payment: row.id, amountMinor: callback.amountMinor },
  });
  return { accepted: true };
}
