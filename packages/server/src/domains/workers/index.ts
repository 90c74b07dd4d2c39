import type { Domain } from '../../domain.ts';
import { workersRoutes } from './routes.ts';
import { workerSchemas } from './schemas.ts';

/** Jobs for programs outside, in any language: fetch and lock, extend, complete, fail, business error. */
export const workers: Domain = {
  name: 'workers',
  schemas: workerSchemas,
  setUp: (services) => ({ routes: workersRoutes(services) }),
};
