import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import type { RequestStatus } from './request.machine.ts';

/** A request as it is stored. */
export interface RequestRow {
  readonly id: string;
  readonly service: string;
  readonly definition_id: string;
  readonly applicant_account: string;
  readonly channel: string;
  readonly status: RequestStatus;
  readonly answers: { readonly [field: string]: unknown };
  readonly number: number | null;
  readonly register: string | null;
  readonly registered_at: Date | null;
  readonly instance_id: string | null;
  readonly tracking_code_enc: Buffer | null;
  readonly stage: string | null;
  readonly office: string | null;
  readonly outcome: string | null;
  readonly created_at: Date;
  readonly updated_at: Date;
  readonly revision: number;
}

export const REQUEST_COLUMNS = `id, service, definition_id, applicant_account, channel, status, answers, number, register,
  registered_at, instance_id, tracking_code_enc, stage, office, outcome, created_at, updated_at, revision`;

/** Who looks at a request: a person, and whether they work in its institution. */
export interface Viewer {
  readonly account: string;
  readonly official: boolean;
}

/** The request if the viewer may see it: its applicant, or an official once it is submitted. Anything else is the same 404. */
export async function visibleRequest(
  tx: Transaction,
  id: string,
  viewer: Viewer,
  lock: 'for update' | '' = '',
): Promise<RequestRow> {
  const row = await findRequest(tx, id, lock);
  if (row === null) throw notFound();
  const own = row.applicant_account === viewer.account;
  if (!own && !(viewer.official && row.status !== 'draft')) throw notFound();
  return row;
}

/** The request if the account is its applicant; 404 otherwise. */
export async function ownRequest(
  tx: Transaction,
  id: string,
  account: string,
  lock: 'for update' | '' = '',
): Promise<RequestRow> {
  const row = await findRequest(tx, id, lock);
  if (row === null || row.applicant_account !== account) throw notFound();
  return row;
}

/** The request, whoever asks; null when the institution has none of that id. */
export async function findRequest(
  tx: Transaction,
  id: string,
  lock: 'for update' | '' = '',
): Promise<RequestRow | null> {
  const [row] = await tx.query<RequestRow>(
    `select ${REQUEST_COLUMNS} from requests where institution_id = $1 and id = $2 ${lock}`,
    [institutionOf(tx), id],
  );
  return row ?? null;
}
