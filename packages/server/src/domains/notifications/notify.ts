import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { enqueue } from '../../runtime/outbox.ts';
import { NOTIFICATION_MAIL } from './notification-mail-job.ts';

export interface NewNotification {
  /** Who reads it: accounts by id. */
  readonly to: readonly string[];
  /** Key of the text; pages hold the words. */
  readonly kind: string;
  readonly request: string | null;
  readonly params?: { readonly [name: string]: unknown };
}

/**
 * Leaves a message for people inside the product, and tells them of it by e-mail where a mail server is set; nobody gets the
 * same one twice from one call.
 */
export async function notify(tx: Transaction, notification: NewNotification): Promise<void> {
  const made = await tx.query<{ id: string }>(
    `insert into notifications (institution_id, account_id, request_id, kind, params, created_at)
     select $1, account, $3, $4, $5, $6 from (select distinct unnest($2::uuid[]) as account) a returning id`,
    [
      institutionOf(tx),
      notification.to,
      notification.request,
      notification.kind,
      JSON.stringify(notification.params ?? {}),
      tx.now,
    ],
  );
  for (const { id } of made) await enqueue(tx, { jobType: NOTIFICATION_MAIL, variables: { notification: id } });
}
