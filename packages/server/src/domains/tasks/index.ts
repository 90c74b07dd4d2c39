import type { Domain } from '../../domain.ts';
import { inEachInstitution } from '../institutions/index.ts';
import { catchUpWithPlaces, placeTasks } from './place-tasks.projection.ts';
import { tasksRoutes } from './routes.ts';
import { taskSchemas } from './schemas.ts';

/** User tasks of officials: inbox, claim, drafts, completion. */
export const tasks: Domain = {
  name: 'tasks',
  schemas: taskSchemas,
  setUp: (services) => ({
    routes: tasksRoutes(services),
    projections: [placeTasks],
    sweep: async () => await inEachInstitution(services.unitOfWork, catchUpWithPlaces),
  }),
};
