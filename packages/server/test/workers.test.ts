import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { ManualClock } from '../src/persistence/clock.ts';
import { model } from './runtime/models.ts';
import type { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { logInNew, machineOf } from './support/members.ts';
import { createInstitution, createTestApp, eventually, publishModel } from './support/test-app.ts';

/** A job of the type for a worker outside, whose business error `refused` ends elsewhere. */
const WORK = (type: string) => `
  <bpmn:error id="refusal" name="refused" errorCode="refused"/>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="work"/>
    <bpmn:serviceTask id="work"><bpmn:extensionElements><zeebe:taskDefinition type="${type}" retries="2"/>
      <zeebe:taskHeaders><zeebe:header key="register" value="cadastre"/></zeebe:taskHeaders></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:boundaryEvent id="caught" attachedToRef="work"><bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:errorEventDefinition errorRef="refusal"/></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="work" targetRef="done"/>
    <bpmn:sequenceFlow id="f3" sourceRef="caught" targetRef="turned-down"/>
    <bpmn:endEvent id="done"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="turned-down"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;

/** An ad-hoc subprocess whose worker decides by jobs of the type, with two jobs that it may let begin. */
const DECIDE = (type: string) => `
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="choose"/>
    <bpmn:adHocSubProcess id="choose"><bpmn:extensionElements><zeebe:adHoc/><zeebe:taskDefinition type="${type}"/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming>
      ${['a', 'b']
        .map(
          (id) => `<bpmn:serviceTask id="${id}"${id === 'a' ? ' name="A"' : ''}><bpmn:extensionElements>
            <zeebe:taskDefinition type="${type}-${id}"/></bpmn:extensionElements></bpmn:serviceTask>`,
        )
        .join('')}
    </bpmn:adHocSubProcess>
  </bpmn:process>`;

describeOnBothDatabases('workers outside', (database, created) => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  let app: App;
  let home: { id: string; slug: string };
  let administrator: ApiClient;
  let worker: ApiClient;
  let at: string;

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { clock });
    home = await createInstitution(app.services.unitOfWork);
    administrator = await logInNew(app, { institution: home.id, roles: ['official', 'administrator'] });
    worker = (await machineOf(app, administrator, home.slug, ['jobs:work'])).client;
    at = `/institutions/${home.slug}/jobs`;
    await app.runtime.start();
  });
  afterAll(async () => await app.stop());

  /** Starts instances that wait for a job of a type of their own; answers type and instances. */
  const begin = async (count = 1, variables = {}): Promise<{ type: string; instances: string[] }> => {
    const type = `look-up-${randomUUID()}`;
    const definition = await publishModel(app, home.id, { bpmn: model(WORK(type)), type });
    const instances: string[] = [];
    for (let n = 0; n < count; n += 1) instances.push(await start(definition, { n, ...variables }));
    return { type, instances };
  };
  const start = async (definition: string, variables: Record<string, number | string>) =>
    await app.services.unitOfWork.run({ kind: 'institution', institution: home.id }, async (tx) => {
      const start = { definition: { id: definition }, businessKey: 'file 7', variables, actor: 'test' };
      return (await app.services.runner.start(tx, start)).instance;
    });
  const fetch = async (types: string[], more = {}, by = worker) => {
    const { status, body } = await by.post(`${at}/fetch`, { worker: 'cadastre-1', types, ...more });
    expect(status, JSON.stringify(body)).toBe(200);
    return body.jobs as { id: string; lockToken: string; [name: string]: unknown }[];
  };
  const one = async (type: string) => {
    const [job] = await fetch([type]);
    if (job === undefined) throw new Error('There is no job.');
    return job;
  };
  const instance = async (id = '') => (await administrator.get(`/institutions/${home.slug}/instances/${id}`)).body;

  it('fetch a job with its lock, and the process goes on with what they give back', async () => {
    const { type, instances } = await begin(1, { parcel: '12/4', secret: 'no' });
    const [job] = await fetch([type], { variables: ['parcel'], lockSeconds: 30 });
    expect(job).toMatchObject({
      id: expect.stringMatching(`^${instances[0]}:`),
      type,
      element: 'work',
      businessKey: 'file 7',
      headers: { register: 'cadastre' },
      variables: { parcel: '12/4' },
      retries: 2,
      attempt: 1,
      lockedUntil: '2026-03-02T08:00:30.000Z',
    });
    expect(await fetch([type])).toEqual([]);
    const key = { 'idempotency-key': randomUUID() };
    const complete = { lockToken: job?.lockToken, variables: { owner: 'county' } };
    expect((await worker.post(`${at}/${job?.id}/complete`, complete, key)).status).toBe(204);
    expect(await instance(instances[0])).toMatchObject({ status: 'completed', variables: { owner: 'county' } });
    // Cut off before the answer came: the same answer. Without the key, the lock is gone.
    expect((await worker.post(`${at}/${job?.id}/complete`, complete, key)).status).toBe(204);
    expect((await worker.post(`${at}/${job?.id}/complete`, complete)).body.code).toBe('job-not-locked');
  });

  it('share the waiting jobs: nobody gets one twice', async () => {
    const { type } = await begin(30);
    const fetched = await Promise.all(Array.from({ length: 8 }, async () => await fetch([type], { maxJobs: 5 })));
    const ids = fetched.flat().map((job) => job.id);
    expect([ids.length, new Set(ids).size]).toEqual([30, 30]);
  });

  it('choose by the values of variables', async () => {
    const { type } = await begin(3);
    expect(await fetch([type], { maxJobs: 10, matching: { n: 1 } })).toMatchObject([{ variables: { n: 1 } }]);
    expect(await fetch([type], { maxJobs: 10, matching: { n: 9 } })).toEqual([]);
  });

  it('lose a lock that ran out to the next, whose word alone counts then', async () => {
    const { type, instances } = await begin();
    const late = await one(type);
    const extended = await worker.post(`${at}/${late.id}/extend`, { lockToken: late.lockToken, lockSeconds: 90 });
    expect(extended.body.lockedUntil).toBe(new Date(clock.now().getTime() + 90_000).toISOString());
    clock.advance(89_000);
    expect(await fetch([type])).toEqual([]);
    clock.advance(2_000);
    const next = await one(type);
    expect(next).toMatchObject({ id: late.id, attempt: 2 });
    for (const [word, said] of [
      ['complete', {}],
      ['extend', {}],
      ['fail', { message: 'm' }],
      ['error', { code: 'refused' }],
    ] as const) {
      const answer = await worker.post(`${at}/${late.id}/${word}`, { lockToken: late.lockToken, ...said });
      expect(answer.body.code, word).toBe('job-not-locked');
    }
    expect((await worker.post(`${at}/${next.id}/complete`, { lockToken: next.lockToken })).status).toBe(204);
    expect((await instance(instances[0])).status).toBe('completed');
  });

  it('fail: the job comes back after a pause, then is an incident that an administrator retries', async () => {
    const { type, instances } = await begin();
    const first = await one(type);
    const failed = await worker.post(`${at}/${first.id}/fail`, {
      lockToken: first.lockToken,
      message: 'register is closed',
      retryAfterSeconds: 60,
    });
    expect(failed.body).toEqual({ retries: 1 });
    expect(await fetch([type])).toEqual([]);
    clock.advance(61_000);
    const second = await one(type);
    expect(second).toMatchObject({ retries: 1, attempt: 2 });
    await worker.post(`${at}/${second.id}/fail`, { lockToken: second.lockToken, message: 'register is closed' });
    clock.advance(3_600_000);
    expect(await fetch([type])).toEqual([]);
    const { body } = await administrator.get(`/institutions/${home.slug}/incidents`);
    const incident = body.items.find((item: { instance: string }) => item.instance === instances[0]);
    expect(incident).toMatchObject({ element: 'work', message: 'register is closed' });
    expect((await administrator.post(`/institutions/${home.slug}/incidents/${incident.id}/retry`)).status).toBe(200);
    expect(await one(type)).toMatchObject({ id: first.id, attempt: 1 });
  });

  it('throw a business error, which the model catches', async () => {
    const { type, instances } = await begin();
    const job = await one(type);
    const error = { lockToken: job.lockToken, code: 'refused', message: 'Not ours', variables: { reason: 'foreign' } };
    expect((await worker.post(`${at}/${job.id}/error`, error)).status).toBe(204);
    expect((await instance(instances[0])).status).toBe('completed');
  });

  it('that go silent again and again make an incident of the job', async () => {
    const { type } = await begin();
    for (let n = 0; n < 50; n += 1) {
      expect(await fetch([type], { lockSeconds: 1 })).toHaveLength(1);
      clock.advance(1_001);
    }
    expect(await fetch([type], { lockSeconds: 1 })).toEqual([]);
    const { body } = await administrator.get(`/institutions/${home.slug}/incidents`);
    expect(JSON.stringify(body)).toContain('went silent');
  });

  it('wait for a job that is not there yet, and get it as soon as it is', async () => {
    const type = `later-${randomUUID()}`;
    const definition = await publishModel(app, home.id, { bpmn: model(WORK(type)), type });
    const waiting = fetch([type], { waitSeconds: 30 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    await start(definition, {});
    expect(await waiting).toHaveLength(1);
    const began = Date.now();
    expect(await fetch([type], { waitSeconds: 1 })).toEqual([]);
    expect(Date.now() - began).toBeGreaterThan(900);
  });

  it('are told what they may not fetch', async () => {
    const refused = await worker.post(`${at}/fetch`, { worker: 'w', types: ['circula.document'] });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'types', code: 'built-in' }] } });
    const narrow = await machineOf(app, administrator, home.slug, ['jobs:work'], { jobTypes: ['mine'] });
    expect(await fetch(['mine'], {}, narrow.client)).toEqual([]);
    expect((await narrow.client.post(`${at}/fetch`, { worker: 'w', types: ['other'] })).status).toBe(403);
    const { type } = await begin();
    const job = await one(type);
    const deep = JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`);
    const large = { x: 'y'.repeat(300_000) };
    for (const variables of [deep, large]) {
      const answer = await worker.post(`${at}/${job.id}/complete`, { lockToken: job.lockToken, variables });
      expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'variables' }] } });
    }
    const unknown = `${randomUUID()}:1`;
    expect((await worker.post(`${at}/${unknown}/complete`, { lockToken: randomUUID() })).status).toBe(404);
  });

  it('come in with a token of the institution that is neither revoked nor expired, and only where its scope says', async () => {
    const body = { worker: 'w', types: ['x'] };
    const { client, id, token } = await machineOf(app, administrator, home.slug, ['jobs:work']);
    expect((await client.post(`${at}/fetch`, body)).status).toBe(200);
    expect((await client.get(`/institutions/${home.slug}/incidents`)).status).toBe(401);
    const foreign = await createInstitution(app.services.unitOfWork);
    expect((await client.post(`/institutions/${foreign.slug}/jobs/fetch`, body)).status).toBe(401);
    expect((await client.post(`/institutions/nowhere/jobs/fetch`, body)).status).toBe(401);
    const other = await machineOf(app, administrator, home.slug, ['messages:publish']);
    expect((await other.client.post(`${at}/fetch`, body)).status).toBe(403);
    const soon = new Date(clock.now().getTime() + 60_000).toISOString();
    const short = await machineOf(app, administrator, home.slug, ['jobs:work'], { expiresAt: soon });
    clock.advance(61_000);
    expect((await short.client.post(`${at}/fetch`, body)).status).toBe(401);
    expect((await administrator.send('DELETE', `/institutions/${home.slug}/api-tokens/${id}`)).status).toBe(200);
    expect((await client.post(`${at}/fetch`, body)).status).toBe(401);
    const listed = (await administrator.get(`/institutions/${home.slug}/api-tokens`)).raw.toString();
    expect(listed).toContain(id);
    expect(listed).not.toContain(token);
    const rows = await app.services.unitOfWork.run({ kind: 'institution', institution: home.id }, async (tx) => [
      ...(await tx.query('select * from api_tokens')),
      ...(await tx.query("select action from audit_entries where action like 'api-token.%'")),
    ]);
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(token);
    expect(stored).toContain('api-token.created');
    expect(stored).toContain('api-token.revoked');
  });

  it('decide what an ad-hoc subprocess does next, again when something in it has ended', async () => {
    const type = `decide-${randomUUID()}`;
    const definition = await publishModel(app, home.id, { bpmn: model(DECIDE(type)), type });
    const id = await start(definition, { n: 1 });
    const complete = async (job: { id: string; lockToken: string }, result: unknown, variables = {}) =>
      await worker.post(`${at}/${job.id}/complete`, { lockToken: job.lockToken, variables, result });
    const first = await one(type);
    expect(first).toMatchObject({
      element: 'choose',
      variables: { n: 1, adHocSubProcessElements: [{ elementId: 'a', elementName: 'A' }, { elementId: 'b' }] },
    });
    for (const [result, errors] of [
      [{ activate: [] }, expect.arrayContaining([expect.objectContaining({ field: 'result.type', code: 'required' })])],
      [{ type: 'nothing' }, [{ field: 'result.type', code: 'enum' }]],
      [{ type: 'adHocSubProcess', activate: [{ variables: {} }] }, [{ field: 'result.activate[0].element' }]],
      [{ type: 'adHocSubProcess', denied: true }, [{ field: 'result.denied', code: 'additionalProperties' }]],
      [
        { type: 'adHocSubProcess', activate: [{ element: 'a', variables: { x: 'y'.repeat(300_000) } }] },
        [{ field: 'result.activate[0].variables', code: 'too-large' }],
      ],
    ] as const) {
      expect(await complete(first, result), JSON.stringify(result).slice(0, 80)).toMatchObject({
        status: 400,
        body: { code: 'body-invalid', errors },
      });
    }
    for (const result of [
      { type: 'adHocSubProcess', activate: [{ element: 'nowhere' }] },
      { type: 'adHocSubProcess', activate: [{ element: 'a' }], completed: true },
      { type: 'userTask', denied: true, reason: 'no', corrections: { priority: 7, dueDate: null } },
    ]) {
      expect(await complete(first, result)).toMatchObject({
        status: 409,
        body: { code: 'step-impossible', errors: [{ element: 'choose', code: 'result-impossible' }] },
      });
    }
    const both = [{ element: 'a', variables: { of: 'worker' } }, { element: 'b' }];
    // what was refused has changed nothing: the lock still holds
    expect((await complete(first, { type: 'adHocSubProcess', activate: both }, { round: 1 })).status).toBe(204);
    const inner = await one(`${type}-a`);
    expect(inner).toMatchObject({ element: 'a', variables: { of: 'worker', round: 1 } });
    const other = await one(`${type}-b`);
    expect(await fetch([type])).toEqual([]);
    await worker.post(`${at}/${inner.id}/complete`, { lockToken: inner.lockToken });
    const second = await one(type);
    await worker.post(`${at}/${other.id}/complete`, { lockToken: other.lockToken });
    const over = { type: 'adHocSubProcess', completed: true };
    // it was asked again meanwhile
    expect((await complete(second, over)).body.code).toBe('job-not-locked');
    const third = await one(type);
    expect(new Set([first.id, second.id, third.id]).size).toBe(3);
    expect((await complete(third, over)).status).toBe(204);
    expect(await instance(id)).toMatchObject({ status: 'completed', variables: { n: 1, round: 1 } });
  });

  it('give no result where none is asked for', async () => {
    const { type } = await begin();
    const job = await one(type);
    const answer = await worker.post(`${at}/${job.id}/complete`, {
      lockToken: job.lockToken,
      result: { type: 'adHocSubProcess', completed: true },
    });
    expect(answer).toMatchObject({ status: 409, body: { errors: [{ element: 'work', code: 'result-impossible' }] } });
  });

  it('do not keep the server from stopping', async () => {
    const second = await createTestApp(database(), created(), { clock });
    const machine = await machineOf(app, administrator, home.slug, ['jobs:work']);
    const waiting = second.server.inject({
      method: 'POST',
      url: `/api/v1${at}/fetch`,
      headers: { authorization: `Bearer ${machine.token}` },
      payload: { worker: 'w', types: ['never'], waitSeconds: 30 },
    });
    const stopped = eventually(async () => (await waiting).statusCode === 200, 'the wait has ended');
    await second.stop();
    await stopped;
  });
});
