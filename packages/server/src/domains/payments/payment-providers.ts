import type { Config } from '../../config.ts';
import { paymentSimulator } from './adapters/simulator.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** Who collects fees in this installation; null when nobody does. The simulator never runs in production. */
export function paymentProvider(config: Pick<Config, 'mode' | 'secrets'>): PaymentProvider | null {
  return config.mode === 'production' ? null : paymentSimulator(config.secrets.payments);
}
