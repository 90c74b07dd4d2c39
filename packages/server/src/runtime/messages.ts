import { randomUUID } from 'node:crypto';
import type { Variables } from '@circula/engine';
import { RetryTransaction } from '../persistence/failures.ts';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { lockInstance } from './lock-instance.ts';
import type { Runner } from './runner.ts';

/** A message to the processes of the transaction's institution. */
export interface Message {
  readonly name: string;
  /** Which of the waiting instances is meant; null: those that wait without a key. */
  readonly correlationKey: string | null;
  /** The sender's own id: a second message with it (and the same name and key) counts for nothing. */
  readonly messageId: string | null;
  /** Milliseconds that it waits for a receiver when there is none. */
  readonly timeToLive: number;
  readonly variables: Variables;
  readonly actor?: string;
}

export interface Receipt {
  readonly duplicate: boolean;
  /** Instances that received it, the ones it started included. */
  readonly instances: readonly string[];
  /** It waits for a receiver. */
  readonly buffered: boolean;
}

interface Receiver {
  instance_id: string;
  key: string;
  process_id: string;
  root_instance: string;
}

/**
 * Under which name a message stands among those that are waited for when any correlation key will do. No model can name
 * a message so: the character is none of XML's.
 */
export const anyKeyName = (message: string): string => `${ANY_KEY}${message}`;
export const ANY_KEY = '\u0001any ';

/** See Runner.publish. */
export async function publish(tx: Transaction, runner: Runner, message: Message): Promise<Receipt> {
  const { name, correlationKey, messageId, variables } = message;
  // Instances are locked before the message's name and key, everywhere; what changed in between starts it all again.
  const expected = await receivers(tx, message);
  for (const { instance_id } of expected) await lockInstance(tx, instance_id);
  await lockToPublish(tx, name, correlationKey);
  const found = await receivers(tx, message);
  if (found.some((one) => !expected.some((other) => other.instance_id === one.instance_id)))
    throw new RetryTransaction();

  const id = await keep(tx, message);
  if (id === null) return { duplicate: true, instances: [], buffered: false };
  const instances: string[] = [];
  const from = {
    ...(messageId === null ? {} : { messageId }),
    ...(message.actor === undefined ? {} : { actor: message.actor }),
  };
  for (const { instance_id, key } of found) {
    const command = { type: 'correlateMessage', key: Number(key), variables, correlationKey, ...from } as const;
    await runner.execute(tx, instance_id, command);
    instances.push(instance_id);
  }
  const reached = found.map((receiver) => receiver.process_id);
  for (const start of await startEvents(tx, name, correlationKey)) {
    if (reached.includes(start.process_id)) continue;
    const { instance } = await runner.start(tx, {
      definition: { id: start.definition_id },
      process: start.process_id,
      startEvent: start.element,
      correlationKey,
      businessKey: correlationKey ?? messageId ?? randomUUID(),
      variables,
      actor: message.actor ?? `message ${name}`,
    });
    instances.push(instance);
    reached.push(start.process_id);
  }
  await tx.query('update messages set correlated = $3 where institution_id = $1 and id = $2', [
    institutionOf(tx),
    id,
    reached,
  ]);
  return { duplicate: false, instances, buffered: reached.length === 0 && message.timeToLive > 0 };
}

/** One waiting instance of each process, the one that waits longest; in the order in which trees of calls are locked. */
async function receivers(tx: Transaction, { name, correlationKey }: Message): Promise<Receiver[]> {
  return await tx.query<Receiver>(
    `select * from (
       select distinct on (s.process_id) s.process_id, s.instance_id, s.key, i.root_instance
         from subscriptions s join instances i on i.institution_id = s.institution_id and i.id = s.instance_id
        where s.institution_id = $1
          and (s.message = $2 and s.correlation_key is not distinct from $3 or s.message = $4)
        order by s.process_id, s.opened_at, s.instance_id, s.key) as longest
      order by root_instance, instance_id`,
    [institutionOf(tx), name, correlationKey, anyKeyName(name)],
  );
}

/** As below; those who take any key wait for all publishers of the name, who do not wait for each other. */
async function lockToPublish(tx: Transaction, name: string, correlationKey: string | null): Promise<void> {
  await tx.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [
    JSON.stringify([institutionOf(tx), anyKeyName(name), null]),
  ]);
  await lockCorrelation(tx, name, correlationKey);
}

/** Who publishes and who begins to wait must not miss each other: one of them comes second and sees the other. */
export async function lockCorrelation(tx: Transaction, name: string, correlationKey: string | null): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    JSON.stringify([institutionOf(tx), name, correlationKey]),
  ]);
}

/** Keeps the message; null when one with its id was there before. */
async function keep(tx: Transaction, message: Message): Promise<string | null> {
  const id = randomUUID();
  const { name, correlationKey, messageId, variables, timeToLive } = message;
  const expires = new Date(tx.now.getTime() + timeToLive);
  const rows = await tx.query(
    `insert into messages (institution_id, id, message, correlation_key, message_id, variables, published_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [institutionOf(tx), id, name, correlationKey, messageId, JSON.stringify(variables), tx.now, expires],
  );
  return rows.length === 0 ? null : id;
}

/**
 * Message start events that may start an instance now: not while one of the same process and key is running, and none
 * while the institution is suspended, as none of a suspended version is armed.
 */
export async function startEvents(tx: Transaction, name: string, correlationKey: string | null) {
  return await tx.query<{ definition_id: string; process_id: string; element: string }>(
    `select definition_id, process_id, element from start_events s
      where institution_id = $1 and message = $2 and ($3::text is null or not exists (
        select from instances i where i.institution_id = $1 and i.process_id = s.process_id and i.business_key = $3
          and i.status = 'active'))
        and not exists (select from institutions i where i.id = $1 and i.suspended_at is not null)
      order by process_id, element`,
    [institutionOf(tx), name, correlationKey],
  );
}
