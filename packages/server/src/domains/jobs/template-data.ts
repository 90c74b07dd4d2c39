import type { Transaction } from '../../persistence/transaction.ts';
import { applicationForm, definitionById } from '../catalogue/index.ts';
import { institutionById } from '../institutions/index.ts';
import type { RequestRow } from '../requests/index.ts';
import { answerTexts } from './answer-texts.ts';

export interface TemplateDataInput {
  readonly request: RequestRow;
  /** Process variables, which the template sees by their names. */
  readonly variables: { readonly [name: string]: unknown };
  /** The public tracking address and code of the request. */
  readonly tracking: { readonly url: string; readonly code: string };
}

/**
 * What a document template can name: the process variables, `institution`, `service`, `answersText` (each answer as the
 * applicant reads it, in Romanian) and `tracking`. Our names win over variables of the same name.
 */
export async function templateData(
  tx: Transaction,
  institution: string,
  input: TemplateDataInput,
): Promise<{ [name: string]: unknown }> {
  const { model } = await definitionById(tx, input.request.definition_id);
  const { name, kind, county } = await institutionById(tx, institution);
  return {
    ...input.variables,
    institution: { name, kind, county, isCountyCouncil: kind === 'county-council' },
    service: { id: model.service.id, name: model.service.name },
    answersText: answerTexts(applicationForm(model).form, input.request.answers),
    tracking: input.tracking,
  };
}
