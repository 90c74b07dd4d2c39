import type { Message, Named, Of } from './saved-engine.ts';

type Subscription = Named<'openSubscription'>;

/** Who waits for messages, and the messages that nobody has taken yet. */
export class Mailbox {
  readonly #subscriptions = new Map<string, Subscription>();
  #messages: Message[] = [];

  open(name: string, subscription: Subscription): void {
    this.#subscriptions.set(name, subscription);
  }

  close(name: string): void {
    this.#subscriptions.delete(name);
  }

  /** The waits that take the message: the oldest of each instance. */
  takers(message: Message): Subscription[] {
    const taken = new Map<string, Subscription>();
    for (const subscription of this.#subscriptions.values()) {
      const { instance } = subscription;
      if (!taken.has(instance) && matches(subscription, message)) taken.set(instance, subscription);
    }
    return [...taken.values()];
  }

  keep(message: Message, now: number): void {
    if (message.expires > now) this.#messages.push(message);
  }

  /** The oldest kept message for a wait that is still open; it is taken out. */
  takeKept(subscription: Subscription, now: number): Message | null {
    this.#messages = this.#messages.filter(({ expires }) => expires > now);
    if (![...this.#subscriptions.values()].includes(subscription)) return null;
    const index = this.#messages.findIndex((one) => matches(subscription, one));
    return this.#messages.splice(index, index < 0 ? 0 : 1)[0] ?? null;
  }

  subscriptions(): Subscription[] {
    return [...this.#subscriptions.values()];
  }

  messages(): Message[] {
    return [...this.#messages];
  }
}

function matches(subscription: Of<'openSubscription'>, message: Message): boolean {
  return subscription.message === message.message && subscription.correlationKey === message.correlationKey;
}
