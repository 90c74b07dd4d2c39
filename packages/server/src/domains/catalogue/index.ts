import type { Domain } from '../../domain.ts';
import { catalogueRoutes } from './routes.ts';
import { catalogueSchemas } from './schemas.ts';

export { deployRequestType } from './deploy-request-type.ts';
export { definitionById, newestDefinition, type PublishedDefinition } from './published-definitions.ts';
export { applicationForm, type RequestTypeFiles, type RequestTypeModel } from './request-type-model.ts';
export type { DeadlineRule, ServiceDefinition } from './service-definition.ts';

/** Request types: what an institution offers, drafts of it, and its published versions. */
export const catalogue: Domain = {
  name: 'catalogue',
  schemas: catalogueSchemas,
  setUp: (services) => ({ routes: catalogueRoutes(services) }),
};
