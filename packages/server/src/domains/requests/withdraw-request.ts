import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { audit } from '../../platform/audit.ts';
import { Problem } from '../../problems.ts';
import { lockInstance } from '../../runtime/lock-instance.ts';
import type { Runner } from '../../runtime/runner.ts';
import { nextRequestStatus } from './request.machine.ts';
import { ownRequest } from './request-row.ts';
import { keepSearchStatus } from './search-words.ts';

/** The applicant takes a submitted request back: its process is cancelled, its number stays in the register. */
export async function withdrawRequest(
  tx: Transaction,
  runner: Runner,
  input: { request: string; account: string; reason: string | undefined },
): Promise<void> {
  const seen = await ownRequest(tx, input.request, input.account);
  if (seen.instance_id !== null) await lockInstance(tx, seen.instance_id);
  const row = await ownRequest(tx, input.request, input.account, 'for update');
  const status = nextRequestStatus(row.status, { type: 'withdraw' });
  if (status === null) throw new Problem(row.status === 'draft' ? 'step-impossible' : 'request-closed');
  await tx.query(
    `update requests set status = $3, outcome = 'withdrawn', revision = revision + 1, updated_at = $4
     where institution_id = $1 and id = $2`,
    [institutionOf(tx), row.id, status, tx.now],
  );
  await keepSearchStatus(tx, row.id, status);
  if (row.instance_id !== null)
    await runner.execute(tx, row.instance_id, {
      type: 'cancel',
      reason: input.reason ?? 'withdrawn',
      actor: input.account,
    });
  audit(tx, { actor: input.account, action: 'request.withdrawn', subject: `request:${row.id}` });
}
