import type { Transaction } from '../../persistence/transaction.ts';
import { definitionById } from '../catalogue/index.ts';
import type { StaffMember } from '../institutions/index.ts';
import { listStaff } from '../institutions/index.ts';
import { findRequest, type RequestViewer, requestView } from '../requests/index.ts';
import type { Task } from './schemas.ts';
import { canClaim, canComplete, canRelease, type Official } from './task-rights.ts';
import { findTask } from './task-row.ts';
import { summarizeTasks } from './task-summary.ts';

/** A task with everything an official needs to do it: form, draft, the request around it, and colleagues to choose from. */
export async function getTask(tx: Transaction, id: string, official: Official, viewer: RequestViewer): Promise<Task> {
  const row = await findTask(tx, id);
  const [summary] = await summarizeTasks(tx, [row]);
  if (summary === undefined) throw new Error('A task that was found has no summary.');
  const { model } = await definitionById(tx, row.definition_id);
  const request = row.request_id === null ? null : await findRequest(tx, row.request_id);
  const view = request === null ? null : await requestView(tx, request, viewer);
  const form = row.form === null ? null : (model.forms.get(row.form)?.source ?? null);
  const staff: StaffMember[] = await listStaff(tx, undefined);
  return {
    ...summary,
    form,
    draft: row.draft,
    variables: row.variables,
    request: view,
    staff,
    canClaim: canClaim(row, official),
    canRelease: canRelease(row, official),
    canComplete: canComplete(row, official),
    waitsFor: view?.waitsFor ?? [],
    denied: row.denied,
    revision: row.revision,
  };
}
