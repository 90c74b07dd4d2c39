import { institutionOf } from '../../persistence/transaction.ts';
import type { JobHandler } from '../../runtime/job-handler.ts';
import { definitionById } from '../catalogue/index.ts';
import { keepDocument, renderDocument } from '../documents/index.ts';
import { institutionById } from '../institutions/index.ts';
import { findRequest, RECEIPT_JOB, requestVariables } from '../requests/index.ts';
import { registryStamp } from './registry-stamp.ts';
import { STANDARD_RECEIPT } from './standard-receipt.ts';
import { templateData } from './template-data.ts';
import { type TrackingAddresses, trackingOf } from './tracking-of.ts';

const KIND = 'recipisa';
const TITLE = 'Recipisă de înregistrare';

/** Makes the receipt right after submission; the request type's own template wins over the standard one. */
export function receiptJob(addresses: TrackingAddresses): JobHandler {
  return {
    jobType: RECEIPT_JOB,
    async handle(job, unitOfWork) {
      const id = String(job.variables.request ?? '');
      const prepared = await unitOfWork.run({ kind: 'institution', institution: job.institution }, async (tx) => {
        const request = await findRequest(tx, id);
        if (request === null) throw new Error('The request of the receipt is gone.');
        const { model } = await definitionById(tx, request.definition_id);
        const { name } = await institutionById(tx, institutionOf(tx));
        const variables = await requestVariables(tx, request);
        const data = await templateData(tx, job.institution, {
          request,
          variables,
          tracking: trackingOf(request, addresses),
        });
        return {
          template: model.templates.get(KIND) ?? STANDARD_RECEIPT,
          data,
          author: name,
          stamp: registryStamp(name, request),
          at: tx.now,
        };
      });
      const bytes = await renderDocument({ ...prepared, title: TITLE, draft: false });
      return {
        within: async (tx) => {
          await keepDocument(tx, { request: id, kind: KIND, title: TITLE, bytes, visibleToApplicant: true });
          return undefined;
        },
      };
    },
  };
}
