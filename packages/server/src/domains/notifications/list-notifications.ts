import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import type { Notification } from './schemas.ts';

const SHOWN = 100;

interface NotificationRow {
  readonly id: string;
  readonly kind: string;
  readonly request_id: string | null;
  readonly number: number | null;
  readonly params: { [name: string]: unknown };
  readonly created_at: Date;
  readonly read_at: Date | null;
}

const COLUMNS = 'n.id, n.kind, n.request_id, r.number, n.params, n.created_at, n.read_at';
const SOURCE = `notifications n left join requests r on r.institution_id = n.institution_id and r.id = n.request_id`;

/** The newest messages of an account in the transaction's institution. */
export async function listNotifications(
  tx: Transaction,
  account: string,
): Promise<{ items: Notification[]; unread: number }> {
  const rows = await tx.query<NotificationRow>(
    `select ${COLUMNS} from ${SOURCE} where n.institution_id = $1 and n.account_id = $2
     order by n.created_at desc, n.id limit ${SHOWN}`,
    [institutionOf(tx), account],
  );
  const [count] = await tx.query<{ unread: number }>(
    'select count(*)::int as unread from notifications where institution_id = $1 and account_id = $2 and read_at is null',
    [institutionOf(tx), account],
  );
  return { items: rows.map(toNotification), unread: count?.unread ?? 0 };
}

/** Marks a message as read; the first time counts. */
export async function readNotification(tx: Transaction, account: string, id: string): Promise<Notification> {
  await tx.query(
    `update notifications set read_at = $4 where institution_id = $1 and account_id = $2 and id = $3 and read_at is null`,
    [institutionOf(tx), account, id, tx.now],
  );
  const [row] = await tx.query<NotificationRow>(
    `select ${COLUMNS} from ${SOURCE} where n.institution_id = $1 and n.account_id = $2 and n.id = $3`,
    [institutionOf(tx), account, id],
  );
  if (row === undefined) throw notFound();
  return toNotification(row);
}

function toNotification(row: NotificationRow): Notification {
  return {
    id: row.id,
    kind: row.kind,
    requestId: row.request_id,
    number: row.number,
    params: row.params,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}
