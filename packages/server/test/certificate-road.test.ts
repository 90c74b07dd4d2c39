import { execFileSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { ManualClock } from '../src/persistence/clock.ts';
import { completeElement, goodAnswers, people, smallPdf, submitCertificate } from './support/certificate.ts';
import { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { createTestApp, eventually } from './support/test-app.ts';

const CJ = 'cj-cluj';

describeOnBothDatabases('the road of a certificate', (database, created) => {
  const clock = new ManualClock('2026-11-24T08:00:00Z');
  let app: App;
  const person = people(() => app);
  const official = async (name: string) => await person(`${name}@cj-cluj.example`);

  beforeAll(async () => {
    app = await createTestApp(database(), created(), {
      clock,
      config: {
        demo: true,
        publicUrl: 'https://circula.example',
        // The clock is moved by weeks; nobody should have to log in again.
        session: { idleMinutes: 1_000_000, hours: 100_000 },
      },
    });
    await app.prepare(() => undefined);
    await app.runtime.start();
  });
  afterAll(async () => await app.stop());

  const documentText = async (reader: ApiClient, at: string, kind: string): Promise<string> => {
    const { body } = await reader.get(at);
    const info = body.documents.filter((one: { kind: string }) => one.kind === kind).at(-1);
    const pdf = await reader.get(`${at}/documents/${info.id}`);
    expect(pdf.headers).toMatchObject({ 'content-type': 'application/pdf', 'x-content-type-options': 'nosniff' });
    expect(String(pdf.headers['content-disposition'])).toMatch(/^attachment/);
    return execFileSync('pdftotext', ['-layout', '-', '-'], { input: pdf.raw, encoding: 'utf8' });
  };

  it('goes from draft to issued certificate, with a completion that stops the clock', async () => {
    const citizen = await person('cetatean@circula.example');
    const { at, request } = await submitCertificate(app, citizen, CJ);
    expect(request).toMatchObject({
      status: 'submitted',
      number: 1,
      registeredOn: '2026-11-24',
      stage: 'inregistrare',
      fee: { amount: 12 },
      payment: { status: 'paid' },
      deadline: { due: '2026-12-17', status: 'running', workingDaysLeft: 15 },
    });
    const id: string = request.id;

    await eventually(async () => (await citizen.get(at)).body.documents.length === 1, 'the receipt is there');
    const receipt = await documentText(citizen, at, 'recipisa');
    expect(receipt).toContain('Recipisă de înregistrare');
    expect(receipt).toContain('17.12.2026');
    expect(receipt).toContain(`https://circula.example/t/${request.trackingCode}`);
    expect(receipt).toContain('Ștefănescu');

    const step = async (who: string, element: string, answers: Record<string, unknown>) =>
      await completeElement(await official(who), CJ, id, element, answers);
    await step('registrator', 'verifica-inregistrarea', { inregistrareCorecta: 'da' });
    const inspector = await official('inspector');
    await step('arhitect.sef', 'repartizeaza-cererea', { inspector: inspector.account });
    clock.set('2026-11-26T08:00:00Z');
    await step('inspector', 'verifica-documentatia', {
      taxaCorecta: 'da',
      rezultat: 'completare',
      motivCompletare: 'Lipsește planul cadastral vizat.',
      documenteCerute: 'Planul cadastral vizat',
    });

    const asked = await eventually(async () => {
      const { body } = await citizen.get(at);
      // A view is read in several statements, so a step may commit between two of them.
      return body.pendingTask !== null && body.deadline.status === 'suspended' ? body : null;
    }, 'the citizen is asked');
    expect(asked.pendingTask.note).toContain('Lipsește planul cadastral vizat.');
    expect(asked.deadline).toMatchObject({ due: null, status: 'suspended', workingDaysLeft: null });
    expect(asked.waitsFor).toMatchObject([{ kind: 'applicant' }]);
    const inbox = (await inspector.get(`/institutions/${CJ}/tasks?view=all`)).body.items;
    expect(inbox.some((task: { element: string }) => task.element === 'completeaza-documentatia')).toBe(false);
    const tracked = (await new ApiClient(app.server).get(`/tracking/${request.trackingCode}`)).body;
    expect(tracked).toMatchObject({
      clock: 'suspended',
      due: null,
      nextAction: 'answer-completion',
      stage: { id: 'completare' },
    });

    clock.set('2026-12-03T08:00:00Z');
    const upload = await citizen.upload(
      `${at}/files?field=documenteCompletare`,
      'plan.pdf',
      'application/pdf',
      smallPdf,
    );
    expect(upload.status).toBe(201);
    const answered = await citizen.post(`${at}/tasks/${asked.pendingTask.key}/complete`, {
      answers: { raspunsCompletare: 'Am atașat planul.' },
    });
    expect(answered.status, JSON.stringify(answered.body)).toBe(200);
    expect(answered.body.deadline).toMatchObject({ due: '2026-12-22', status: 'running' });
    expect(answered.body.pendingTask).toBeNull();

    await step('inspector', 'verifica-documentatia', { taxaCorecta: 'da', rezultat: 'completa' });
    await step('inspector', 'redacteaza-certificatul', {
      regimJuridic: 'Teren în intravilan, proprietate privată.',
      regimEconomic: 'Folosința actuală: curți construcții.',
      regimTehnic: 'POT 35 %, CUT 0,9, regim de înălțime P+1E.',
      valabilitateLuni: 12,
    });
    await step('sef.serviciu', 'aproba-proiectul', { hotarareSef: 'aproba' });
    expect((await citizen.get(at)).body.documents.map((one: { kind: string }) => one.kind)).toEqual(['recipisa']);
    expect(await documentText(inspector, at, 'certificat')).toContain('PROIECT');
    await step('secretar.general', 'semneaza-secretarul', { hotarareSecretar: 'semneaza' });
    await step('presedinte', 'semneaza-conducatorul', { hotarareConducator: 'semneaza' });

    const issued = await eventually(async () => {
      const { body } = await citizen.get(at);
      return body.status === 'completed' ? body : null;
    }, 'the certificate is issued');
    expect(issued).toMatchObject({ outcome: 'issued', deadline: { status: 'ended' }, waitsFor: [] });
    const certificate = await documentText(citizen, at, 'certificat');
    expect(certificate).toMatch(/Nr\. 1 din 03\.12\.2026/);
    expect(certificate).toContain('Casă de locuit cu două niveluri și garaj.');
    expect(certificate).not.toContain('PROIECT');
    expect(issued.history.map((item: { type: string }) => item.type)).toEqual(
      expect.arrayContaining([
        'registered',
        'paid',
        'clockSuspended',
        'completionRequested',
        'completionAnswered',
        'clockResumed',
        'completed',
      ]),
    );
    expect(issued.history.find((item: { element: string }) => item.element === 'repartizeaza-cererea')).toMatchObject({
      actorTitle: 'Arhitect-șef',
      office: { en: 'Chief architect' },
    });
    const notices = (await citizen.get(`/institutions/${CJ}/notifications`)).body.items;
    expect(notices.map((one: { kind: string }) => one.kind)).toEqual(
      expect.arrayContaining(['request-submitted', 'completare-ceruta', 'certificat-eliberat', 'request-completed']),
    );
    const diagram = (await inspector.get(`${at}/diagram`)).body;
    expect(diagram.active).toEqual([]);
    expect(diagram.completed).toContain('certificat-eliberat');
    const register = (await inspector.get(`/institutions/${CJ}/register?year=2026`)).body;
    expect(register.registers).toEqual(['certificate-urbanism', 'registru-general']);
    expect(JSON.stringify(register)).not.toContain('Ștefănescu');
  });

  it('tells the public page nothing about the applicant', async () => {
    const citizen = await person('cetatean@circula.example');
    const { request } = await submitCertificate(app, citizen, CJ);
    const stranger = new ApiClient(app.server);
    const tracked = await stranger.get(`/tracking/${request.trackingCode}`);
    expect(tracked.status).toBe(200);
    expect(tracked.headers['x-robots-tag']).toMatch(/noindex/);
    const text = tracked.raw.toString('utf8');
    for (const secret of [
      goodAnswers.nume,
      goodAnswers.cnp,
      goodAnswers.numarCadastral,
      goodAnswers.email,
      'Cetățean',
      'extrasCf',
      citizen.account,
    ])
      expect(text).not.toContain(secret);
    const typed = await stranger.get(
      `/tracking/${encodeURIComponent(request.trackingCode.toLowerCase().replace(/(.{4})/g, '$1 '))}`,
    );
    expect(typed.status).toBe(200);
    const wrong = await stranger.get('/tracking/WRONGWRONGWRONGWRONGWRONG234');
    expect(wrong.status).toBe(404);
    expect(wrong.body.code).toBe('not-found');
  });

  it('warns once before the due day and escalates after it', async () => {
    const citizen = await person('cetatean2@circula.example');
    const { at, request } = await submitCertificate(app, citizen, CJ);
    const inspector = await official('inspector');
    const kinds = async (client: ApiClient) =>
      (await client.get(`/institutions/${CJ}/notifications`)).body.items
        .filter((one: { requestId: string }) => one.requestId === request.id)
        .map((one: { kind: string }) => one.kind);
    clock.set(request.deadline.warnAt);
    await eventually(async () => (await kinds(inspector)).includes('termen-aproape'), 'the warning is there');
    clock.set(`${request.deadline.due}T22:00:00Z`);
    const head = await official('sef.serviciu');
    await eventually(async () => (await kinds(head)).includes('termen-depasit'), 'the escalation is there');
    expect((await kinds(inspector)).filter((kind: string) => kind === 'termen-aproape')).toHaveLength(1);
    const task = (
      await (await official('registrator')).get(`/institutions/${CJ}/tasks?view=office&q=${request.number}`)
    ).body.items[0];
    expect(task).toMatchObject({ requestId: request.id, clock: 'overdue', due: request.deadline.due });
    const withdrawn = await citizen.post(`${at}/withdraw`, {});
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', deadline: { status: 'ended' } });
  });
});
