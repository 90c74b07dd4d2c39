import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import type { Domain } from '../src/domain.ts';
import { resumeDefinition } from '../src/domains/repair/suspend-definition.ts';
import { domains } from '../src/domains.ts';
import { ManualClock } from '../src/persistence/clock.ts';
import {
  between,
  CHOOSY,
  MESSAGES,
  model,
  REGISTERED,
  SERVICE,
  SIGNALLED,
  TIMER,
  TWO_TASKS,
} from './runtime/models.ts';
import type { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { logInNew } from './support/members.ts';
import { createInstitution, createTestApp, eventually, publishModel } from './support/test-app.ts';

describeOnBothDatabases('repair', (database, created) => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  const delivered: string[] = [];
  let broken = true;
  let app: App;
  let home: { id: string; slug: string };
  let administrator: ApiClient;
  let at: string;

  beforeAll(async () => {
    const probe: Domain = {
      name: 'probe',
      setUp: () => ({
        jobHandlers: [
          {
            jobType: 'letter',
            async handle(job) {
              if (broken) throw new Error('the post is closed');
              delivered.push(String(job.variables.to));
              return {};
            },
          },
        ],
      }),
    };
    app = await createTestApp(database(), created(), { clock, domains: [...domains, probe] });
    home = await createInstitution(app.services.unitOfWork);
    administrator = await logInNew(app, { institution: home.id, roles: ['official', 'administrator'] });
    at = `/institutions/${home.slug}`;
    await app.runtime.start();
  });
  afterAll(async () => await app.stop());

  const inside = async <T>(fn: Parameters<typeof app.services.unitOfWork.run<T>>[1]): Promise<T> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution: home.id }, fn);
  const deploy = async (bpmn: string, type = randomUUID()) =>
    await publishModel(app, home.id, { bpmn: model(bpmn), type });
  const start = async (definition: string, variables = {}) =>
    await inside(async (tx) => {
      const options = { definition: { id: definition }, businessKey: 'b', variables, actor: 'test' };
      return (await app.services.runner.start(tx, options)).instance;
    });
  const repair = async (action: object, dryRun = false) => {
    const answer = await administrator.post(`${at}/repairs`, {
      reason: 'The register was away',
      dryRun,
      actions: [action],
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    const [result] = answer.body.results;
    return result as { done: boolean; status: string | null; problem: { code: string } | null; events: unknown[] };
  };
  const look = async (instance: string) => (await administrator.get(`${at}/instances/${instance}`)).body;
  const find = async (query: string) => {
    const answer = await administrator.get(`${at}/instances?${query}`);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.items as { id: string; waits: { key: number; element: string }[]; suspended: boolean }[];
  };
  const audited = async (action: string) =>
    await inside(
      async (tx) =>
        await tx.query(
          `select e.subject, p.content -> 'detail' as detail from audit_entries e
           join audit_payloads p using (institution_id, seq) where e.action = $1`,
          [action],
        ),
    );

  it('tries in a dry run what would come of it, and changes nothing', async () => {
    const instance = await start(await deploy(TWO_TASKS));
    const [wait] = (await find(`element=first`)).find((one) => one.id === instance)?.waits ?? [];
    const move = { type: 'modifyInstance', instance, move: [{ from: wait?.key, to: 'second' }] };
    const before = await look(instance);
    expect(await repair(move, true)).toMatchObject({ done: true, status: 'active' });
    expect(await look(instance)).toEqual(before);
    expect(await audited('repair.modifyInstance')).toEqual([]);
    expect(await repair(move)).toMatchObject({ done: true });
    expect((await look(instance)).waits).toMatchObject([{ element: 'second' }]);
    expect(await audited('repair.modifyInstance')).toEqual([
      { subject: `instance:${instance}`, detail: { reason: 'The register was away' } },
    ]);
    expect(await repair(move)).toMatchObject({ done: false, problem: { code: 'step-impossible' } });
  });

  it('says of a wrong action what is wrong with it, not what the others would have wanted', async () => {
    const wrong = async (action: object) => {
      const { body } = await administrator.post(`${at}/repairs`, {
        reason: 'The register was away',
        actions: [action],
      });
      return (body.errors as { field: string; message: string }[]).map(({ field, message }) => `${field} ${message}`);
    };
    expect(await wrong({ type: 'completeJob', job: 'x' })).toEqual([
      expect.stringContaining('actions[0].job must match'),
    ]);
    expect(await wrong({ type: 'retryIncident' })).toEqual([
      "actions[0].incident must have required property 'incident'",
    ]);
    const [unknown, ...more] = await wrong({ type: 'mendInstance' });
    expect(more).toEqual([]);
    expect(unknown).toMatch(/^actions\[0\]\.type must be one of retryIncident, .*suspendInstitution/);
  });

  it('sets variables, and audits their names but not their values', async () => {
    const instance = await start(await deploy(TWO_TASKS));
    await repair({ type: 'setVariables', instance, variables: { name: 'Ana Pop' } });
    expect((await look(instance)).variables).toEqual({ name: 'Ana Pop' });
    const entries = JSON.stringify(await audited('repair.setVariables'));
    expect(entries).toContain('"name"');
    expect(entries).not.toContain('Ana Pop');
  });

  it('suspends and resumes an instance: nothing moves meanwhile, its timer fires afterwards', async () => {
    const instance = await start(await deploy(TIMER));
    await repair({ type: 'suspendInstance', instance });
    clock.advance(2 * 3_600_000 - 600_000);
    app.runtime.wake();
    expect(await repair({ type: 'suspendInstance', instance })).toMatchObject({ done: false });
    administrator = await logInNew(app, { institution: home.id, roles: ['official', 'administrator'] });
    expect((await look(instance)).status).toBe('active');
    expect((await find('state=suspended')).map((one) => one.id)).toEqual([instance]);
    await repair({ type: 'resumeInstance', instance });
    app.runtime.wake();
    await eventually(async () => (await look(instance)).status === 'completed', 'the timer has fired');
  });

  it('completes, cancels and retries jobs of workers', async () => {
    const definition = await deploy(SERVICE);
    const [first, second, third] = [await start(definition), await start(definition), await start(definition)];
    const jobOf = async (instance: string) =>
      (await administrator.get(`${at}/jobs?instance=${instance}`)).body.items[0] as { id: string; state: string };
    const done = { type: 'completeJob', job: (await jobOf(first)).id, variables: { doubled: 2 } };
    expect(await repair(done)).toMatchObject({ done: true, status: 'completed' });
    expect((await look(first)).variables).toEqual({ doubled: 2 });
    expect(await repair(done)).toMatchObject({ done: false, problem: { code: 'conflict' } });
    expect(await repair({ type: 'cancelJob', job: (await jobOf(second)).id })).toMatchObject({ done: true });
    expect((await administrator.get(`${at}/jobs?instance=${second}`)).body.items).toEqual([]);
    expect(await repair({ type: 'retryJob', job: (await jobOf(third)).id })).toMatchObject({ done: true });
    expect(await repair({ type: 'cancelInstance', instance: third })).toMatchObject({
      done: true,
      status: 'terminated',
    });
    expect(await repair({ type: 'cancelInstance', instance: third })).toMatchObject({
      done: false,
      problem: { code: 'instance-ended' },
    });
    expect(await repair({ type: 'retryJob', job: `${randomUUID()}:7` })).toMatchObject({
      done: false,
      problem: { code: 'not-found' },
    });
  });

  it('decides for the worker of an ad-hoc subprocess', async () => {
    const instance = await start(
      await deploy(`<bpmn:process id="p" isExecutable="true"><bpmn:startEvent id="s"/>
        <bpmn:sequenceFlow id="f" sourceRef="s" targetRef="choose"/><bpmn:adHocSubProcess id="choose">
        <bpmn:extensionElements><zeebe:taskDefinition type="nobody"/></bpmn:extensionElements><bpmn:userTask id="a"/>
        </bpmn:adHocSubProcess></bpmn:process>`),
    );
    const { items } = (await administrator.get(`${at}/jobs?instance=${instance}`)).body;
    const decide = (element: string) => ({
      type: 'completeJob',
      job: items[0].id,
      result: { type: 'adHocSubProcess', activate: [{ element }] },
    });
    expect(await repair(decide('b'))).toMatchObject({ done: false, problem: { code: 'step-impossible' } });
    expect(await repair(decide('a'))).toMatchObject({ done: true });
    expect((await look(instance)).waits).toMatchObject([{ element: 'a' }]);
  });

  it('retries what could not be sent, with an owner, one click, and sends again what was', async () => {
    const id = await inside(
      async (tx) => await app.services.enqueue(tx, { jobType: 'letter', variables: { to: 'Ana' }, retries: 1 }),
    );
    const incidents = async () => (await administrator.get(`${at}/incidents`)).body.items;
    const [incident] = await eventually(async () => {
      const items = (await incidents()).filter((one: { instance: string }) => one.instance === id);
      return items.length > 0 && items;
    }, 'the letter has become an incident');
    expect(incident).toMatchObject({ code: 'delivery-failed', message: 'the post is closed', owner: null });
    const owner = administrator.account;
    expect(await repair({ type: 'assignIncident', incident: incident.id, owner })).toMatchObject({ done: true });
    expect((await incidents())[0].owner).toBe(owner);
    const stranger = { type: 'assignIncident', incident: incident.id, owner: randomUUID() };
    expect(await repair(stranger)).toMatchObject({ done: false, problem: { code: 'conflict' } });
    broken = false;
    expect((await administrator.post(`${at}/incidents/${incident.id}/retry`)).status).toBe(200);
    app.runtime.wake();
    await eventually(async () => delivered.length === 1, 'the letter is sent');
    expect(await incidents()).toEqual([]);
    await eventually(
      async () => (await administrator.get(`${at}/jobs?state=done&type=letter`)).body.items.length === 1,
      'the letter counts as sent',
    );
    await repair({ type: 'resend', job: `${id}:0` });
    app.runtime.wake();
    await eventually(async () => delivered.length === 2, 'the letter is sent again');
  });

  it('suspends a version and the whole institution: nothing starts, by hand or by itself', async () => {
    const definition = await deploy(TWO_TASKS);
    await repair({ type: 'suspendDefinition', definition });
    await expect(start(definition)).rejects.toMatchObject({ code: 'definition-suspended' });
    await repair({ type: 'resumeDefinition', definition });
    await start(definition);
    const both = `${SIGNALLED}${between('q', '<bpmn:userTask id="q_n"><bpmn:incoming>q_f1</bpmn:incoming><bpmn:outgoing>q_f2</bpmn:outgoing></bpmn:userTask>').replace('</bpmn:startEvent>', '<bpmn:signalEventDefinition signalRef="go"/></bpmn:startEvent>')}`;
    const waiting = await start(await deploy(both));
    await repair({ type: 'suspendInstitution' });
    await expect(start(definition)).rejects.toMatchObject({ code: 'definition-suspended' });
    // What waits goes on: only what the signal would start does not begin.
    expect((await administrator.post(`${at}/signals`, { name: 'go' })).body).toEqual({ instances: [waiting] });
    await repair({ type: 'resumeInstitution' });
    expect((await administrator.post(`${at}/signals`, { name: 'go' })).body.instances).toHaveLength(1);
    await start(definition);
    expect(await repair({ type: 'resumeInstitution' })).toMatchObject({ done: false, problem: { code: 'conflict' } });
  });

  const send = async (name: string, correlationKey?: string, variables = {}) =>
    (await administrator.post(`${at}/messages`, { name, correlationKey, variables, timeToLiveSeconds: 3_600 })).body;
  const begun = async (definition: string) =>
    await inside(async (tx) => {
      const active = `select business_key as key from instances where definition_id = $1 and status = 'active' order by 1`;
      return (await tx.query<{ key: string }>(active, [definition])).map(({ key }) => key);
    });
  const due = async () =>
    (await inside(async (tx) => await tx.query('select from start_events where due is not null'))).length;

  it('begins with the messages that were kept while a version or the institution was suspended', async () => {
    const type = randomUUID();
    const first = await deploy(REGISTERED, type);
    const kept = { instances: [], buffered: true };
    expect(await send('registered', '1')).toMatchObject({ buffered: false });
    await repair({ type: 'suspendDefinition', definition: first });
    for (const key of ['1', '2', '2']) expect(await send('registered', key)).toMatchObject(kept);
    expect(await send('registered')).toMatchObject(kept);
    await repair({ type: 'resumeDefinition', definition: first }, true);
    expect(await due()).toBe(0);
    expect(await begun(first)).toEqual(['1']);
    await repair({ type: 'resumeDefinition', definition: first });
    await eventually(async () => (await begun(first)).length === 3, 'one for each key, and one without');
    expect(await begun(first)).toEqual(expect.arrayContaining(['1', '2']));

    await repair({ type: 'suspendInstitution' });
    expect(await send('registered', '3')).toMatchObject(kept);
    await repair({ type: 'resumeInstitution' });
    await eventually(async () => (await begun(first)).includes('3'), 'what was kept for the institution begins');
    await eventually(async () => (await due()) === 0, 'nothing more is looked for');
  });

  it('lets a new version begin with what was kept for a suspended one, or is still being worked off', async () => {
    const type = randomUUID();
    const renewed = REGISTERED.replaceAll('registered', 'renewed');
    const first = await deploy(renewed, type);
    await repair({ type: 'suspendDefinition', definition: first });
    await send('renewed', 'kept');
    const second = await deploy(renewed, type);
    await eventually(
      async () => (await begun(second)).join() === 'kept',
      'what was kept for the version before begins',
    );

    await repair({ type: 'suspendDefinition', definition: second });
    await send('renewed', 'left');
    const third = await inside(async (tx) => {
      await resumeDefinition(tx, app.services.runner, second);
      return await deploy(renewed, type);
    });
    await eventually(async () => (await begun(third)).join() === 'left', 'a version takes over what is left');
  });

  it('passes over a kept message that can begin nothing', async () => {
    const definition = await deploy(CHOOSY);
    await repair({ type: 'suspendDefinition', definition });
    await send('chosen', 'bad');
    await send('chosen', 'good', { file: '1' });
    await repair({ type: 'resumeDefinition', definition });
    await eventually(async () => (await begun(definition)).join() === 'good', 'the second begins');
  });

  it('migrates many instances by plan, a page at a time, and their tasks take the new names and forms', async () => {
    const type = randomUUID();
    const old = await deploy(TWO_TASKS, type);
    const instances = [await start(old), await start(old), await start(old)];
    const renamed = TWO_TASKS.replaceAll('"first"', '"checked"')
      .replace('name="First"', 'name="Checked"')
      .replace('<zeebe:userTask/>', '$&<zeebe:formDefinition formId="check"/>');
    const definition = await deploy(renamed, type);
    const bulk = {
      reason: 'New version of the law',
      action: { type: 'migrateInstance', definition, mappings: [{ source: 'first', target: 'checked' }] },
      where: { definition: old },
      limit: 2,
    };
    const dry = await administrator.post(`${at}/repairs/bulk`, { ...bulk, dryRun: true });
    expect(dry.body).toMatchObject({ dryRun: true, results: [{ done: true }, { done: true }] });
    expect((await look(instances[0] ?? '')).definition).toBe(old);
    const first = await administrator.post(`${at}/repairs/bulk`, bulk);
    const second = await administrator.post(`${at}/repairs/bulk`, { ...bulk, after: first.body.next });
    expect([...first.body.results, ...second.body.results].map((one: { done: boolean }) => one.done)).toEqual([
      true,
      true,
      true,
    ]);
    expect(second.body.next).toBeNull();
    const madeUp = await administrator.post(`${at}/repairs/bulk`, { ...bulk, after: `${instances[0]}:x` });
    expect(madeUp).toMatchObject({ status: 400, body: { errors: [{ field: 'after' }] } });
    for (const instance of instances) expect((await look(instance)).definition).toBe(definition);
    expect((await find('element=checked')).map((one) => one.id).sort()).toEqual([...instances].sort());
    const names = await inside(
      async (tx) => await tx.query('select distinct name, form from tasks where instance_id = any ($1)', [instances]),
    );
    expect(names).toEqual([{ name: 'Checked', form: 'check' }]);
    const impossible = { ...bulk, action: { type: 'migrateInstance', definition: await deploy(MESSAGES) } };
    const refused = await administrator.post(`${at}/repairs/bulk`, { ...impossible, where: { definition } });
    expect(refused.body.results.every((one: { done: boolean }) => !one.done)).toBe(true);
  });
});
