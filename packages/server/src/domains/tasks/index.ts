import type { Domain } from '../../domain.ts';
import { tasksRoutes } from './routes.ts';
import { taskSchemas } from './schemas.ts';

/** User tasks of officials: inbox, claim, drafts, completion. */
export const tasks: Domain = {
  name: 'tasks',
  schemas: taskSchemas,
  setUp: (services) => ({ routes: tasksRoutes(services) }),
};
