import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../../packages/server/src/app.ts';
import type { Database } from '../../../packages/server/src/persistence/data-source.ts';
import { model } from '../../../packages/server/test/runtime/models.ts';
import type { ApiClient } from '../../../packages/server/test/support/client.ts';
import { createDatabase, type TestDatabase } from '../../../packages/server/test/support/databases.ts';
import { logInNew, machineOf } from '../../../packages/server/test/support/members.ts';
import {
  createInstitution,
  createTestApp,
  eventually,
  publishModel,
} from '../../../packages/server/test/support/test-app.ts';

const folder = path.join(import.meta.dirname, '..');
const hasPython = spawnSync('python3', ['--version']).status === 0;

/** Looks a parcel up; an unknown one is a business error that ends at another place. */
const LOOK_UP = `
  <bpmn:error id="unknown" name="unknown" errorCode="parcel-unknown"/>
  <bpmn:process id="p" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="look"/>
    <bpmn:serviceTask id="look"><bpmn:extensionElements><zeebe:taskDefinition type="look-up-parcel"/></bpmn:extensionElements>
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing></bpmn:serviceTask>
    <bpmn:boundaryEvent id="caught" attachedToRef="look"><bpmn:outgoing>f3</bpmn:outgoing>
      <bpmn:errorEventDefinition errorRef="unknown"/></bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="look" targetRef="found"/>
    <bpmn:sequenceFlow id="f3" sourceRef="caught" targetRef="missing"/>
    <bpmn:endEvent id="found"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
    <bpmn:endEvent id="missing"><bpmn:incoming>f3</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>`;

describe('a worker outside', () => {
  let created: TestDatabase;
  let database: Database;
  let app: App;
  let administrator: ApiClient;
  let institution: { id: string; slug: string };
  let environment: Record<string, string>;

  beforeAll(async () => {
    created = await createDatabase('postgres');
    database = await created.open();
    app = await createTestApp(database, created);
    await app.server.listen({ host: '127.0.0.1', port: 0 });
    const { port } = app.server.server.address() as AddressInfo;
    institution = await createInstitution(app.services.unitOfWork);
    administrator = await logInNew(app, { institution: institution.id, roles: ['official', 'administrator'] });
    const { token } = await machineOf(app, administrator, institution.slug, ['jobs:work']);
    const url = `http://127.0.0.1:${port}/api/v1/institutions/${institution.slug}`;
    environment = { CIRCULA_URL: url, CIRCULA_TOKEN: token };
  });
  afterAll(async () => {
    await app.stop();
    await database.close();
    await created.drop();
  });

  const begin = async (parcel: string): Promise<string> => {
    const definition = await publishModel(app, institution.id, { bpmn: model(LOOK_UP), type: randomUUID() });
    return await app.services.unitOfWork.run({ kind: 'institution', institution: institution.id }, async (tx) => {
      const start = { definition: { id: definition }, businessKey: parcel, variables: { parcel }, actor: 'test' };
      return (await app.services.runner.start(tx, start)).instance;
    });
  };
  const ended = async (instance: string) =>
    await eventually(async () => {
      const { body } = await administrator.get(`/institutions/${institution.slug}/instances/${instance}`);
      return body.status === 'completed' && body;
    }, 'the instance has ended');

  const languages: readonly [language: string, there: boolean, command: string, args: readonly string[]][] = [
    ['TypeScript', true, process.execPath, ['--import', 'tsx', path.join(folder, 'src', 'main.ts')]],
    ['Python (needs python3)', hasPython, 'python3', [path.join(folder, 'worker.py')]],
  ];
  for (const [language, there, command, args] of languages) {
    it.skipIf(!there)(`carries out jobs and throws business errors in ${language}`, async () => {
      const worker: ChildProcess = spawn(command, args, { env: { ...process.env, ...environment }, stdio: 'inherit' });
      try {
        const [known, unknown] = [await begin('123456'), await begin('999')];
        expect((await ended(known)).variables).toEqual({ parcel: '123456', surface: 640 });
        expect((await ended(unknown)).variables).toEqual({ parcel: '999' });
      } finally {
        worker.kill();
      }
    });
  }
});
