import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { people, submitCertificate } from './support/certificate.ts';
import type { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { machineOf } from './support/members.ts';
import { createTestApp, eventually } from './support/test-app.ts';

const CJ = 'cj-cluj';
const TYPE = `/institutions/${CJ}/request-types/certificat-urbanism`;
const FORM = '<zeebe:formDefinition formId="inregistrare" />';

const listener = (event: string) => `<zeebe:taskListener eventType="${event}" type="${event}-registration" />`;
const LISTENERS = `<zeebe:executionListeners><zeebe:executionListener eventType="start" type="before-registration" />
  </zeebe:executionListeners><zeebe:taskListeners>${['creating', 'assigning', 'completing', 'canceling'].map(listener).join('')}</zeebe:taskListeners>`;

describeOnBothDatabases('task listeners', (database, created) => {
  let app: App;
  let clerk: ApiClient;
  let other: ApiClient;
  let worker: ApiClient;
  const person = people(() => app);

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { config: { demo: true } });
    await app.prepare(() => undefined);
    await app.runtime.start();
    const admin = await person('admin@cj-cluj.example');
    const { files } = (await admin.get(`${TYPE}/versions/1`)).body;
    const bpmn = files['process.bpmn'].replace(FORM, `${FORM}${LISTENERS}`);
    const draft = await admin.send('PUT', `${TYPE}/draft`, { files: { ...files, 'process.bpmn': bpmn }, revision: 0 });
    const published = await admin.post(`${TYPE}/publish`, { revision: draft.body.revision });
    expect(published.status, JSON.stringify(published.body.diagnostics)).toBe(201);
    clerk = await person('registrator@cj-cluj.example');
    other = await person('inspector@cj-cluj.example');
    worker = (await machineOf(app, admin, CJ, ['jobs:work'])).client;
  });
  afterAll(async () => await app.stop());

  const job = async (type: string) => {
    const { body } = await worker.post(`/institutions/${CJ}/jobs/fetch`, {
      worker: 'rules',
      types: [`${type}-registration`],
      waitSeconds: 10,
    });
    const [found] = body.jobs as { id: string; lockToken: string; headers: Record<string, string> }[];
    if (found === undefined) throw new Error(`There is no job for ${type}: ${JSON.stringify(body)}`);
    return found;
  };
  const answer = async (type: string, result?: object) => {
    const { id, lockToken, headers } = await job(type);
    const said = await worker.post(`/institutions/${CJ}/jobs/${id}/complete`, { lockToken, ...(result && { result }) });
    expect(said.status, JSON.stringify(said.body)).toBe(204);
    return headers;
  };
  /** A new request whose registration has been created, with the corrections. */
  const begin = async (corrections = {}) => {
    const { at, request } = await submitCertificate(app, await person('cetatean@circula.example'), CJ);
    await answer('before');
    await answer('creating', { type: 'userTask', corrections });
    const id = await eventually(async () => {
      const { body } = await clerk.get(`/institutions/${CJ}/tasks?view=all&q=${request.number}`);
      return (body.items[0]?.id as string | undefined) ?? null;
    }, 'the registration is in the inbox');
    const task = `/institutions/${CJ}/tasks/${id}`;
    return { at, task, read: async () => (await clerk.get(task)).body };
  };

  it('correct a task before it is there, and hold it until they agree to whoever takes it', async () => {
    const { task, read } = await begin({ priority: 90, candidateGroups: ['registratura', 'sef-serviciu'] });
    expect(await read()).toMatchObject({
      status: 'created',
      priority: 90,
      candidateGroups: ['registratura', 'sef-serviciu'],
      transition: null,
      canComplete: true,
    });
    const claimed = await clerk.post(`${task}/claim`);
    expect(claimed).toMatchObject({
      status: 200,
      body: { status: 'created', transition: 'assigning', canClaim: false },
    });
    expect(await clerk.post(`${task}/claim`)).toMatchObject({ status: 409, body: { code: 'task-on-its-way' } });
    expect((await clerk.post(`${task}/complete`, { answers: {} })).body.code).toBe('task-on-its-way');
    const headers = await answer('assigning');
    expect(headers['io.camunda.zeebe:action']).toBe('claim');
    expect(headers['io.camunda.zeebe:changedAttributes']).toBe('["assignee"]');
    expect(await read()).toMatchObject({ status: 'reserved', transition: null, canComplete: true, canRelease: true });

    expect((await clerk.post(`${task}/release`)).body).toMatchObject({ status: 'reserved', transition: 'assigning' });
    await answer('assigning', { type: 'userTask', denied: true, reason: 'Nobody else is there today' });
    expect(await read()).toMatchObject({
      status: 'reserved',
      transition: null,
      denied: 'Nobody else is there today',
      canComplete: true,
    });
    expect((await other.get(task)).body.canClaim).toBe(false);
  });

  it('are asked before a task is done: denied it is as it was, agreed the file goes on', async () => {
    const { at, task, read } = await begin();
    const given = { inregistrareCorecta: 'da' };
    const done = await clerk.post(`${task}/complete`, { answers: given });
    expect(done, JSON.stringify(done.body)).toMatchObject({ status: 200, body: { done: false } });
    expect(await read()).toMatchObject({ transition: 'completing', canComplete: false });
    const { id, lockToken } = await job('completing');
    const complete = `/institutions/${CJ}/jobs/${id}/complete`;
    const wrong = { type: 'userTask', corrections: { priority: 101 } };
    expect((await worker.post(complete, { lockToken, result: wrong })).status).toBe(400);
    const foreign = await worker.post(complete, { lockToken, result: { type: 'adHocSubProcess' } });
    expect(foreign, JSON.stringify(foreign.body)).toMatchObject({ body: { code: 'step-impossible' } });
    const denied = { type: 'userTask', denied: true, reason: 'The cadastre is closed' };
    expect((await worker.post(complete, { lockToken, result: denied })).status).toBe(204);
    expect(await read()).toMatchObject({ status: 'reserved', transition: null, denied: 'The cadastre is closed' });

    expect((await clerk.post(`${task}/complete`, { answers: given })).body.done).toBe(false);
    await answer('completing');
    expect(await read()).toMatchObject({ status: 'completed', transition: null });
    const file = (await clerk.get(at)).body;
    expect(JSON.stringify(file.history)).toContain('Verifică înregistrarea');
  });

  it('hear of a cancelling before the instance ends', async () => {
    const { at, read, task } = await begin();
    const { instance } = await read();
    const admin = await person('admin@cj-cluj.example');
    const cancelled = await admin.post(`/institutions/${CJ}/repairs`, {
      actions: [{ type: 'cancelInstance', instance }],
      reason: 'Two files for one matter',
    });
    expect(cancelled.status, JSON.stringify(cancelled.body)).toBeLessThan(300);
    expect(await read()).toMatchObject({ transition: 'canceling', canComplete: false });
    await answer('canceling');
    expect((await clerk.get(task)).body.status).toBe('cancelled');
    expect(at).not.toBe('');
  });
});
