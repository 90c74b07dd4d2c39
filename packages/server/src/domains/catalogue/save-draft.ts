import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import { checkRequestType } from './check/check-request-type.ts';
import { checkContextOf } from './check-context.ts';
import type { RequestTypeFiles } from './request-type-model.ts';
import type { Diagnostic } from './schemas.ts';

export interface StoredDraft {
  readonly files: RequestTypeFiles;
  readonly basedOn: number | null;
}

/**
 * Keeps the files of a draft, faulty or not, and says what is wrong with them. `revision` is the one the change was made
 * on, 0 for the first; anybody else's save in between is a 409 `revision-conflict`.
 */
export async function saveDraft(
  tx: Transaction,
  input: { type: string; files: RequestTypeFiles; revision: number; by: string },
): Promise<{ revision: number; diagnostics: Diagnostic[] }> {
  const institution = institutionOf(tx);
  await tx.query(
    'insert into request_types (institution_id, id, created_at) values ($1, $2, $3) on conflict do nothing',
    [institution, input.type, tx.now],
  );
  const [row] = await tx.query<{ draft: StoredDraft | null; draft_revision: number; version: number | null }>(
    `select draft, draft_revision,
            (select max(version) from definitions d where d.institution_id = t.institution_id and d.request_type = t.id) as version
     from request_types t where institution_id = $1 and id = $2 for update`,
    [institution, input.type],
  );
  const current = row?.draft == null ? 0 : row.draft_revision;
  if (input.revision !== current) throw new Problem('revision-conflict', `The draft is at revision ${current}`);
  // Revisions go on counting after a draft is discarded or published, so that an old page cannot overwrite a new draft.
  const revision = (row?.draft_revision ?? 0) + 1;
  const draft: StoredDraft = { files: input.files, basedOn: row?.draft?.basedOn ?? row?.version ?? null };
  await tx.query(
    `update request_types set draft = $3, draft_revision = $4, draft_by = $5, draft_at = $6
     where institution_id = $1 and id = $2`,
    [institution, input.type, JSON.stringify(draft), revision, input.by, tx.now],
  );
  const { diagnostics } = await checkRequestType(input.files, await checkContextOf(tx));
  return { revision, diagnostics };
}
