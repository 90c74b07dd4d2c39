import { institutionOf } from '../../persistence/transaction.ts';
import type { JobHandler } from '../../runtime/job-handler.ts';
import { definitionById } from '../catalogue/index.ts';
import { keepDocument, renderDocument } from '../documents/index.ts';
import { institutionById } from '../institutions/index.ts';
import { requestOfInstance } from '../requests/index.ts';
import { registryStamp } from './registry-stamp.ts';
import { templateData } from './template-data.ts';
import { type TrackingAddresses, trackingOf } from './tracking-of.ts';

/**
 * `circula.document`: fills the template of the header with the process variables and adds the PDF to the request.
 * Applicants see it when the header `final` says so. Gives back `document` {id, kind, version}.
 */
export function documentJob(addresses: TrackingAddresses): JobHandler {
  return {
    jobType: 'circula.document',
    async handle(job, unitOfWork) {
      const { template: kind, title, final } = job.headers;
      if (kind === undefined || title === undefined)
        throw new Error('The job needs the headers "template" and "title".');
      const prepared = await unitOfWork.run({ kind: 'institution', institution: job.institution }, async (tx) => {
        const request = await requestOfInstance(tx, job.instance);
        const { model } = await definitionById(tx, request.definition);
        const template = model.templates.get(kind);
        if (template === undefined) throw new Error(`The request type has no template ${kind}.`);
        const { name } = await institutionById(tx, institutionOf(tx));
        const tracking = trackingOf(request.row, addresses);
        const data = await templateData(tx, job.institution, {
          request: request.row,
          variables: job.variables,
          tracking,
        });
        return {
          request: request.id,
          template,
          data,
          author: name,
          stamp: registryStamp(name, request.row),
          at: tx.now,
        };
      });
      const isFinal = final === 'true';
      const bytes = await renderDocument({ ...prepared, title, draft: !isFinal });
      return {
        within: async (tx) => {
          const { id, version } = await keepDocument(tx, {
            request: prepared.request,
            kind,
            title,
            bytes,
            visibleToApplicant: isFinal,
          });
          return { document: { id, kind, version } };
        },
      };
    },
  };
}
