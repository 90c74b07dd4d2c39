import type { JobHandler } from '../../runtime/job-handler.ts';
import { membersOf } from '../institutions/index.ts';
import { notify } from '../notifications/index.ts';
import { requestOfInstance } from '../requests/index.ts';

/** `circula.notify`: a message to the applicant, or to a group of the institution, with the text key of the header. */
export const notifyJob: JobHandler = {
  jobType: 'circula.notify',
  async handle(job) {
    const { template, to } = job.headers;
    if (template === undefined || to === undefined) throw new Error('The job needs the headers "template" and "to".');
    return {
      within: async (tx) => {
        const request = await requestOfInstance(tx, job.instance);
        const readers = to === 'applicant' ? [request.applicant] : await membersOf(tx, to);
        await notify(tx, { to: readers, kind: template, request: request.id, params: { number: request.number } });
        return undefined;
      },
    };
  },
};
