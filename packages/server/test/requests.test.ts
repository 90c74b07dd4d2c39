import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import { draftCertificate, payCertificate, people, smallPdf, submitCertificate } from './support/certificate.ts';
import { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { createTestApp, eventually } from './support/test-app.ts';

const CJ = 'cj-cluj';

describeOnBothDatabases('requests', (database, created) => {
  let app: App;
  const person = people(() => app);

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { config: { demo: true } });
    await app.prepare(() => undefined);
    await app.runtime.start();
  });
  afterAll(async () => await app.stop());

  it('gives one number and the same answer when a submission is repeated', async () => {
    const citizen = await person('cetatean@circula.example');
    const at = await draftCertificate(citizen, CJ);
    const unpaid = await citizen.post(`${at}/submit`);
    expect(unpaid).toMatchObject({ status: 409, body: { code: 'fee-unpaid' } });
    await payCertificate(app, citizen, at);
    const again = await citizen.post(`${at}/payment`, { returnUrl: '/' });
    expect(again.body.code).toBe('fee-already-paid');
    const key = { 'idempotency-key': 'submit-once' };
    const [first, second] = await Promise.all([
      citizen.post(`${at}/submit`, {}, key),
      citizen.post(`${at}/submit`, {}, key),
    ]);
    expect(first.status).toBe(200);
    expect(second?.raw.toString()).toBe(first?.raw.toString());
    expect((await citizen.post(`${at}/submit`)).body.code).toBe('request-not-draft');
    const other = await citizen.post(`${at}/withdraw`, {}, key);
    expect(other.body.code).toBe('idempotency-key-reused');
  });

  it('numbers requests without a gap when many come at once', async () => {
    const citizen = await person('cetatean@circula.example');
    const ready: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      const at = await draftCertificate(citizen, 'floresti');
      if (index % 4 !== 3) await payCertificate(app, citizen, at);
      ready.push(at);
    }
    const answers = await Promise.all(ready.map(async (at) => await citizen.post(`${at}/submit`)));
    const numbers = answers.filter((one) => one.status === 200).map((one) => one.body.number as number);
    expect(answers.filter((one) => one.status === 409)).toHaveLength(3);
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const official = await person('registrator@floresti.example');
    const register = (await official.get('/institutions/floresti/register?register=registru-general')).body;
    expect(register.total).toBe(9);
  });

  it('names every wrong answer and changes nothing', async () => {
    const citizen = await person('cetatean@circula.example');
    const made = await citizen.post(`/institutions/${CJ}/requests`, { service: 'certificat-urbanism' });
    const at = `/institutions/${CJ}/requests/${made.body.id}`;
    const wrong = await citizen.send('PATCH', at, {
      answers: { tipSolicitant: 'fizica', cnp: '1630615123458', suprafata: 'mare' },
    });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'answers-invalid' } });
    expect(wrong.body.errors.map((one: { field: string }) => one.field)).toEqual(['cnp', 'suprafata']);
    expect((await citizen.get(at)).body.answers).toEqual({});
    const stale = await citizen.send('PATCH', at, { answers: { nume: 'Cineva' }, revision: 99 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'revision-conflict' } });
    await citizen.send('PATCH', at, { answers: { nume: 'Cineva', mediu: 'rural', suprafata: 640, altceva: 'da' } });
    const checked = (await citizen.post(`${at}/check`)).body;
    expect(checked.fee).toMatchObject({ amount: 6, currency: 'RON' });
    expect(checked.problems.map((one: { field: string }) => one.field)).toContain('extrasCf');
    expect((await citizen.post(`${at}/submit`)).status).toBe(422);
    const foreignFile = await citizen.send('PATCH', at, {
      answers: { extrasCf: ['6f2c4a4e-6c3f-4a55-9ee4-2a4b0c5d6e7f'] },
    });
    expect(foreignFile.body.errors).toMatchObject([{ field: 'extrasCf', code: 'file-unknown' }]);
  });

  it('refuses files that are not what they seem', async () => {
    const citizen = await person('cetatean@circula.example');
    const made = await citizen.post(`/institutions/${CJ}/requests`, { service: 'certificat-urbanism' });
    const at = `/institutions/${CJ}/requests/${made.body.id}`;
    const send = async (bytes: Buffer, field = 'extrasCf', name = 'a.pdf') =>
      await citizen.upload(`${at}/files?field=${field}`, name, 'application/pdf', bytes);
    expect((await send(Buffer.from('<svg onload="alert(1)"/>'))).body.code).toBe('file-type-refused');
    expect((await send(Buffer.from('MZ\u0000\u0000'))).body.code).toBe('file-type-refused');
    expect((await send(Buffer.from('%PDF-1.4 without an end'))).body.code).toBe('file-type-refused');
    expect((await send(Buffer.alloc(0))).body.code).toBe('file-type-refused');
    expect((await send(smallPdf, 'nume')).body.code).toBe('answers-invalid');
    expect((await send(Buffer.concat([smallPdf, Buffer.alloc(21 * 1024 * 1024), smallPdf]))).status).toBe(413);
    expect(
      (
        await citizen.send('POST', `${at}/files?field=extrasCf`, Buffer.from('x'), {
          'content-type': 'multipart/form-data',
        })
      ).status,
    ).toBeLessThan(500);
    expect(
      (
        await citizen.send('POST', `${at}/files?field=extrasCf`, Buffer.from('{}'), {
          'content-type': 'application/json',
        })
      ).status,
    ).toBe(415);
    const kept = await send(smallPdf, 'extrasCf', '../../etc/<passwd>.pdf');
    expect(kept).toMatchObject({ status: 201, body: { name: 'passwd.pdf', mediaType: 'application/pdf' } });
    const file = await citizen.get(`${at}/files/${kept.body.id}`);
    expect(file.raw).toEqual(smallPdf);
    expect(file.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
    expect(String(file.headers['content-disposition'])).toMatch(/^attachment; filename="passwd.pdf"/);
    expect((await citizen.get(at)).body.answers.extrasCf).toEqual([kept.body.id]);
    expect((await citizen.send('DELETE', `${at}/files/${kept.body.id}`)).status).toBe(204);
    expect((await citizen.get(at)).body.answers.extrasCf).toEqual([]);
  });

  it('answers hostile requests with a problem, never with a failure', async () => {
    const citizen = await person('cetatean@circula.example');
    const made = await citizen.post(`/institutions/${CJ}/requests`, { service: 'certificat-urbanism' });
    const at = `/institutions/${CJ}/requests/${made.body.id}`;
    const bodies: unknown[] = [
      { answers: { nume: '\u0000' } },
      { answers: { nume: '\ud800' } },
      { answers: { nume: '\udc00\ud800 \ud83d\ude00' } },
      { answers: { __proto__: { polluted: true }, constructor: { prototype: {} } } },
      { answers: { nume: { toString: 1 }, adresa: [[[[]]]], suprafata: Number.MAX_VALUE } },
      { answers: { nume: 'a'.repeat(100_000) } },
      { answers: [] },
      { answers: null },
      [],
      'text',
    ];
    for (const body of bodies) {
      const answer = await citizen.send('PATCH', at, body);
      expect(answer.status, JSON.stringify(body).slice(0, 80)).toBeLessThan(500);
    }
    const raw = await citizen.send('PATCH', at, Buffer.from('{"answers":{"__proto__":{"a":1}}}'), {
      'content-type': 'application/json',
    });
    expect(raw.status).toBe(400);
    for (const path of [
      '/institutions/%00/services',
      `/institutions/${CJ}/requests/not-a-uuid`,
      `/institutions/${CJ}/services?q=%25%5C_'"`,
      `/tracking/${'x'.repeat(190)}`,
      `/institutions/${CJ}/tasks/zzz`,
    ])
      expect((await citizen.get(path)).status, path).toBeLessThan(500);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('takes the payment provider’s signed word once and nobody else’s', async () => {
    const citizen = await person('cetatean@circula.example');
    const at = await draftCertificate(citizen, CJ);
    const stranger = new ApiClient(app.server);
    const { body } = await citizen.post(`${at}/payment`, { returnUrl: '/' });
    const forged = await stranger.post(
      '/payments/callback',
      { payment: body.payment.id, status: 'paid' },
      { 'x-circula-signature': '00' },
    );
    expect(forged.body.code).toBe('signature-invalid');
    expect((await citizen.post(`${at}/payment`, { returnUrl: 'https://evil.example/' })).body.code).toBe(
      'body-invalid',
    );
    expect((await citizen.post(`${at}/payment`, { returnUrl: '//evil.example/' })).body.code).toBe('body-invalid');
    const tampered = String(body.checkoutUrl).replace('order=', 'order=A');
    expect((await app.server.inject({ url: tampered })).statusCode).toBe(404);
    const page = await app.server.inject({ url: body.checkoutUrl, headers: { 'accept-language': 'hu-HU' } });
    expect(page.body).toContain('<html lang="hu">');
    const post = async (decision: string) =>
      await app.server.inject({
        method: 'POST',
        url: body.checkoutUrl,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: `decision=${decision}`,
      });
    expect((await post('decline')).headers.location).toBe('/');
    expect((await citizen.get(at)).body.payment.status).toBe('failed');
    await post('pay');
    await post('pay');
    await post('cancel');
    expect((await citizen.get(at)).body.payment.status).toBe('paid');
    expect((await citizen.post(`${at}/submit`)).status).toBe(200);
  });

  describe('who may see what', () => {
    it('answers another institution’s official, another citizen and a stranger as if nothing were there', async () => {
      const citizen = await person('cetatean@circula.example');
      const { at, request } = await submitCertificate(app, citizen, CJ);
      await eventually(async () => (await citizen.get(at)).body.documents.length === 1, 'the receipt is there');
      const view = (await citizen.get(at)).body;
      const own = await person('registrator@cj-cluj.example');
      const task = (await own.get(`/institutions/${CJ}/tasks?view=all&q=${request.number}`)).body.items[0];
      const values: Record<string, string> = {
        institution: CJ,
        request: request.id,
        file: view.files[0].id,
        document: view.documents[0].id,
        instance: view.instance,
        task: task.id,
        key: String(task.key),
        service: 'certificat-urbanism',
        type: 'certificat-urbanism',
        version: '1',
        id: task.id,
      };
      const foreign = await person('admin@floresti.example');
      const routes = app.server.accessMatrix.filter(
        (route) => route.url.includes(':institution') && route.access !== 'public' && route.method !== 'HEAD',
      );
      expect(routes.length).toBeGreaterThan(25);
      const { paths } = (await foreign.get('/openapi.json')).body;
      const fields = { answers: {}, files: {}, revision: 1, returnUrl: '/', service: 'certificat-urbanism' };
      for (const { method, url, access } of routes) {
        const operation = paths[url.replace(/:([a-z]+)/gi, '{$1}')]?.[method.toLowerCase()];
        const known = operation?.requestBody?.content['application/json']?.schema.properties ?? {};
        const path = url.replace('/api/v1', '').replace(/:([a-z]+)/gi, (_, name: string) => values[name] ?? 'x');
        const body =
          method === 'GET' || method === 'DELETE'
            ? undefined
            : Object.fromEntries(Object.entries(fields).filter(([name]) => name in known));
        // Asking for a new draft and for one's own messages is everybody's right.
        if (/\/requests$/.test(url) && method === 'POST') continue;
        if (/\/notifications/.test(url)) continue;
        // No person is let in where only machines work: 401 to all of them, which the access matrix shows.
        if (typeof access === 'object' && 'scope' in access && access.or === undefined) continue;
        const name = `${method} ${path} (${JSON.stringify(access)})`;
        const isUpload = /\/files$/.test(url);
        const answer = isUpload
          ? await foreign.upload(`${path}?field=extrasCf`, 'a.pdf', 'application/pdf', smallPdf)
          : await foreign.send(method, path, body);
        expect(answer.status, name).toBe(404);
        expect(answer.body, name).toMatchObject({ code: 'not-found' });
        const stranger = new ApiClient(app.server);
        const refused = isUpload
          ? await stranger.upload(`${path}?field=extrasCf`, 'a.pdf', 'application/pdf', smallPdf)
          : await stranger.send(method, path, body);
        expect(refused.status, name).toBe(401);
      }
      const otherCitizen = await person('cetatean2@circula.example');
      for (const path of [at, `${at}/documents/${values.document}`, `${at}/files/${values.file}`, `${at}/history`])
        expect((await otherCitizen.get(path)).status, path).toBe(404);
      const draft = await draftCertificate(citizen, CJ);
      expect((await own.get(draft)).status).toBe(404);
      expect((await own.get(at)).status).toBe(200);
      expect((await own.get(at)).body.trackingCode).toBeNull();
      expect((await own.get(`/institutions/${CJ}/request-types`)).status).toBe(403);
    });

    it('lets one official have a task at a time', async () => {
      const citizen = await person('cetatean@circula.example');
      const { request } = await submitCertificate(app, citizen, CJ);
      const registrar = await person('registrator@cj-cluj.example');
      const inspector = await person('inspector@cj-cluj.example');
      const { items, counts } = (await registrar.get(`/institutions/${CJ}/tasks?view=office&q=${request.number}`)).body;
      expect(counts.office).toBeGreaterThan(0);
      const task = items.find((one: { requestId: string }) => one.requestId === request.id);
      const at = `/institutions/${CJ}/tasks/${task.id}`;
      expect((await inspector.post(`${at}/claim`)).body.code).toBe('forbidden');
      expect((await inspector.post(`${at}/complete`, { answers: { inregistrareCorecta: 'da' } })).body.code).toBe(
        'forbidden',
      );
      expect((await registrar.post(`${at}/claim`)).body).toMatchObject({
        status: 'reserved',
        assignee: registrar.account,
        canComplete: true,
        canRelease: true,
      });
      const draft = await registrar.send('PUT', `${at}/draft`, { answers: { inregistrareCorecta: 'cu-observatii' } });
      expect(draft.body.draft).toEqual({ inregistrareCorecta: 'cu-observatii' });
      expect(
        (await registrar.post(`${at}/complete`, { answers: { inregistrareCorecta: 'cu-observatii' } })).body.errors,
      ).toMatchObject([{ field: 'observatiiRegistratura', code: 'required' }]);
      expect((await registrar.post(`${at}/release`)).body).toMatchObject({ status: 'created', assignee: null });
      const done = await registrar.post(`${at}/complete`, { answers: { inregistrareCorecta: 'da' } });
      expect(done).toMatchObject({ status: 200, body: { done: true } });
      expect((await registrar.post(`${at}/complete`, { answers: { inregistrareCorecta: 'da' } })).body.code).toBe(
        'task-closed',
      );
      const chief = await person('arhitect.sef@cj-cluj.example');
      const next = (await chief.get(`/institutions/${CJ}/tasks?view=office&q=${request.number}`)).body.items[0];
      const wrong = await chief.post(`/institutions/${CJ}/tasks/${next.id}/complete`, {
        answers: { inspector: chief.account },
      });
      expect(wrong.body.errors).toMatchObject([{ field: 'inspector', code: 'person-unknown' }]);
    });
  });
});
