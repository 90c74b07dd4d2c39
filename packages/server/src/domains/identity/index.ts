import type { Domain } from '../../domain.ts';
import { InstitutionSummary } from '../institutions/schemas.ts';
import { identityRoutes } from './routes.ts';
import { Session } from './schemas.ts';

export { createAccount } from './create-account.ts';
export { databaseDirectory } from './directory.ts';
export { hashPassword } from './passwords.ts';
export { Session } from './schemas.ts';
export { setPassword } from './set-password.ts';

/** Accounts, log-in and who somebody is where. */
export const identity: Domain = {
  name: 'identity',
  schemas: [InstitutionSummary, Session],
  setUp: (services) => ({ routes: identityRoutes(services) }),
};
