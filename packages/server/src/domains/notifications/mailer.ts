import { createTransport } from 'nodemailer';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same at each retry: the mail's Message-ID, by which mail programs know a repeated one. */
  readonly key: string;
}

/** Sends one mail, or throws; a server that is away is worth another try. */
export type Mailer = (mail: Mail) => Promise<void>;

const TIMEOUT_MS = 15_000;

/**
 * A mailer for a server as `smtp://user:password@host:587` or `smtps://…`. Plain text only. Nothing that is written into a
 * mail is read from a file or an address, and headers take one line.
 */
export function smtpMailer(smtp: { readonly url: string; readonly from: string }): Mailer {
  const transport = createTransport(smtp.url, {
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  } as object);
  const domain = smtp.from.slice(smtp.from.lastIndexOf('@') + 1).replace(/[^\w.-]/g, '');
  return async ({ to, subject, text, key }) => {
    await transport.sendMail({
      from: smtp.from,
      to: { name: '', address: to },
      subject: subject.replace(/\s+/g, ' '),
      text,
      messageId: `<${key}@${domain}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  };
}
