import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import type { Projection, Step } from '../../runtime/projection.ts';
import { OPEN_TASK } from './task-row.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Writes into open tasks what inboxes sort them by: the last day the law gives, and day and number of registration. They
 * stand in other tables, whose rows no index could bring into one order with those of tasks.
 */
export const placeTasks: Projection = {
  name: 'task places',
  async apply(tx, step) {
    // The business key of a request's process is the request's id; other processes have nothing to be sorted by.
    if (!UUID.test(step.businessKey) || !mayChangePlaces(step)) return [];
    await tx.query(
      `update tasks t set request_id = p.id, legal_due = p.due, filed_at = p.at, filed_number = p.number,
              for_applicant = t.assignee is not distinct from p.applicant
         from (${PLACES} and r.id = $2) p
        where t.institution_id = $1 and (t.instance_id = $3 or t.request_id = $2) and ${OPEN_TASK} and ${DIFFERS}`,
      [institutionOf(tx), step.businessKey, step.instance],
    );
    return [];
  },
};

/** The far day stands for none: rows are compared with it, as they are not with null. */
const PLACES = `select r.id, coalesce(d.due, '9999-12-31') as due, coalesce(r.number, 0) as number,
    coalesce(r.registered_at, '9999-12-31 00:00:00+00') as at, r.applicant_account::text as applicant, r.instance_id
  from requests r left join deadlines d on d.institution_id = r.institution_id and d.request_id = r.id
 where r.institution_id = $1`;

const DIFFERS = `(t.request_id, t.legal_due, t.filed_at, t.filed_number) is distinct from (p.id, p.due, p.at, p.number)`;

/** New tasks have no place yet; a term that has moved is told to the process as a variable. */
const mayChangePlaces = (step: Step): boolean =>
  step.command.type === 'setVariables' || step.effects.some((effect) => effect.type === 'createTask');

/** Catches up with tasks that a server of the release before has opened during a rolling upgrade. */
export async function catchUpWithPlaces(tx: Transaction): Promise<void> {
  await tx.query(
    `update tasks t set request_id = p.id, legal_due = p.due, filed_at = p.at, filed_number = p.number,
            for_applicant = t.assignee is not distinct from p.applicant
       from instances i, (${PLACES}) p
      where t.institution_id = $1 and t.request_id is null and t.created_at > $2 and ${OPEN_TASK}
        and i.institution_id = $1 and i.id = t.instance_id and p.instance_id = i.root_instance`,
    [institutionOf(tx), new Date(tx.now.getTime() - 86_400_000)],
  );
}
