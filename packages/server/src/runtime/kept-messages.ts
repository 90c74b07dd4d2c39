import { randomUUID } from 'node:crypto';
import type { Variables } from '@circula/engine';
import { RetryTransaction } from '../persistence/failures.ts';
import { institutionOf, type Transaction } from '../persistence/transaction.ts';
import { ANY_KEY, anyKeyName, lockCorrelation } from './messages.ts';

export interface BufferedMessage {
  readonly correlationKey: string | null;
  readonly variables: Variables;
  readonly messageId: string | null;
}

/**
 * The oldest message that waits for this subscription's process, marked as received by it; null when there is none. Whether it has
 * been received is asked of the locked row again: a wait for any key and one for a key hold different locks.
 */
export async function bufferedFor(
  tx: Transaction,
  process: string,
  subscription: { readonly message: string; readonly correlationKey: string | null },
): Promise<BufferedMessage | null> {
  const { message, correlationKey } = subscription;
  const any = message.startsWith(ANY_KEY);
  await lockCorrelation(tx, message, correlationKey);
  const [row] = await tx.query<{ correlation_key: string | null; variables: Variables; message_id: string | null }>(
    `update messages set correlated = array_append(correlated, $4)
      where institution_id = $1 and id = (
        select id from messages
         where institution_id = $1 and message = $2 and ($6 or correlation_key is not distinct from $3)
           and expires_at > $5 and not $4 = any (correlated)
         order by published_at, id limit 1)
        and not $4 = any (correlated)
      returning correlation_key, variables, message_id`,
    [institutionOf(tx), any ? message.slice(ANY_KEY.length) : message, correlationKey, process, tx.now, any],
  );
  return row ? { correlationKey: row.correlation_key, variables: row.variables, messageId: row.message_id } : null;
}

export interface KeptForStart {
  readonly message: string;
  readonly variables: Variables;
  readonly definition: string;
  readonly startEvent: string;
}

/**
 * Of the messages with this key that may start the process, the one that has waited longest, marked as received by it;
 * null when there is none, or while an instance of the key runs. Whoever publishes meanwhile waits, and finds it ended.
 */
export async function keptForStart(tx: Transaction, process: string, key: string): Promise<KeptForStart | null> {
  const institution = institutionOf(tx);
  const starts = await tx.query<{ definition_id: string; element: string; message: string }>(
    `select s.definition_id, s.element, s.message from start_events s join institutions i on i.id = s.institution_id
      where s.institution_id = $1 and s.process_id = $2 and s.message not like $3 and i.suspended_at is null
      order by s.message`,
    [institution, process, `\u0001%`],
  );
  if (starts.length === 0) return null;
  for (const { message } of starts) await lockCorrelation(tx, message, key);
  const [row] = await tx.query<{ message: string; variables: Variables }>(
    `update messages set correlated = array_append(correlated, $4)
      where institution_id = $1 and id = (
        select id from messages
         where institution_id = $1 and message = any ($2) and correlation_key = $3 and expires_at > $5
           and not $4 = any (correlated) and not exists (select from instances i where i.institution_id = $1
             and i.process_id = $4 and i.business_key = $3 and i.status = 'active')
         order by published_at, id limit 1)
        and not $4 = any (correlated)
      returning message, variables`,
    [institution, starts.map(({ message }) => message), key, process, tx.now],
  );
  const start = starts.find(({ message }) => message === row?.message);
  if (row === undefined || start === undefined) return null;
  return { ...row, definition: start.definition_id, startEvent: start.element };
}

export interface KeptMessage {
  readonly correlationKey: string | null;
  readonly businessKey: string;
  readonly variables: Variables;
}

/**
 * `$1` institution, `$2` message, `$3` process, `$4` now, `$5` an instant: kept since then, or received by nobody; not received by
 * the process, and no instance of its key runs.
 */
const BEGINS = `m.institution_id = $1 and m.message = $2 and m.expires_at > $4 and not $3 = any (m.correlated)
  and (m.published_at >= $5 or m.correlated = '{}')
  and (m.correlation_key is null or not exists (select from instances i where i.institution_id = $1
    and i.process_id = $3 and i.business_key = m.correlation_key and i.status = 'active'))`;

/**
 * Of the messages that may begin an instance of a process which has been suspended since then, the one that has waited longest,
 * marked as received by it; null when there is none left. Waits for those who publish: they may have read the suspension.
 */
export async function keptSince(
  tx: Transaction,
  process: string,
  message: string,
  since: Date,
): Promise<KeptMessage | null> {
  await lockCorrelation(tx, anyKeyName(message), null);
  const given = [institutionOf(tx), message, process, tx.now, since];
  const [oldest] = await tx.query<{ id: string; correlation_key: string | null }>(
    `select id, correlation_key from messages m where ${BEGINS} order by published_at, id limit 1`,
    given,
  );
  if (oldest === undefined) return null;
  await lockCorrelation(tx, message, oldest.correlation_key);
  const [row] = await tx.query<{ variables: Variables; message_id: string | null }>(
    `update messages m set correlated = array_append(correlated, $3) where ${BEGINS} and m.id = $6
      returning variables, message_id`,
    [...given, oldest.id],
  );
  // Somebody else has begun with its key while this transaction waited.
  if (row === undefined) throw new RetryTransaction();
  const { correlation_key: correlationKey } = oldest;
  return { correlationKey, businessKey: correlationKey ?? row.message_id ?? randomUUID(), variables: row.variables };
}
