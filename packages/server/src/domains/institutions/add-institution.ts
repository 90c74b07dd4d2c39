import { isUniqueViolation } from '../../persistence/failures.ts';
import type { UnitOfWork } from '../../persistence/unit-of-work.ts';
import { audit } from '../../platform/audit.ts';
import { Problem } from '../../problems.ts';
import type { InstitutionSummary } from './schemas.ts';

/**
 * Adds an institution to the installation; its audit chain begins with that. Problem `body-invalid` when its short name is
 * taken. Answers its id.
 */
export async function addInstitution(
  unitOfWork: UnitOfWork,
  { slug, name, kind, county }: Omit<InstitutionSummary, 'id'>,
  actor: string,
): Promise<string> {
  const id = await unitOfWork
    .run({ kind: 'platform' }, async (tx) => {
      const [row] = await tx.query<{ id: string }>(
        'insert into institutions (slug, name, kind, county, created_at) values ($1, $2, $3, $4, $5) returning id',
        [slug, name, kind, county, tx.now],
      );
      if (!row) throw new Error('The database did not answer.');
      return row.id;
    })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new Problem('body-invalid', `There is an institution ${slug} already`) : error;
    });
  await unitOfWork.run({ kind: 'institution', institution: id }, async (tx) => {
    audit(tx, { actor, action: 'institution.added', subject: `institution:${id}` });
  });
  return id;
}
