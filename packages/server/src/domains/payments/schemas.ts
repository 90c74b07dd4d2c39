import { type Static, Type } from 'typebox';
import { Instant, nullable, oneOf, ref, Uuid } from '../schema.ts';

export const Fee = Type.Object(
  {
    amount: Type.Number({ description: 'Lei' }),
    currency: Type.Literal('RON'),
    legalBasis: Type.String(),
    explanation: nullable(Type.String({ description: 'What the fee table answered, when it says why' })),
  },
  { $id: 'Fee' },
);
export type Fee = Static<typeof Fee>;

export const Payment = Type.Object(
  {
    id: Uuid,
    amount: Type.Number({ description: 'Lei' }),
    currency: Type.Literal('RON'),
    status: oneOf('pending', 'paid', 'failed', 'cancelled'),
    provider: Type.String(),
    createdAt: Instant,
    paidAt: nullable(Instant),
  },
  { $id: 'Payment' },
);
export type Payment = Static<typeof Payment>;

export const CheckoutInput = Type.Object(
  {
    returnUrl: Type.String({
      maxLength: 2000,
      description: 'A path of this installation, or an address under PUBLIC_URL',
    }),
  },
  { additionalProperties: false },
);
export const Checkout = Type.Object({ checkoutUrl: Type.String(), payment: ref(Payment) }, { $id: 'Checkout' });
export type Checkout = Static<typeof Checkout>;

export const PaymentCallback = Type.Object({
  institution: Uuid,
  payment: Uuid,
  reference: Type.String({ minLength: 1, maxLength: 200 }),
  status: oneOf('paid', 'failed', 'cancelled'),
  amountMinor: Type.Integer({ minimum: 0, description: 'Bani' }),
  currency: Type.Literal('RON'),
  at: Instant,
});
export type PaymentCallback = Static<typeof PaymentCallback>;

export const CallbackAccepted = Type.Object({ accepted: Type.Boolean() }, { $id: 'CallbackAccepted' });

export const paymentSchemas = [Fee, Payment, Checkout, CallbackAccepted];
