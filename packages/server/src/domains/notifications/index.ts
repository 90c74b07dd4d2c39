import type { Domain } from '../../domain.ts';
import { smtpMailer } from './mailer.ts';
import { notificationMailJob } from './notification-mail-job.ts';
import { notificationsRoutes } from './routes.ts';
import { notificationSchemas } from './schemas.ts';

export { type Mailer, smtpMailer } from './mailer.ts';
export { notify } from './notify.ts';

/** Messages to people inside the product, and word of them by e-mail. */
export const notifications: Domain = {
  name: 'notifications',
  schemas: notificationSchemas,
  setUp: (services) => {
    const { smtp } = services.config;
    const mailer = smtp === null ? null : smtpMailer(smtp);
    return {
      routes: notificationsRoutes(services),
      jobHandlers: [notificationMailJob(mailer, services.publicUrl)],
    };
  },
};
