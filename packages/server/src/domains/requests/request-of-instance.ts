import { institutionOf, type Transaction } from '../../persistence/transaction.ts';
import { definitionById } from '../catalogue/index.ts';
import { findRequest, type RequestRow } from './request-row.ts';

/** What jobs need to know of the request that a process instance works on. */
export interface RequestOfInstance {
  readonly id: string;
  readonly applicant: string;
  readonly number: number | null;
  readonly definition: string;
  /** For registers: the service and the number, never a name. */
  readonly subject: string;
  readonly row: RequestRow;
}

/** The request of an instance, or of the instance that called it. Throws when there is none: such jobs make no sense. */
export async function requestOfInstance(tx: Transaction, instance: string): Promise<RequestOfInstance> {
  const found = await findRequestOfInstance(tx, instance);
  if (found === null) throw new Error('The process instance works on no request.');
  const { model } = await definitionById(tx, found.definition_id);
  return {
    id: found.id,
    applicant: found.applicant_account,
    number: found.number,
    definition: found.definition_id,
    subject: found.number === null ? model.service.name.ro : `${model.service.name.ro}, cererea nr. ${found.number}`,
    row: found,
  };
}

/** The same, or null for instances that were started without a request. */
export async function findRequestOfInstance(tx: Transaction, instance: string): Promise<RequestRow | null> {
  const [row] = await tx.query<{ business_key: string }>(
    `select root.business_key from instances i
       join instances root on root.institution_id = i.institution_id and root.id = i.root_instance
     where i.institution_id = $1 and i.id = $2`,
    [institutionOf(tx), instance],
  );
  return row === undefined ? null : await requestByBusinessKey(tx, row.business_key);
}

/** The business key of a request's instance is the request's id. */
export async function requestByBusinessKey(tx: Transaction, businessKey: string): Promise<RequestRow | null> {
  return /^[0-9a-f-]{36}$/.test(businessKey) ? await findRequest(tx, businessKey) : null;
}
