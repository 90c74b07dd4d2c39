import type { Domain } from '../../domain.ts';
import { repairRoutes } from './routes.ts';
import { repairSchemas } from './schemas.ts';

export { checkedBulkRepair, checkedRepairs } from './checked-repairs.ts';
export { retryIncident } from './repair-incident.ts';
export { placeOf } from './repair-job.ts';
export { runBulkRepair, runRepairs } from './run-repairs.ts';
export { BulkRepair, RepairAction, type RepairResult } from './schemas.ts';

/** Mending by hand: each action audited, with a dry run, alone or for many. */
export const repair: Domain = {
  name: 'repair',
  schemas: repairSchemas,
  setUp: (services) => ({ routes: repairRoutes(services) }),
};
