import type { Domain } from '../../domain.ts';
import { instancesRoutes } from './routes.ts';
import { instanceSchemas } from './schemas.ts';

/** Process instances, their journals and incidents, for those who keep the installation going. */
export const instances: Domain = {
  name: 'instances',
  schemas: instanceSchemas,
  setUp: (services) => ({ routes: instancesRoutes(services) }),
};
