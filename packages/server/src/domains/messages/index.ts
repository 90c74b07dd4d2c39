import type { Domain } from '../../domain.ts';
import { messagesRoutes } from './routes.ts';
import { messageSchemas } from './schemas.ts';

/** Messages and signals from outside to the processes of one institution. */
export const messages: Domain = {
  name: 'messages',
  schemas: messageSchemas,
  setUp: (services) => ({ routes: messagesRoutes(services) }),
};
