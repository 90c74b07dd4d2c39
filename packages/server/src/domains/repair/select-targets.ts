import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { Problem } from '../../problems.ts';
import type { BulkRepair, RepairAction } from './schemas.ts';

const INSTANCE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INCIDENT = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:\d{1,15}$/;

/** The next instances (or incidents) that a bulk repair is for, in the order of their ids, as single actions. */
export async function selectTargets(
  tx: Transaction,
  { action, where, limit = 100, after }: BulkRepair,
): Promise<{ actions: RepairAction[]; next: string | null }> {
  if (after !== undefined && !(action.type === 'retryIncident' ? INCIDENT : INSTANCE).test(after)) {
    throw new Problem('body-invalid', 'Nothing goes on there', {
      errors: [{ field: 'after', code: 'cursor', message: 'is not the next of such a call' }],
    });
  }
  const [instance, key] = (after ?? '').split(':');
  const params = [
    institutionOf(tx),
    where.definition ?? null,
    where.element ?? null,
    where.incidentCode ?? null,
    instance === '' ? null : instance,
    limit,
  ];
  if (action.type === 'retryIncident') {
    const rows = await tx.query<{ instance_id: string; key: string }>(
      `select n.instance_id, n.key from incidents n
         left join instances i on i.institution_id = n.institution_id and i.id = n.instance_id
        where n.institution_id = $1 and n.resolved_at is null and ($2::uuid is null or i.definition_id = $2)
          and ($3::text is null or n.element = $3) and ($4::text is null or n.code = $4)
          and ($5::uuid is null or (n.instance_id, n.key) > ($5, $7::bigint))
        order by n.instance_id, n.key limit $6`,
      [...params, key ?? 0],
    );
    const ids = rows.map((row) => `${row.instance_id}:${row.key}`);
    return { actions: ids.map((incident) => ({ type: action.type, incident })), next: nextOf(ids, limit) };
  }
  const rows = await tx.query<{ id: string }>(
    `select i.id from instances i
      where i.institution_id = $1 and i.status = 'active' and ($2::uuid is null or i.definition_id = $2)
        and ($3::text is null or exists (select from instance_waits w
          where w.institution_id = $1 and w.instance_id = i.id and w.element = $3))
        and ($4::text is null or exists (select from incidents n where n.institution_id = $1 and n.instance_id = i.id
          and n.code = $4 and n.resolved_at is null))
        and ($5::uuid is null or i.id > $5) and ($7::uuid is null or i.definition_id <> $7)
        and ($8::boolean is null or (i.state ? 'suspended') = $8)
      order by i.id limit $6`,
    [
      ...params,
      action.type === 'migrateInstance' ? action.definition : null,
      action.type === 'suspendInstance' ? false : action.type === 'resumeInstance' ? true : null,
    ],
  );
  const ids = rows.map((row) => row.id);
  return { actions: ids.map((id) => ({ ...action, instance: id })), next: nextOf(ids, limit) };
}

const nextOf = (ids: readonly string[], limit: number): string | null =>
  ids.length < limit ? null : (ids.at(-1) ?? null);
