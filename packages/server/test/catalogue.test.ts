import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { people, submitCertificate } from './support/certificate.ts';
import type { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { createTestApp } from './support/test-app.ts';

const CJ = 'cj-cluj';
const TYPE = `/institutions/${CJ}/request-types/certificat-urbanism`;

describeOnBothDatabases('the catalogue', (database, created) => {
  let app: App;
  let admin: ApiClient;
  let files: Record<string, string>;
  const person = people(() => app);

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { config: { demo: true } });
    await app.prepare(() => undefined);
    admin = await person('admin@cj-cluj.example');
    files = (await admin.get(`${TYPE}/versions/1`)).body.files;
  });
  afterAll(async () => await app.stop());

  const check = async (change: Record<string, string>) =>
    (await admin.post(`${TYPE}/check`, { files: { ...files, ...change } })).body.diagnostics as {
      code: string;
      severity: string;
      file: string;
      element: string | null;
      line: number | null;
    }[];
  const text = (file: string): string => files[file] ?? '';

  it('finds services whatever the accents and the language', async () => {
    for (const q of ['urbanism', 'CERTIFICAT urb', 'casa', 'epites', 'planning', 'autorizatie'])
      expect((await admin.get(`/institutions/${CJ}/services?q=${encodeURIComponent(q)}`)).body.items, q).toHaveLength(
        1,
      );
    expect((await admin.get(`/institutions/${CJ}/services?q=pescuit`)).body.items).toEqual([]);
    const card = (await admin.get(`/institutions/${CJ}/services/certificat-urbanism`)).body;
    expect(card).toMatchObject({ version: 1, deadline: { amount: 15 }, forms: { cerere: { id: 'cerere' } } });
  });

  it('names file, element and line of what does not fit together', async () => {
    expect((await check({})).filter((one) => one.severity === 'error')).toEqual([]);
    const bpmn = text('process.bpmn');
    const found = await check({
      'process.bpmn': bpmn
        .replace('formId="repartizare"', 'formId="nicaieri"')
        .replace('candidateGroups="sef-serviciu"', 'candidateGroups="vrajitori"')
        .replace('type="circula.register"', 'type="circula.magie"')
        .replace('key="template" value="certificat"', 'key="template" value="lipsa"')
        .replace('<circula:stage ref="semnare" />', '<circula:stage ref="luna" />'),
    });
    const places = found.map((one) => [one.code, one.element]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['form-missing', 'repartizeaza-cererea'],
        ['group-missing', 'aproba-refuzul'],
        ['job-type-unknown', 'inregistreaza-refuzul'],
        ['template-missing', 'genereaza-proiectul'],
        ['stage-missing', 'semneaza-secretarul'],
      ]),
    );
    for (const one of found.filter((one) => one.severity === 'error')) {
      expect(one.file).toBe('process.bpmn');
      expect(one.line).toBeGreaterThan(1);
    }
    const service = JSON.parse(text('service.json'));
    delete service.name.hu;
    service.fee.decision = 'nicio';
    expect((await check({ 'service.json': JSON.stringify(service, null, 2) })).map((one) => one.code)).toContain(
      'service-invalid',
    );
    service.name.hu = 'x';
    expect((await check({ 'service.json': JSON.stringify(service, null, 2) })).map((one) => one.code)).toContain(
      'decision-missing',
    );
  });

  it('refuses a start event that nothing here would trigger', async () => {
    const start = `<bpmn:startEvent id="cand-se-poate"><bpmn:outgoing>f-cand</bpmn:outgoing>
      <bpmn:conditionalEventDefinition id="conditia"><bpmn:condition xsi:type="bpmn:tFormalExpression">=1 = 1</bpmn:condition>
      </bpmn:conditionalEventDefinition></bpmn:startEvent><bpmn:endEvent id="gata"><bpmn:incoming>f-cand</bpmn:incoming></bpmn:endEvent>
      <bpmn:sequenceFlow id="f-cand" sourceRef="cand-se-poate" targetRef="gata" />`;
    const bpmn = text('process.bpmn').replace('</bpmn:process>', `${start}</bpmn:process>`);
    expect((await check({ 'process.bpmn': bpmn })).map((one) => [one.code, one.element])).toContainEqual([
      'start-not-triggered',
      'cand-se-poate',
    ]);
  });

  it('refuses hostile files with a diagnostic, never with a failure', async () => {
    const hostile: Record<string, string>[] = [
      { 'documents/certificat.html': '{{#with (lookup this "constructor")}}{{.}}{{/with}}' },
      { 'documents/certificat.html': '<script>alert(1)</script>' },
      { 'documents/certificat.html': `${'{{#if a}}'.repeat(500)}` },
      { 'forms/cerere.form': '{"__proto__":{"a":1}}' },
      { 'forms/cerere.form': '['.repeat(100_000) },
      { 'forms/cerere.form': '{"type":"default","id":"cerere","components":[{"type":"html","content":"<script>"}]}' },
      { 'process.bpmn': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' },
      { 'process.bpmn': '<a'.repeat(50_000) },
      { 'process.bpmn': '' },
      { 'decisions/taxa.dmn': '<definitions/>' },
      { 'service.json': 'null' },
      { '../../etc/passwd': 'x' },
      { 'scenarios/x.json': '{' },
    ];
    for (const change of hostile) {
      const name = `${Object.keys(change)[0]}: ${Object.values(change)[0]?.slice(0, 40)}`;
      const answer = await admin.post(`${TYPE}/check`, { files: { ...files, ...change } });
      expect(answer.status, name).toBe(200);
      expect(
        answer.body.diagnostics.some((one: { severity: string }) => one.severity === 'error'),
        name,
      ).toBe(true);
    }
  });

  it('saves drafts by revision and publishes what passes its scenarios, while running requests stay where they are', async () => {
    const citizen = await person('cetatean@circula.example');
    const before = await submitCertificate(app, citizen, CJ);
    const bpmn = text('process.bpmn');
    const changed = {
      ...files,
      'process.bpmn': bpmn.replace('name="Verifică înregistrarea"', 'name="Verifică cererea primită"'),
    };
    const first = await admin.send('PUT', `${TYPE}/draft`, { files: changed, revision: 0 });
    expect(first).toMatchObject({ status: 200, body: { revision: 1 } });
    const stale = await admin.send('PUT', `${TYPE}/draft`, { files, revision: 0 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'revision-conflict' } });
    expect((await admin.get(`${TYPE}/draft`)).body).toMatchObject({
      revision: 1,
      basedOn: 1,
      savedBy: 'Administrator',
    });

    const impossible = {
      ...changed,
      'scenarios/imposibil.json':
        '{"name":"imposibil","given":{},"steps":[{"when":{"start":{}},"then":{"active":["nicaieri"]}}]}',
    };
    const second = await admin.send('PUT', `${TYPE}/draft`, { files: impossible, revision: 1 });
    const refused = await admin.post(`${TYPE}/publish`, { revision: second.body.revision });
    expect(refused).toMatchObject({ status: 422, body: { code: 'model-invalid' } });
    expect(refused.body.errors.map((one: { field: string }) => one.field)).toContain('scenarios/imposibil.json');

    const third = await admin.send('PUT', `${TYPE}/draft`, { files: changed, revision: second.body.revision });
    const published = await admin.post(`${TYPE}/publish`, { revision: third.body.revision });
    expect(published, JSON.stringify(published.body)).toMatchObject({ status: 201, body: { version: 2 } });
    expect((await admin.post(`${TYPE}/publish`, { revision: third.body.revision })).body.code).toBe('draft-missing');

    const after = await submitCertificate(app, citizen, CJ);
    const registrar = await person('registrator@cj-cluj.example');
    const taskName = async (number: number): Promise<string> =>
      (await registrar.get(`/institutions/${CJ}/tasks?view=office&q=${number}`)).body.items.find(
        (one: { number: number }) => one.number === number,
      ).name;
    expect(await taskName(before.request.number)).toBe('Verifică înregistrarea');
    expect(await taskName(after.request.number)).toBe('Verifică cererea primită');
    expect((await citizen.get(before.at)).body.version).toBe(1);
    expect((await citizen.get(after.at)).body.version).toBe(2);
    const { versions, draft } = (await admin.get(TYPE)).body;
    expect(draft).toBeNull();
    expect(versions).toMatchObject([
      { version: 2, openRequests: 1, publishedBy: 'Administrator' },
      { version: 1, openRequests: 1 },
    ]);
  });
});
