import type { JobHandler } from '../../runtime/job-handler.ts';
import { MAIL_TEXTS } from './mail-texts.ts';
import type { Mailer } from './mailer.ts';

interface Row {
  readonly email: string | null;
  readonly locale: keyof typeof MAIL_TEXTS;
  readonly institution: string;
  readonly number: number | null;
  readonly emailed_at: Date | null;
  readonly read_at: Date | null;
}

/** Job type of the e-mail that tells of a message in the product. */
export const NOTIFICATION_MAIL = 'circula.notification-mail';

/**
 * Tells a person by e-mail that a message waits for them, in their language, and notes when. Nothing goes out where no mail
 * server is set, to people without an address, or about what has been read meanwhile.
 */
export function notificationMailJob(mailer: Mailer | null, publicUrl: () => string): JobHandler {
  return {
    jobType: NOTIFICATION_MAIL,
    async handle(job, unitOfWork) {
      if (mailer === null) return {};
      const scope = { kind: 'institution', institution: job.institution } as const;
      const id = String(job.variables.notification);
      const [row] = await unitOfWork.run(scope, async (tx) =>
        tx.query<Row>(
          `select a.email, a.locale, i.name as institution, r.number, n.emailed_at, n.read_at
             from notifications n join accounts a on a.id = n.account_id join institutions i on i.id = n.institution_id
             left join requests r on r.institution_id = n.institution_id and r.id = n.request_id
            where n.institution_id = $1 and n.id = $2`,
          [job.institution, id],
        ),
      );
      if (!row || row.email === null || row.emailed_at !== null || row.read_at !== null) return {};
      const words = MAIL_TEXTS[row.locale];
      const lines = [
        words.text(publicUrl()),
        ...(row.number === null ? [] : [words.number(row.number)]),
        words.closing,
      ];
      await mailer({
        to: row.email,
        subject: words.subject(row.institution),
        text: `${lines.join('\n\n')}\n`,
        key: id,
      });
      return {
        within: async (tx) => {
          await tx.query('update notifications set emailed_at = $3 where institution_id = $1 and id = $2', [
            job.institution,
            id,
            tx.now,
          ]);
          return undefined;
        },
      };
    },
  };
}
