import type { Transaction, UnitOfWork } from '../../persistence/unit-of-work.ts';

/** Does the same in every institution, one after the other, each in a transaction of its own. */
export async function inEachInstitution(unitOfWork: UnitOfWork, fn: (tx: Transaction) => Promise<void>): Promise<void> {
  const institutions = await unitOfWork.run(
    { kind: 'platform' },
    async (tx) => await tx.query<{ id: string }>('select id from institutions order by id'),
  );
  for (const { id: institution } of institutions) await unitOfWork.run({ kind: 'institution', institution }, fn);
}
