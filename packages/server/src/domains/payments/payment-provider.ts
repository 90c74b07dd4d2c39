/** A payment that a provider is asked to collect. */
export interface CheckoutOrder {
  readonly institution: string;
  readonly payment: string;
  readonly amountMinor: number;
  readonly currency: 'RON';
  /** What the payer reads, in Romanian; holds no personal data. */
  readonly description: string;
  /** Where the browser goes afterwards. */
  readonly returnUrl: string;
}

/**
 * The port to whoever collects money: a card gateway, ghiseul.ro. The provider reports back through the signed callback
 * (`POST /payments/callback`); what the browser says on its return counts for nothing.
 */
export interface PaymentProvider {
  /** Stored with each payment. */
  readonly name: string;
  /** Where to send the browser. May be called again for the same payment. */
  checkoutUrl(order: CheckoutOrder): Promise<string>;
}
