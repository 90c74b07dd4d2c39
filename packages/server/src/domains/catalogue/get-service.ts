import type { Transaction } from '../../persistence/transaction.ts';
import type { InstitutionSummary } from '../institutions/schemas.ts';
import { newestDefinition } from './published-definitions.ts';
import { applicationForm } from './request-type-model.ts';
import type { Service } from './schemas.ts';

/** The card of a service in its newest version, with the form that applicants fill in. */
export async function getService(tx: Transaction, institution: InstitutionSummary, id: string): Promise<Service> {
  const definition = await newestDefinition(tx, id);
  const { service } = definition.model;
  return {
    ...service,
    definition: definition.id,
    version: definition.version,
    institution,
    forms: { [service.form]: applicationForm(definition.model).source },
    fee: service.fee === null ? null : { legalBasis: service.fee.legalBasis, effectiveFrom: service.fee.effectiveFrom },
  };
}
