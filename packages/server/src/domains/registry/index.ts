import type { Domain } from '../../domain.ts';
import { registryRoutes } from './routes.ts';
import { registrySchemas } from './schemas.ts';

export { allotNumber } from './allot-number.ts';

/** Registers: gapless numbers, entries. */
export const registry: Domain = {
  name: 'registry',
  schemas: registrySchemas,
  setUp: (services) => ({ routes: registryRoutes(services) }),
};
