import type { Domain } from '../../domain.ts';
import { auditRoutes } from './routes.ts';
import { auditSchemas } from './schemas.ts';

/** What auditors take away: the signed anchors of the institution's audit chain. */
export const audit: Domain = {
  name: 'audit',
  schemas: auditSchemas,
  setUp: (services) => ({ routes: auditRoutes(services) }),
};
