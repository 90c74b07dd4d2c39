import { expect, it } from 'vitest';
import { checkAudit } from '../../src/operations/verify/check-audit.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { type Scope, UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { AnchorKey, newAnchorKey } from '../../src/platform/anchor.ts';
import { audit } from '../../src/platform/audit.ts';
import { hashOfPayload } from '../../src/platform/audit-chain.ts';
import { Anchors } from '../../src/runtime/anchors.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution } from '../support/test-app.ts';

describeOnBothDatabases('the audit chain', (database) => {
  const enter = async () => {
    const unitOfWork = new UnitOfWork(database().dataSource);
    const { id } = await createInstitution(unitOfWork);
    const scope: Scope = { kind: 'institution', institution: id };
    const write = async (detail: object, fails = false) =>
      await unitOfWork.run(scope, async (tx) => {
        audit(tx, { actor: 'a', action: 'test.done', subject: 'test:1', detail: { ...detail } });
        if (fails) throw new Error('given up');
      });
    const ask = async <R>(sql: string) => await unitOfWork.run(scope, async (tx) => await tx.query<R>(sql));
    const finding = async () =>
      await withSnapshot(
        database().dataSource,
        async (snapshot) => await checkAudit(snapshotInstallation(snapshot), id, [], () => undefined),
      );
    return { write, ask, finding };
  };

  it('salts each payload anew, so that what was erased cannot be guessed', async () => {
    const { write, ask } = await enter();
    await write({ number: 1 });
    await write({ number: 1 });
    const rows = await ask<{ salt: Buffer; payload_hash: Buffer; content: Record<string, unknown> }>(
      'select salt, payload_hash, content from audit_entries join audit_payloads using (institution_id, seq)',
    );
    expect(rows.map((row) => row.salt.byteLength)).toEqual([16, 16]);
    expect(new Set(rows.map((row) => row.payload_hash.toString('hex'))).size).toBe(2);
    for (const { salt, content, payload_hash } of rows) {
      expect(hashOfPayload({ salt, content })).toEqual(payload_hash);
      expect(hashOfPayload({ salt: Buffer.alloc(0), content })).not.toEqual(payload_hash);
    }
  });

  it('is one chain, however many write together, and knows nothing of what was given up', async () => {
    const { write, ask, finding } = await enter();
    const work = Array.from({ length: 15 }, async (_, index) => await write({ index }, index % 3 === 0));
    await Promise.allSettled(work);
    expect(await finding()).toBeNull();
    const seqs = await ask<{ seq: string }>('select seq from audit_entries order by seq');
    expect(seqs.map((row) => Number(row.seq))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  it('is anchored in the database for every institution, also while the folder of anchors takes no file', async () => {
    const chains = [await enter(), await enter()];
    for (const { write } of chains) await write({});
    const anchors = new Anchors({
      unitOfWork: new UnitOfWork(database().dataSource),
      log: { error: () => undefined } as never,
      key: () => new AnchorKey(newAnchorKey()),
      folder: import.meta.filename,
    });
    await expect(anchors.round()).rejects.toThrow('ENOTDIR');
    for (const { ask } of chains) expect(await ask('select day from audit_anchors')).toHaveLength(1);
  });
});
