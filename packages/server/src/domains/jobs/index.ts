import type { Domain } from '../../domain.ts';
import { documentJob } from './document-job.ts';
import { notifyJob } from './notify-job.ts';
import { receiptJob } from './receipt-job.ts';
import { registerJob } from './register-job.ts';

/** What processes ask the server to do: documents, register numbers, messages; and the receipt of each request. */
export const jobs: Domain = {
  name: 'jobs',
  setUp: ({ config, publicUrl }) => {
    const addresses = { secret: config.secrets.data, publicUrl };
    return { jobHandlers: [documentJob(addresses), receiptJob(addresses), registerJob, notifyJob] };
  },
};
