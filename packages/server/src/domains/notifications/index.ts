import type { Domain } from '../../domain.ts';
import { notificationsRoutes } from './routes.ts';
import { notificationSchemas } from './schemas.ts';

export { notify } from './notify.ts';

/** Messages to people inside the product. */
export const notifications: Domain = {
  name: 'notifications',
  schemas: notificationSchemas,
  setUp: (services) => ({ routes: notificationsRoutes(services) }),
};
