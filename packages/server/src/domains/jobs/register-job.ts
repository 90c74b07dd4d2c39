import type { JobHandler } from '../../runtime/job-handler.ts';
import { allotNumber } from '../registry/index.ts';
import { requestOfInstance } from '../requests/index.ts';

/** `circula.register`: allots the outgoing number of the register in the header; gives back `outgoing`. */
export const registerJob: JobHandler = {
  jobType: 'circula.register',
  async handle(job) {
    const register = job.headers.register;
    if (register === undefined || register === '') throw new Error('The job has no header "register".');
    return {
      within: async (tx) => {
        const request = await requestOfInstance(tx, job.instance);
        const { number, date } = await allotNumber(tx, {
          register,
          direction: 'outgoing',
          request: request.id,
          subject: request.subject,
        });
        return { outgoing: { register, number, date } };
      },
    };
  },
};
