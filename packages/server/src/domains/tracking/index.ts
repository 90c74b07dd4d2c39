import type { Domain } from '../../domain.ts';
import { trackingRoutes } from './routes.ts';
import { trackingSchemas } from './schemas.ts';

/** The public page of a file, behind its code. */
export const tracking: Domain = {
  name: 'tracking',
  schemas: trackingSchemas,
  setUp: (services) => ({ routes: trackingRoutes(services) }),
};
