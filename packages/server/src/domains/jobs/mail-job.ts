import type { JobHandler } from '../../runtime/job-handler.ts';
import { membersOf } from '../institutions/index.ts';
import type { Mailer } from '../notifications/index.ts';
import { requestOfInstance } from '../requests/index.ts';

/**
 * `circula.mail`: an e-mail to the applicant (`to` is `applicant`) or to everybody in a group, with the `subject` and `text`
 * of the headers. Fails, and becomes an incident, where no mail server is set or nobody has an address.
 */
export function mailJob(mailer: Mailer | null): JobHandler {
  return {
    jobType: 'circula.mail',
    async handle(job, unitOfWork) {
      const { to, subject, text } = job.headers;
      if (to === undefined || subject === undefined || text === undefined)
        throw new Error('The job needs the headers "to", "subject" and "text".');
      if (mailer === null) throw new Error('No mail server is set (CIRCULA_SMTP_URL).');
      const addresses = await unitOfWork.run({ kind: 'institution', institution: job.institution }, async (tx) => {
        const readers =
          to === 'applicant' ? [(await requestOfInstance(tx, job.instance)).applicant] : await membersOf(tx, to);
        return await tx.query<{ id: string; email: string }>(
          'select id, email from accounts where id = any ($1::uuid[]) and email is not null and disabled_at is null',
          [readers],
        );
      });
      if (addresses.length === 0) throw new Error(`Nobody in ${to} has an e-mail address.`);
      for (const { id, email } of addresses) {
        await mailer({ to: email, subject, text: `${text}\n`, key: `${job.instance}.${job.key}.${id}` });
      }
      return {};
    },
  };
}
