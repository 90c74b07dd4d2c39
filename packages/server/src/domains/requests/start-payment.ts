import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { definitionById } from '../catalogue/index.ts';
import {
  type Checkout,
  computeFee,
  type PaymentProvider,
  paidMinor,
  paymentView,
  pendingPayment,
} from '../payments/index.ts';
import { ownRequest } from './request-row.ts';

/** Begins the payment of a draft's fee and says where to send the browser. A pending payment of the same amount is reused. */
export async function startPayment(
  tx: Transaction,
  provider: PaymentProvider | null,
  input: { request: string; account: string; returnUrl: string },
): Promise<Checkout> {
  const institution = institutionOf(tx);
  const row = await ownRequest(tx, input.request, input.account, 'for update');
  if (row.status !== 'draft') throw new Problem('request-not-draft');
  const { model } = await definitionById(tx, row.definition_id);
  const fee = await computeFee(tx, model, row.answers, tx.now);
  if (fee.kind === 'none') throw new Problem('fee-not-due');
  if (fee.kind === 'unknown') throw new Problem('answers-invalid', `The fee cannot be computed yet: ${fee.reason}`);
  if ((await paidMinor(tx, row.id)) >= fee.minor) throw new Problem('fee-already-paid');
  if (provider === null) throw new Problem('payment-unavailable');
  const payment = await pendingPayment(tx, {
    institution,
    request: row.id,
    minor: fee.minor,
    provider: provider.name,
    returnUrl: input.returnUrl,
  });
  const checkoutUrl = await provider.checkoutUrl({
    institution,
    payment: payment.id,
    amountMinor: fee.minor,
    currency: 'RON',
    description: model.service.name.ro,
    returnUrl: input.returnUrl,
  });
  return { checkoutUrl, payment: paymentView(payment) };
}
