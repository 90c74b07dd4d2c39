import { institutionOf, type Transaction } from '../../persistence/transaction.ts';

export interface NewNotification {
  /** Who reads it: accounts by id. */
  readonly to: readonly string[];
  /** Key of the text; pages hold the words. */
  readonly kind: string;
  readonly request: string | null;
  readonly params?: { readonly [name: string]: unknown };
}

/** Leaves a message for people inside the product; nobody gets the same one twice from one call. */
export async function notify(tx: Transaction, notification: NewNotification): Promise<void> {
  await tx.query(
    `insert into notifications (institution_id, account_id, request_id, kind, params, created_at)
     select $1, account, $3, $4, $5, $6 from (select distinct unnest($2::uuid[]) as account) a`,
    [
      institutionOf(tx),
      notification.to,
      notification.request,
      notification.kind,
      JSON.stringify(notification.params ?? {}),
      tx.now,
    ],
  );
}
