import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { notFound } from '../../problems.ts';
import { checkRequestType } from './check/check-request-type.ts';
import { checkContextOf } from './check-context.ts';
import type { RequestTypeFiles } from './request-type-model.ts';
import type { StoredDraft } from './save-draft.ts';
import type { Draft, RequestType, RequestTypeSummary } from './schemas.ts';

interface VersionRow {
  readonly id: string;
  readonly version: number;
  readonly published_at: Date;
  readonly published_by: string | null;
  readonly open_requests: number;
}

const OPEN_REQUESTS = `(select count(*)::int from requests r
  where r.institution_id = d.institution_id and r.definition_id = d.id and r.status in ('draft', 'submitted')) as open_requests`;

/** A request type: its versions, newest first, and its draft. */
export async function getRequestType(tx: Transaction, type: string): Promise<RequestType> {
  const institution = institutionOf(tx);
  const [known] = await tx.query('select id from request_types where institution_id = $1 and id = $2', [
    institution,
    type,
  ]);
  if (known === undefined) throw notFound();
  const versions = await tx.query<VersionRow>(
    `select d.id, d.version, d.published_at, a.name as published_by, ${OPEN_REQUESTS}
     from definitions d left join accounts a on a.id = d.published_by
     where d.institution_id = $1 and d.request_type = $2 order by d.version desc`,
    [institution, type],
  );
  return {
    id: type,
    versions: versions.map((row) => ({
      version: row.version,
      definition: row.id,
      publishedAt: row.published_at.toISOString(),
      publishedBy: row.published_by,
      openRequests: row.open_requests,
    })),
    draft: await findDraft(tx, type),
  };
}

/** The draft with its diagnostics; 404 when there is none. */
export async function getDraft(tx: Transaction, type: string): Promise<Draft> {
  const draft = await findDraft(tx, type);
  if (draft === null) throw notFound();
  return draft;
}

/** The files of a published version. */
export async function getVersionFiles(
  tx: Transaction,
  type: string,
  version: number,
): Promise<{ version: number; files: { [path: string]: string } }> {
  const [row] = await tx.query<{ content: RequestTypeFiles }>(
    'select content from definitions where institution_id = $1 and request_type = $2 and version = $3',
    [institutionOf(tx), type, version],
  );
  if (row === undefined) throw notFound();
  return { version, files: { ...row.content } };
}

/** All request types of the institution. */
export async function listRequestTypes(tx: Transaction): Promise<RequestTypeSummary[]> {
  const rows = await tx.query<{
    id: string;
    version: number | null;
    published_at: Date | null;
    service: string | null;
    has_draft: boolean;
    open_requests: number;
  }>(
    `select t.id, d.version, d.published_at, d.content ->> 'service.json' as service, t.draft is not null as has_draft,
            (select count(*)::int from requests r where r.institution_id = t.institution_id and r.service = t.id
               and r.status in ('draft', 'submitted')) as open_requests
     from request_types t left join lateral (
       select version, published_at, content from definitions d
       where d.institution_id = t.institution_id and d.request_type = t.id order by version desc limit 1) d on true
     where t.institution_id = $1 order by t.id`,
    [institutionOf(tx)],
  );
  return rows.map((row) => ({
    id: row.id,
    // A published service.json was checked, so it has its three names.
    name: row.service === null ? null : (JSON.parse(row.service) as { name: RequestTypeSummary['name'] }).name,
    version: row.version,
    publishedAt: row.published_at?.toISOString() ?? null,
    openRequests: row.open_requests,
    hasDraft: row.has_draft,
  }));
}

async function findDraft(tx: Transaction, type: string): Promise<Draft | null> {
  const [row] = await tx.query<{
    draft: StoredDraft | null;
    draft_revision: number;
    draft_at: Date;
    name: string | null;
  }>(
    `select t.draft, t.draft_revision, t.draft_at, a.name from request_types t left join accounts a on a.id = t.draft_by
     where t.institution_id = $1 and t.id = $2`,
    [institutionOf(tx), type],
  );
  if (row?.draft == null) return null;
  const { diagnostics } = await checkRequestType(row.draft.files, await checkContextOf(tx));
  return {
    files: { ...row.draft.files },
    revision: row.draft_revision,
    basedOn: row.draft.basedOn,
    savedAt: row.draft_at.toISOString(),
    savedBy: row.name,
    diagnostics,
  };
}
