import type { Key } from '../kernel/types.ts';
import { ByInstance } from './by-instance.ts';
import type { Message, Named, SavedEngine } from './saved-engine.ts';

type Subscription = Named<'openSubscription'>;

/** Who waits for messages, the messages that nobody has taken yet, and which have been published already. */
export class Mailbox {
  readonly #subscriptions = new ByInstance<Subscription>();
  /** By message and key; those that take any key, by the message alone and a mark that no address has. */
  readonly #byAddress = new Map<string, Set<Subscription>>();
  #kept: Message[] = [];
  /** Until when a message with this identity counts as the same. */
  readonly #seen = new Map<string, number>();

  open(subscription: Subscription): void {
    this.close(subscription.instance, subscription.key);
    this.#subscriptions.set(subscription);
    const address = placeOf(subscription);
    const there = this.#byAddress.get(address);
    if (there === undefined) this.#byAddress.set(address, new Set([subscription]));
    else there.add(subscription);
  }

  close(instance: string, key: Key): void {
    const closed = this.#subscriptions.delete(instance, key);
    if (closed === undefined) return;
    const address = placeOf(closed);
    const there = this.#byAddress.get(address);
    there?.delete(closed);
    if (there?.size === 0) this.#byAddress.delete(address);
  }

  /** Those that wait for the message, oldest first. */
  waiting(message: Message): Subscription[] {
    const meant = [...(this.#byAddress.get(addressOf(message)) ?? [])];
    const any = this.#byAddress.get(anyOf(message.message));
    return any === undefined ? meant : [...meant, ...any];
  }

  /** False when a message with the same name, key and id has been published and its time has not run out. */
  isNew({ message, correlationKey, messageId, expires }: Message, now: number): boolean {
    if (messageId === null) return true;
    const identity = JSON.stringify([message, correlationKey, messageId]);
    for (const [one, until] of this.#seen) if (until <= now) this.#seen.delete(one);
    if (this.#seen.has(identity)) return false;
    this.#seen.set(identity, expires);
    return true;
  }

  keep(message: Message, now: number): void {
    if (message.expires > now) this.#kept.push(message);
  }

  keepsFor(subscription: Subscription): boolean {
    if (this.#kept.length === 0) return false;
    return this.#kept.some((one) => matches(subscription, one));
  }

  /** The oldest kept message for a wait that is still open; it is taken out. */
  takeKept(subscription: Subscription, now: number): Message | null {
    const open = this.#subscriptions.get(subscription.instance, subscription.key) === subscription;
    return open ? this.#take((one) => matches(subscription, one), now) : null;
  }

  /** The oldest kept message with this name and key; it is taken out. */
  takeKeptAt(address: string, now: number): Message | null {
    return this.#take((one) => addressOf(one) === address, now);
  }

  #take(meant: (message: Message) => boolean, now: number): Message | null {
    this.#kept = this.#kept.filter(({ expires }) => expires > now);
    const index = this.#kept.findIndex(meant);
    return this.#kept.splice(index, index < 0 ? 0 : 1)[0] ?? null;
  }

  save(): Required<Pick<SavedEngine, 'subscriptions' | 'messages' | 'seen'>> {
    return { subscriptions: this.#subscriptions.list(), messages: [...this.#kept], seen: [...this.#seen] };
  }

  load({ subscriptions, messages, seen = [] }: SavedEngine): void {
    for (const subscription of subscriptions) this.open(subscription);
    this.#kept = [...messages];
    for (const [identity, until] of seen) this.#seen.set(identity, until);
  }
}

function addressOf({ message, correlationKey }: Pick<Message, 'message' | 'correlationKey'>): string {
  return correlationKey === null ? message : `${message}\n${correlationKey}`;
}

function anyOf(message: string): string {
  return `\n${message}`;
}

function placeOf(subscription: Subscription): string {
  return subscription.any === true ? anyOf(subscription.message) : addressOf(subscription);
}

function matches(subscription: Subscription, message: Message): boolean {
  if (subscription.message !== message.message) return false;
  return subscription.any === true || subscription.correlationKey === message.correlationKey;
}
