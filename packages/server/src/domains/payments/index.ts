import type { Domain } from '../../domain.ts';
import { simulatorPages } from './adapters/simulator-pages.ts';
import { paymentsRoutes } from './routes.ts';
import { paymentSchemas } from './schemas.ts';

export { checkedReturnUrl } from './checked-return-url.ts';
export { computeFee, type FeeResult } from './compute-fee.ts';
export type { PaymentProvider } from './payment-provider.ts';
export { paymentProvider } from './payment-providers.ts';
export { paidMinor, paymentOf, paymentView } from './payment-row.ts';
export { pendingPayment } from './pending-payment.ts';
export { Checkout, CheckoutInput, Fee, Payment } from './schemas.ts';

/** Fees by decision table, and their payment through a provider. */
export const payments: Domain = {
  name: 'payments',
  schemas: paymentSchemas,
  setUp: (services) => ({
    routes: paymentsRoutes(services),
    ...(services.config.mode === 'production'
      ? {}
      : { pages: ({ api }) => simulatorPages(services.config.secrets.payments, api) }),
  }),
};
