import type { Domain } from '../../domain.ts';
import { smtpMailer } from '../notifications/index.ts';
import { documentJob } from './document-job.ts';
import { httpJob } from './http-job.ts';
import { mailJob } from './mail-job.ts';
import { notifyJob } from './notify-job.ts';
import { receiptJob } from './receipt-job.ts';
import { registerJob } from './register-job.ts';

/** Well below the lease of a job, and enough for a slow register. */
const CALL_TIMEOUT_MS = 20_000;
/** Answers become variables, which are kept with the instance. */
const LARGEST_ANSWER = 256 * 1024;

/** What processes ask the server to do: documents, register numbers, messages; and the receipt of each request. */
export const jobs: Domain = {
  name: 'jobs',
  setUp: ({ config, publicUrl }) => {
    const mailer = config.smtp === null ? null : smtpMailer(config.smtp);
    const outside = { hosts: config.httpHosts, timeoutMs: CALL_TIMEOUT_MS, mostBytes: LARGEST_ANSWER };
    const addresses = { secret: config.secrets.data, publicUrl };
    return {
      jobHandlers: [
        documentJob(addresses),
        receiptJob(addresses),
        registerJob,
        notifyJob,
        httpJob(outside),
        mailJob(mailer),
      ],
    };
  },
};
