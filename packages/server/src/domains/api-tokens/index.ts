import type { Domain } from '../../domain.ts';
import { apiTokenRoutes } from './routes.ts';
import { apiTokenSchemas } from './schemas.ts';

export { findMachine } from './find-machine.ts';

/** How programs come in: tokens that an institution's administrator makes and takes back. */
export const apiTokens: Domain = {
  name: 'api-tokens',
  schemas: apiTokenSchemas,
  setUp: (services) => ({ routes: apiTokenRoutes(services) }),
};
