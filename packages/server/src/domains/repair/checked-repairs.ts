import type { Static } from 'typebox';
import { bodyValidator } from '../../platform/validation.ts';
import { Problem } from '../../problems.ts';
import { JobResult } from '../job-result.ts';
import { sharedSchemas } from '../schema.ts';
import { BulkRepair, RepairAction, Repairs } from './schemas.ts';

const schemas = [...new Set([...sharedSchemas, JobResult, RepairAction])];

/** What did not come as the body of a request, checked as one; a problem with each fault otherwise. */
export const checkedRepairs = (body: unknown): Static<typeof Repairs> => checked<Static<typeof Repairs>>(Repairs, body);

/** The same for a bulk repair. */
export const checkedBulkRepair = (body: unknown): BulkRepair => checked<BulkRepair>(BulkRepair, body);

function checked<T>(schema: object, body: unknown): T {
  const errors = bodyValidator(schemas, schema)(body);
  if (errors.length > 0) throw new Problem('body-invalid', 'The repair does not have the expected shape', { errors });
  return body as T;
}
