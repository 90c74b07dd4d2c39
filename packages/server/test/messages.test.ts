import { Buffer } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { ManualClock } from '../src/persistence/clock.ts';
import { MESSAGES, model } from './runtime/models.ts';
import type { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { logInNew, machineOf } from './support/members.ts';
import { createInstitution, createTestApp, publishModel } from './support/test-app.ts';

/** Starts with a message or a signal, then waits for an official. */
const STARTS = (message: string, signal: string) => `
  <bpmn:message id="m" name="${message}"/><bpmn:signal id="g" name="${signal}"/>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="by-message"><bpmn:outgoing>f1</bpmn:outgoing><bpmn:messageEventDefinition messageRef="m"/></bpmn:startEvent>
    <bpmn:startEvent id="by-signal"><bpmn:outgoing>f2</bpmn:outgoing><bpmn:signalEventDefinition signalRef="g"/></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="by-message" targetRef="t"/>
    <bpmn:sequenceFlow id="f2" sourceRef="by-signal" targetRef="t"/>
    <bpmn:userTask id="t"><bpmn:incoming>f1</bpmn:incoming><bpmn:incoming>f2</bpmn:incoming><bpmn:outgoing>f3</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f3" sourceRef="t" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;

/** Starts when both messages and the signal have come, then waits for an official. */
const STARTS_TOGETHER = (first: string, second: string, signal: string) => `
  <bpmn:message id="m1" name="${first}"/><bpmn:message id="m2" name="${second}"/><bpmn:signal id="g" name="${signal}"/>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="all" parallelMultiple="true"><bpmn:outgoing>f1</bpmn:outgoing>
      <bpmn:messageEventDefinition messageRef="m1"/><bpmn:messageEventDefinition messageRef="m2"/>
      <bpmn:signalEventDefinition signalRef="g"/></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="all" targetRef="t"/>
    <bpmn:userTask id="t"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;

/** Waits for a signal. */
const LISTENS = (signal: string) => `
  <bpmn:signal id="g" name="${signal}"/>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="wait"/>
    <bpmn:intermediateCatchEvent id="wait"><bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
      <bpmn:signalEventDefinition signalRef="g"/></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="e"/>
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;

describeOnBothDatabases('messages over HTTP', (database, created) => {
  const clock = new ManualClock('2026-03-02T08:00:00Z');
  let app: App;
  let home: { id: string; slug: string };
  let foreign: { id: string; slug: string };
  let administrator: ApiClient;
  let sender: ApiClient;
  let foreignSender: ApiClient;

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { clock });
    const { unitOfWork } = app.services;
    [home, foreign] = [await createInstitution(unitOfWork), await createInstitution(unitOfWork)];
    const roles = ['official', 'administrator'];
    administrator = await logInNew(app, { institution: home.id, roles });
    sender = (await machineOf(app, administrator, home.slug, ['messages:publish'])).client;
    const other = await logInNew(app, { institution: foreign.id, roles });
    foreignSender = (await machineOf(app, other, foreign.slug, ['messages:publish'])).client;
    await app.runtime.start();
  });
  afterAll(async () => await app.stop());

  const publish = async (message: object, by = sender, at = home.slug) => {
    const answer = await by.post(`/institutions/${at}/messages`, message);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body as { duplicate: boolean; instances: string[]; buffered: boolean };
  };
  const signal = async (name: string, variables = {}, by = sender, at = home.slug): Promise<string[]> => {
    const answer = await by.post(`/institutions/${at}/signals`, { name, variables });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body.instances;
  };
  const deploy = async (bpmn: string, institution = home.id) =>
    await publishModel(app, institution, { bpmn: model(bpmn), type: randomUUID() });
  const start = async (definition: string, variables = {}, institution = home.id): Promise<string> =>
    await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      const options = { definition: { id: definition }, businessKey: 'b', variables, actor: 'test' };
      return (await app.services.runner.start(tx, options)).instance;
    });
  const end = async (instance: string, institution = home.id) =>
    await app.services.unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
      await app.services.runner.execute(tx, instance, { type: 'cancel' });
    });
  const look = async (instance: string) =>
    (await administrator.get(`/institutions/${home.slug}/instances/${instance}`)).body;

  it('reach the instance that waits with the key, and no other', async () => {
    const definition = await deploy(MESSAGES);
    const [mine, other] = [await start(definition, { ref: 'A1' }), await start(definition, { ref: 'A2' })];
    const receipt = await publish({ name: 'paid', correlationKey: 'A1', variables: { amount: 12 } });
    expect(receipt).toEqual({ duplicate: false, instances: [mine], buffered: false });
    expect(await look(mine)).toMatchObject({ status: 'completed', variables: { amount: 12 } });
    expect((await look(other)).status).toBe('active');
  });

  it('wait for their receiver as long as they live, and not longer', async () => {
    const definition = await deploy(MESSAGES);
    const early = { name: 'paid', correlationKey: 'B1', timeToLiveSeconds: 60 };
    expect(await publish(early)).toEqual({ duplicate: false, instances: [], buffered: true });
    clock.advance(59_000);
    expect((await look(await start(definition, { ref: 'B1' }))).status).toBe('completed');
    // The same message is received once by a process.
    expect((await look(await start(definition, { ref: 'B1' }))).status).toBe('active');
    await publish({ ...early, correlationKey: 'B2' });
    clock.advance(61_000);
    expect((await look(await start(definition, { ref: 'B2' }))).status).toBe('active');
    const gone = { name: 'paid', correlationKey: 'B3' };
    expect(await publish(gone)).toMatchObject({ buffered: false, instances: [] });
    expect((await look(await start(definition, { ref: 'B3' }))).status).toBe('active');
  });

  it('count once by their id, however often and at once they are sent', async () => {
    const name = `begin ${randomUUID()}`;
    await deploy(STARTS(name, `s ${name}`));
    const message = { name, messageId: 'order-1', timeToLiveSeconds: 60 };
    const receipts = await Promise.all(Array.from({ length: 6 }, async () => await publish(message)));
    expect(receipts.flatMap((receipt) => receipt.instances)).toHaveLength(1);
    expect(receipts.filter((receipt) => receipt.duplicate)).toHaveLength(5);
    expect(await publish({ ...message, messageId: 'order-2' })).toMatchObject({ duplicate: false });
  });

  it('start processes: one of a key at a time', async () => {
    const name = `begin ${randomUUID()}`;
    await deploy(STARTS(name, `s ${name}`));
    const { instances } = await publish({ name, correlationKey: 'file 9', variables: { from: 'outside' } });
    expect(instances).toHaveLength(1);
    const [instance = ''] = instances;
    expect(await look(instance)).toMatchObject({ businessKey: 'file 9', variables: { from: 'outside' } });
    expect((await publish({ name, correlationKey: 'file 9' })).instances).toEqual([]);
    expect((await publish({ name, correlationKey: 'file 10' })).instances).toHaveLength(1);
  });

  it('wait while one of their key runs, and begin the next one when it ends', async () => {
    const name = `begin ${randomUUID()}`;
    await deploy(STARTS(name, `s ${name}`));
    const later = async (n: number, timeToLiveSeconds: number) => {
      clock.advance(10);
      return await publish({ name, correlationKey: name, timeToLiveSeconds, variables: { n } });
    };
    const running = async () => {
      const found = await administrator.get(`/institutions/${home.slug}/instances?state=active&businessKey=${name}`);
      return found.body.items.map(({ id }: { id: string }) => id) as string[];
    };
    const [first = ''] = (await later(1, 0)).instances;
    expect(await later(2, 60)).toEqual({ duplicate: false, instances: [], buffered: true });
    await later(3, 60);
    await later(4, 1);
    await end(first);
    const [second = '', ...others] = await running();
    expect(others).toEqual([]);
    expect(await look(second)).toMatchObject({ variables: { n: 2 }, businessKey: name });
    clock.advance(2_000);
    await end(second);
    const [third = ''] = await running();
    expect(await look(third)).toMatchObject({ variables: { n: 3 } });
    await end(third);
    expect(await running()).toEqual([]);
  });

  it('are missed by nobody, whether they come before or after the end of the one that runs', async () => {
    const name = `begin ${randomUUID()}`;
    await deploy(STARTS(name, `s ${name}`));
    for (let turn = 0; turn < 10; turn += 1) {
      const correlationKey = `${name} ${turn}`;
      const [first = ''] = (await publish({ name, correlationKey })).instances;
      await Promise.all([publish({ name, correlationKey, timeToLiveSeconds: 60 }), end(first)]);
      const found = await administrator.get(`/institutions/${home.slug}/instances?businessKey=${correlationKey}`);
      expect(found.body.items.map(({ status }: { status: string }) => status).sort()).toEqual(['active', 'terminated']);
    }
  });

  it('start a process together with others: the first one begins, and the rest go to where its key waits', async () => {
    const [deposit, plan, opened] = [randomUUID(), randomUUID(), randomUUID()];
    await deploy(STARTS_TOGETHER(deposit, plan, opened));
    const [mine = ''] = (await publish({ name: deposit, correlationKey: 'k1', variables: { sum: 5 } })).instances;
    const [other = ''] = (await publish({ name: plan, correlationKey: 'k2', variables: { drawn: true } })).instances;
    expect(other).not.toBe(mine);
    expect((await signal(opened)).sort()).toEqual([mine, other].sort());
    const waiting = (await look(mine)).waits.map(({ element, reason }: Record<string, string>) => [element, reason]);
    expect(waiting).toContainEqual(['all', 'message']);
    expect((await publish({ name: plan, correlationKey: 'k1', variables: { drawn: false } })).instances).toEqual([
      mine,
    ]);
    const begun = await look(mine);
    expect(begun.variables).toEqual({ sum: 5, drawn: false });
    expect(begun.waits.map(({ element }: { element: string }) => element)).toEqual(['t']);
    expect((await look(other)).waits.map(({ element }: { element: string }) => element)).toContain('all');
  });

  it('are signals too: all who wait receive them, and start events', async () => {
    const name = `closed ${randomUUID()}`;
    const listening = await deploy(LISTENS(name));
    const waiting = [await start(listening), await start(listening), await start(listening)];
    await deploy(STARTS(`m ${name}`, name));
    const received = await signal(name, { why: 'holiday' });
    expect(received).toHaveLength(4);
    expect(received).toEqual(expect.arrayContaining(waiting));
    for (const instance of waiting) {
      expect(await look(instance)).toMatchObject({ status: 'completed', variables: { why: 'holiday' } });
    }
    expect(await signal(name)).toHaveLength(1);
    // A signal is nothing that could be sent as a message.
    const disguised = await sender.post(`/institutions/${home.slug}/messages`, { name: `\u0001signal ${name}` });
    expect(disguised).toMatchObject({ status: 400, body: { errors: [{ field: 'name' }] } });
  });

  it('never leave their institution', async () => {
    const name = `away ${randomUUID()}`;
    const there = await start(await deploy(MESSAGES, foreign.id), { ref: 'C1' }, foreign.id);
    await start(await deploy(LISTENS(name), foreign.id), {}, foreign.id);
    expect((await publish({ name: 'paid', correlationKey: 'C1' })).instances).toEqual([]);
    expect(await signal(name)).toEqual([]);
    const body = { name: 'paid', correlationKey: 'C1' };
    expect((await sender.post(`/institutions/${foreign.slug}/messages`, body)).status).toBe(401);
    expect((await administrator.post(`/institutions/${foreign.slug}/messages`, body)).status).toBe(404);
    expect(
      (await sender.post(`/institutions/${home.slug}/messages`, { ...body, institution: foreign.id })).status,
    ).toBe(400);
    expect((await publish(body, foreignSender, foreign.slug)).instances).toEqual([there]);
    expect(await signal(name, {}, foreignSender, foreign.slug)).toHaveLength(1);
  });

  it('may live for thirty days at most, and be of a bounded size', async () => {
    const at = `/institutions/${home.slug}/messages`;
    const long = await sender.post(at, { name: 'paid', timeToLiveSeconds: 31 * 86_400 });
    expect(long).toMatchObject({ status: 400, body: { errors: [{ field: 'timeToLiveSeconds' }] } });
    const large = await sender.post(at, { name: 'paid', variables: { x: 'y'.repeat(300_000) } });
    expect(large).toMatchObject({ status: 400, body: { errors: [{ field: 'variables', code: 'too-large' }] } });
    for (const number of ['9007199254740993', '-1e400']) {
      const body = Buffer.from(`{"name":"paid","variables":{"x":[{"y":${number}}]}}`);
      const other = await sender.send('POST', at, body, { 'content-type': 'application/json' });
      expect(other).toMatchObject({ status: 400, body: { errors: [{ field: 'variables', code: 'number' }] } });
    }
  });
});
