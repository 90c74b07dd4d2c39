import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { STEPS_PER_TRANSACTION } from '../../src/runtime/continuation.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { createInstitution, createTestApp, publishModel } from '../support/test-app.ts';
import { CALLED, CALLER, model } from './models.ts';

/** Calls `called` once for each of `n`, side by side; the called process does nothing, or waits for a person. */
const many = (called: string) =>
  model(
    CALLER.replace('<bpmn:incoming>p_f1', `<bpmn:incoming>p_f1`).replace(
      '</bpmn:callActivity>',
      `<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>
         <zeebe:loopCharacteristics inputCollection="=for i in 1..n return i" inputElement="i"/>
       </bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></bpmn:callActivity>`,
    ) + called,
  );
const PASSING = CALLED.replaceAll('bpmn:userTask', 'bpmn:task');

describeOnBothDatabases('a tree of calls', (database, created) => {
  let app: App;
  let institution: string;
  const calls = () => (database().kind === 'postgres' ? 1_000 : 150);
  beforeAll(async () => {
    app = await createTestApp(database(), created(), { domains: [identity] });
    institution = (await createInstitution(app.services.unitOfWork)).id;
  });
  afterAll(async () => await app.stop());

  const ask = async <R>(sql: string, ...params: unknown[]): Promise<R[]> =>
    await app.services.unitOfWork.run(
      { kind: 'institution', institution },
      async (tx) => await tx.query<R>(sql, params),
    );
  const start = async (bpmn: string, type: string) => {
    const definition = await publishModel(app, institution, { bpmn, type });
    return await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      const options = { definition: { id: definition }, businessKey: type, variables: { n: calls() }, actor: 'test' };
      return (await app.services.runner.start(tx, options)).instance;
    });
  };
  const children = async (parent: string, status: string) =>
    (await ask('select from instances where parent_instance = $1 and status = $2', parent, status)).length;
  const pending = async () => (await ask("select from jobs where kind = 'steps' and done_at is null")).length;
  const settled = async () => {
    app.runtime.wake();
    for (let round = 0; (await pending()) > 0; round += 1) {
      if (round > 1_200) throw new Error('Steps are left.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };

  it('goes on in following transactions, each with a bounded number of steps', { timeout: 150_000 }, async () => {
    const parent = await start(many(PASSING), 'passing');
    expect(await children(parent, 'completed')).toBeLessThan(STEPS_PER_TRANSACTION);
    expect(await pending()).toBe(1);
    await app.runtime.start();
    await settled();
    expect(await children(parent, 'completed')).toBe(calls());
    expect(await ask('select status from instances where id = $1', parent)).toEqual([{ status: 'completed' }]);
    const least = Math.floor((2 * calls()) / STEPS_PER_TRANSACTION);
    expect((await ask("select from jobs where kind = 'steps'")).length).toBeGreaterThanOrEqual(least);
    const [busiest] = await ask<{ n: string }>(
      'select count(*) n from instances group by created_at order by 1 desc limit 1',
    );
    expect(Number(busiest?.n)).toBeLessThanOrEqual(STEPS_PER_TRANSACTION);
  });

  it('starts nothing more once its caller has given up, and ends what was started', { timeout: 150_000 }, async () => {
    await app.stop();
    app = await createTestApp(database(), created(), { domains: [identity] });
    const parent = await start(many(CALLED), 'waiting');
    const begun = await children(parent, 'active');
    if (database().kind === 'postgres') expect(await pending()).toBe(1);
    await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      await app.services.runner.execute(tx, parent, { type: 'cancel', reason: 'enough' });
    });
    await app.runtime.start();
    await settled();
    expect([await children(parent, 'active'), await children(parent, 'terminated')]).toEqual([0, begun]);
  });
});
