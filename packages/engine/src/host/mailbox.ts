import type { Key } from '../kernel/types.ts';
import { ByInstance } from './by-instance.ts';
import type { Message, Named, SavedEngine } from './saved-engine.ts';

type Subscription = Named<'openSubscription'>;

/** How many messages are kept before those that have expired are looked for. */
const FIRST_SWEEP = 1_000;

/** A message whose time has not run out, and the processes that have taken it. */
interface Kept {
  /** Ascending as they were published. */
  readonly order: number;
  readonly message: Message;
  readonly taken: Set<string>;
}

/** Who waits for messages, the messages that other processes may still take, and which have been published already. */
export class Mailbox {
  readonly #subscriptions = new ByInstance<Subscription>();
  /** By message and key; those that take any key, by the message alone and a mark that no address has. */
  readonly #byAddress = new Map<string, Set<Subscription>>();
  /** In the order in which they were published. */
  readonly #kept = new Set<Kept>();
  readonly #keptAt = new Map<string, Kept[]>();
  #sweepAt = FIRST_SWEEP;
  #published = 0;
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

  /** `taken`: the processes that have taken it; each takes it once (as Camunda 8 documents message correlation). */
  keep(message: Message, taken: Iterable<string>, now: number): void {
    if (message.expires <= now) return;
    if (this.#kept.size >= this.#sweepAt) this.#sweep(now);
    this.#published += 1;
    const kept = { order: this.#published, message, taken: new Set(taken) };
    this.#kept.add(kept);
    const address = addressOf(message);
    const there = this.#keptAt.get(address);
    if (there === undefined) this.#keptAt.set(address, [kept]);
    else there.push(kept);
  }

  /** Whether a message that the process has not taken is kept for the wait. */
  keepsFor(subscription: Subscription, process: string): boolean {
    if (this.#kept.size === 0) return false;
    for (const { taken } of this.#keptFor(subscription)) if (!taken.has(process)) return true;
    return false;
  }

  /** The oldest kept message for a wait that is still open; the process has taken it then. */
  takeKept(subscription: Subscription, process: string, now: number): Message | null {
    const open = this.#subscriptions.get(subscription.instance, subscription.key) === subscription;
    if (!open) return null;
    return this.#take(this.#keptFor(subscription), process, now);
  }

  /** The oldest kept message with this key and one of the names; the process has taken it then. */
  takeKeptWith(key: string, names: readonly string[], process: string, now: number): Message | null {
    const among = names.flatMap((message) => this.#keptAt.get(addressOf({ message, correlationKey: key })) ?? []);
    return this.#take(
      among.sort((a, b) => a.order - b.order),
      process,
      now,
    );
  }

  *#keptFor(subscription: Subscription): Iterable<Kept> {
    if (subscription.any !== true) yield* this.#keptAt.get(addressOf(subscription)) ?? [];
    else for (const kept of this.#kept) if (kept.message.message === subscription.message) yield kept;
  }

  #take(among: Iterable<Kept>, process: string, now: number): Message | null {
    for (const { message, taken } of among) {
      if (message.expires <= now || taken.has(process)) continue;
      taken.add(process);
      return message;
    }
    return null;
  }

  #sweep(now: number): void {
    const left = [...this.#kept].filter(({ message }) => message.expires > now);
    this.#kept.clear();
    this.#keptAt.clear();
    this.#sweepAt = Math.max(FIRST_SWEEP, 2 * left.length);
    for (const { message, taken } of left) this.keep(message, taken, now);
  }

  save(): Required<Pick<SavedEngine, 'subscriptions' | 'messages' | 'seen'>> {
    const messages = [...this.#kept].map(({ message, taken }) =>
      taken.size === 0 ? message : { ...message, taken: [...taken] },
    );
    return { subscriptions: this.#subscriptions.list(), messages, seen: [...this.#seen] };
  }

  load({ subscriptions, messages, seen = [] }: SavedEngine): void {
    for (const subscription of subscriptions) this.open(subscription);
    for (const { taken = [], ...message } of messages) this.keep(message, taken, Number.NEGATIVE_INFINITY);
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
