import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import type { Runner } from '../../runtime/runner.ts';
import { deployRequestType } from './deploy-request-type.ts';
import type { StoredDraft } from './save-draft.ts';
import type { Diagnostic } from './schemas.ts';

/** Publishes the draft at `revision` as the next version and clears it; a newer save in between is a 409. */
export async function publishRequestType(
  tx: Transaction,
  runner: Runner,
  input: { type: string; revision: number; by: string },
): Promise<{ version: number; definition: string; diagnostics: Diagnostic[] }> {
  const institution = institutionOf(tx);
  const [row] = await tx.query<{ draft: StoredDraft | null; draft_revision: number }>(
    'select draft, draft_revision from request_types where institution_id = $1 and id = $2 for update',
    [institution, input.type],
  );
  if (row?.draft == null) throw new Problem('draft-missing');
  if (row.draft_revision !== input.revision)
    throw new Problem('revision-conflict', `The draft is at revision ${row.draft_revision}`);
  const result = await deployRequestType(tx, runner, { type: input.type, files: row.draft.files, by: input.by });
  await tx.query(
    'update request_types set draft = null, draft_by = null, draft_at = null where institution_id = $1 and id = $2',
    [institution, input.type],
  );
  return result;
}
