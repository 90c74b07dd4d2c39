import { processVariables } from '@circula/engine';
import { expect, it } from 'vitest';
import { identity } from '../../src/domains/identity/index.ts';
import type { Scope } from '../../src/persistence/unit-of-work.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { model, TWO_TASKS } from './models.ts';

describeOnBothDatabases('commands that come together', (database, created) => {
  it('are carried out one after the other, and none is lost', async () => {
    const app = await createTestApp(database(), created(), { domains: [identity] });
    const { unitOfWork, runner } = app.services;
    const scope: Scope = { kind: 'institution', institution: (await createInstitution(unitOfWork)).id };
    const definition = await publishModel(app, scope.institution, { bpmn: model(TWO_TASKS) });
    const start = { definition: { id: definition }, businessKey: 'b', variables: {}, actor: 'test' };
    const { instance } = await unitOfWork.run(scope, async (tx) => await runner.start(tx, start));
    const names = Array.from({ length: 12 }, (_, index) => `v${index}`);
    await Promise.all(
      names.map(async (name) => {
        const command = { type: 'setVariables', variables: { [name]: true } } as const;
        await unitOfWork.run(scope, async (tx) => await runner.execute(tx, instance, command));
      }),
    );
    const { state } = await unitOfWork.run(scope, async (tx) => await runner.look(tx, instance));
    expect(processVariables(state)).toEqual(Object.fromEntries(names.map((name) => [name, true])));
    const [row] = await unitOfWork.run(
      scope,
      async (tx) =>
        await tx.query<{ revision: string; seqs: number }>(
          `select revision, (select count(distinct seq)::int from journal where instance_id = $1) as seqs
             from instances where id = $1`,
          [instance],
        ),
    );
    expect([Number(row?.revision), row?.seqs]).toEqual([1 + names.length, state.seq]);
    await app.stop();
  });
});
