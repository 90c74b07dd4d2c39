import type { Domain } from '../../domain.ts';
import { inEachInstitution } from '../institutions/index.ts';
import { clearHistory } from './clear-history.ts';
import { instancesRoutes } from './routes.ts';
import { instanceSchemas } from './schemas.ts';
import { catchUpWithValues, searchValues } from './search-values.projection.ts';

/** Process instances, their journals and incidents, for those who keep the installation going. */
export const instances: Domain = {
  name: 'instances',
  schemas: instanceSchemas,
  setUp: (services) => ({
    routes: instancesRoutes(services),
    projections: [searchValues(services.runner)],
    sweep: async () => {
      await clearHistory(services.unitOfWork);
      await inEachInstitution(services.unitOfWork, catchUpWithValues);
    },
  }),
};
