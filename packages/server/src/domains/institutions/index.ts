import type { Domain } from '../../domain.ts';
import { institutionsRoutes } from './routes.ts';
import { institutionSchemas } from './schemas.ts';

export { addInstitution } from './add-institution.ts';
export { inEachInstitution } from './in-each-institution.ts';
export { institutionById, listOffices, settingsOf } from './list-institutions.ts';
export { listStaff } from './list-staff.ts';
export { membersOf } from './members-of.ts';
export { InstitutionParams, InstitutionSummary, StaffMember } from './schemas.ts';
export { setMember } from './set-member.ts';
export { setOffice } from './set-office.ts';

/** Institutions, their offices and people. */
export const institutions: Domain = {
  name: 'institutions',
  schemas: institutionSchemas,
  setUp: (services) => ({ routes: institutionsRoutes(services) }),
};
