import { randomUUID } from 'node:crypto';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import type { Domain } from '../../src/domain.ts';
import { identity } from '../../src/domains/identity/index.ts';
import { domains } from '../../src/domains.ts';
import { checkAudit } from '../../src/operations/verify/check-audit.ts';
import { snapshotInstallation } from '../../src/operations/verify/snapshot-installation.ts';
import { withSnapshot } from '../../src/persistence/snapshot.ts';
import { audit } from '../../src/platform/audit.ts';
import { Problem } from '../../src/problems.ts';
import { describeOnBothDatabases } from '../support/databases.ts';
import { logInNew } from '../support/members.ts';
import { createInstitution, createTestApp } from '../support/test-app.ts';

/** A domain with one counter: what is counted twice shows. */
const counting: Domain = {
  name: 'counting',
  setUp: ({ unitOfWork }) => ({
    routes: async (app) => {
      app.post(
        '/institutions/:institution/offices',
        {
          config: { access: 'account' },
          schema: {
            body: Type.Object(
              { slug: Type.String(), refuse: Type.Optional(Type.Boolean()) },
              { additionalProperties: false },
            ),
          },
        },
        async (request, reply) => {
          const body = request.body as { slug: string; refuse?: boolean };
          const institution = request.institution?.id ?? '';
          const slug = await unitOfWork.run({ kind: 'institution', institution }, async (tx) => {
            const [row] = await tx.query<{ n: string }>('select count(*) as n from offices');
            const name = `${body.slug}-${row?.n}`;
            await tx.query("insert into offices (institution_id, slug, name) values ($1, $2, '{}')", [
              institution,
              name,
            ]);
            audit(tx, { actor: request.account?.id ?? '', action: 'office.added', subject: `office:${name}` });
            return name;
          });
          if (body.refuse) throw new Problem('conflict');
          reply.code(201).header('location', `/offices/${slug}`);
          return { slug };
        },
      );
      app.get('/institutions/:institution/desk', { config: { access: 'official' } }, async () => ({ ok: true }));
      app.get('/boom', { config: { access: 'public' } }, async () => {
        throw new Error('secret 1234');
      });
    },
  }),
};

describeOnBothDatabases('the HTTP platform', (database, created) => {
  let app: App;
  let home: { id: string; slug: string };
  let foreign: { id: string; slug: string };

  beforeAll(async () => {
    app = await createTestApp(database(), created(), { domains: [identity, counting] });
    home = await createInstitution(app.services.unitOfWork);
    foreign = await createInstitution(app.services.unitOfWork);
  });
  afterAll(async () => await app.stop());

  type Login = { cookie: string; csrf: string; id: string; login: string };
  const signUp = async (): Promise<Login> => {
    const login = `${randomUUID()}@circula.example`;
    const answer = await app.server.inject({
      method: 'POST',
      url: '/api/v1/accounts',
      payload: { login, password: 'circula-demo', name: 'Test', locale: 'ro' },
    });
    expect(answer.statusCode).toBe(200);
    const [cookie] = answer.cookies;
    return {
      cookie: `${cookie?.name}=${cookie?.value}`,
      csrf: answer.json().csrfToken,
      id: answer.json().account.id,
      login,
    };
  };
  const logIn = async (login: string, password: string, cookie?: string) =>
    await app.server.inject({
      method: 'POST',
      url: '/api/v1/session',
      payload: { login, password },
      ...(cookie ? { headers: { cookie } } : {}),
    });
  const post = async (who: Login, payload: object, headers: Record<string, string> = {}, at = home.slug) =>
    await app.server.inject({
      method: 'POST',
      url: `/api/v1/institutions/${at}/offices`,
      payload,
      headers: { cookie: who.cookie, 'x-csrf-token': who.csrf, ...headers },
    });
  const count = async (prefix: string) =>
    await app.services.unitOfWork.run({ kind: 'institution', institution: home.id }, async (tx) => {
      const [row] = await tx.query<{ n: string }>('select count(*) as n from offices where slug like $1', [
        `${prefix}-%`,
      ]);
      return Number(row?.n);
    });

  describe('problems', () => {
    const expectProblem = (
      answer: { statusCode: number; headers: Record<string, unknown>; json: () => unknown },
      status: number,
      code: string,
    ) => {
      expect([answer.statusCode, (answer.json() as { code: string }).code]).toEqual([status, code]);
      expect(answer.headers['content-type']).toContain('application/problem+json');
    };
    const send = async (payload: string, type = 'application/json') =>
      await app.server.inject({ method: 'POST', url: '/api/v1/session', payload, headers: { 'content-type': type } });

    it('name the field', async () => {
      const answer = await send(JSON.stringify({ login: 'x', password: 'y', admin: true }));
      expectProblem(answer, 400, 'body-invalid');
      expect(answer.json().errors).toEqual([expect.objectContaining({ field: 'admin', code: 'additionalProperties' })]);
    });
    it('answer malformed, poisoned, oversized and foreign bodies', async () => {
      expectProblem(await send('{"login":'), 400, 'body-malformed');
      expectProblem(await send('{"login":"a\\u0000","password":"x"}'), 400, 'body-malformed');
      expectProblem(await send('{"__proto__":{"x":1}}'), 400, 'body-malformed');
      expectProblem(await send(`"${'x'.repeat(5_000_000)}"`), 413, 'body-too-large');
      expectProblem(await send('login=x', 'application/x-www-form-urlencoded'), 415, 'media-type-unsupported');
    });
    it('answer what is not there', async () => {
      expectProblem(await app.server.inject('/api/v1/nothing'), 404, 'not-found');
      expectProblem(await app.server.inject('/nothing'), 404, 'not-found');
      expectProblem(await app.server.inject('/api/v1/%ff'), 400, 'address-malformed');
      expectProblem(await app.server.inject(`/api/v1/tracking/${'a'.repeat(300)}`), 404, 'not-found');
    });
    it('tell nothing of what went wrong inside', async () => {
      const answer = await app.server.inject('/api/v1/boom');
      expectProblem(answer, 500, 'internal-error');
      expect(answer.body).not.toContain('1234');
    });
  });

  describe('sessions', () => {
    it('begin at log-in under a new token, and end at log-out', async () => {
      const who = await signUp();
      const second = await logIn(who.login.toUpperCase(), 'circula-demo');
      expect(second.statusCode).toBe(200);
      const [cookie] = second.cookies;
      expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
      const header = `${cookie?.name}=${cookie?.value}`;
      const rotated = await app.server.inject({
        method: 'POST',
        url: '/api/v1/session',
        payload: { login: who.login, password: 'circula-demo' },
        headers: { cookie: header, 'x-csrf-token': second.json().csrfToken },
      });
      expect(rotated.statusCode).toBe(200);
      const session = async (value: string) =>
        (await app.server.inject({ url: '/api/v1/session', headers: { cookie: value } })).json().account;
      expect(await session(header)).toBeNull();
      const fresh = `${rotated.cookies[0]?.name}=${rotated.cookies[0]?.value}`;
      expect(await session(fresh)).toMatchObject({ login: who.login });
      const out = await app.server.inject({
        method: 'DELETE',
        url: '/api/v1/session',
        headers: { cookie: fresh, 'x-csrf-token': rotated.json().csrfToken },
      });
      expect(out.statusCode).toBe(204);
      expect(await session(fresh)).toBeNull();
    });
    it('use a __Host- cookie on the own machine and over https', async () => {
      const answer = await app.server.inject({
        method: 'POST',
        url: '/api/v1/accounts',
        headers: { host: 'localhost:3000' },
        payload: { login: `${randomUUID()}@circula.example`, password: 'circula-demo', name: 'T', locale: 'en' },
      });
      expect(answer.cookies[0]).toMatchObject({ name: '__Host-circula', secure: true });
    });
    it('are locked after five wrong passwords, also for the right one', async () => {
      const who = await signUp();
      const answers = [];
      for (let i = 0; i < 6; i += 1) answers.push((await logIn(who.login, 'wrong-password')).json().code);
      expect(answers).toEqual([...Array(4).fill('invalid-credentials'), 'account-locked', 'account-locked']);
      const locked = await logIn(who.login, 'circula-demo');
      expect(locked.json().code).toBe('account-locked');
      expect(Number(locked.headers['retry-after'])).toBeGreaterThan(800);
    });
    it('answer the same for an unknown login', async () => {
      expect((await logIn('nobody@circula.example', 'circula-demo')).json().code).toBe('invalid-credentials');
    });
    it('refuse a mutating call without the token, or from another site', async () => {
      const who = await signUp();
      expect((await post({ ...who, csrf: 'x' }, { slug: 'a' })).json().code).toBe('csrf-token-invalid');
      expect((await post(who, { slug: 'a' }, { origin: 'https://evil.example' })).json().code).toBe('origin-refused');
      expect(await count('a')).toBe(0);
    });
    it('tell one account of a login from two', async () => {
      const who = await signUp();
      const again = await app.server.inject({
        method: 'POST',
        url: '/api/v1/accounts',
        payload: { login: who.login, password: 'circula-demo', name: 'T', locale: 'ro' },
      });
      expect([again.statusCode, again.json().code]).toEqual([409, 'login-taken']);
    });
  });

  describe('access', () => {
    it('is 401 for the anonymous, 404 for strangers, 403 without the role', async () => {
      const desk = async (at: string, who?: Login) =>
        (
          await app.server.inject({
            url: `/api/v1/institutions/${at}/desk`,
            headers: who ? { cookie: who.cookie } : {},
          })
        ).statusCode;
      const who = await signUp();
      expect(await desk(home.slug)).toBe(401);
      expect(await desk(home.slug, who)).toBe(404);
      const appoint = async (roles: string[]) =>
        await app.services.unitOfWork.run({ kind: 'institution', institution: home.id }, async (tx) => {
          await tx.query(
            `insert into memberships (institution_id, account_id, roles) values ($1, $2, $3)
             on conflict (institution_id, account_id) do update set roles = $3`,
            [home.id, who.id, roles],
          );
        });
      await appoint([]);
      expect(await desk(home.slug, who)).toBe(403);
      await appoint(['official']);
      expect(await desk(home.slug, who)).toBe(200);
      expect(await desk(foreign.slug, who)).toBe(404);
      expect(await desk('no-such-place', who)).toBe(404);
      const session = await app.server.inject({ url: '/api/v1/session', headers: { cookie: who.cookie } });
      expect(session.json().memberships).toEqual([
        expect.objectContaining({ institution: expect.objectContaining({ slug: home.slug }), roles: ['official'] }),
      ]);
    });
    it('must be declared by every route', async () => {
      const careless: Domain = {
        name: 'careless',
        setUp: () => ({ routes: async (api) => void api.get('/x', async () => 'x') }),
      };
      await expect(createTestApp(database(), created(), { domains: [identity, careless] })).rejects.toThrow(
        'who may call it',
      );
    });
    it('is declared by every route of the product', async () => {
      const whole = await createTestApp(database(), created(), { domains });
      const routes = whole.server.accessMatrix.filter((route) => route.method !== 'HEAD');
      expect(routes.length).toBeGreaterThan(40);
      const open = routes.filter((route) => route.access === 'public').map((route) => `${route.method} ${route.url}`);
      expect(open.sort()).toMatchSnapshot();
      await whole.server.close();
    });
  });

  describe('idempotency keys', () => {
    it('give the same answer to the same request, and refuse another', async () => {
      const who = await signUp();
      const key = { 'idempotency-key': randomUUID() };
      const first = await post(who, { slug: 'same' }, key);
      const second = await post(who, { slug: 'same' }, key);
      expect(first.statusCode).toBe(201);
      expect([second.statusCode, second.body, second.headers.location]).toEqual([
        201,
        first.body,
        first.headers.location,
      ]);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(await count('same')).toBe(1);
      expect((await post(who, { slug: 'other' }, key)).json().code).toBe('idempotency-key-reused');
      const other = await signUp();
      expect((await post(other, { slug: 'same' }, key)).statusCode).toBe(201);
      expect(await count('same')).toBe(2);
    });
    it('make requests at the same time wait for each other', async () => {
      const who = await signUp();
      const key = { 'idempotency-key': randomUUID() };
      const answers = await Promise.all(Array.from({ length: 8 }, async () => await post(who, { slug: 'crowd' }, key)));
      expect(new Set(answers.map((answer) => `${answer.statusCode} ${answer.body}`)).size).toBe(1);
      expect(await count('crowd')).toBe(1);
    });
    it('keep nothing of a refusal, neither its answer nor what it had done', async () => {
      const who = await signUp();
      const key = { 'idempotency-key': randomUUID() };
      expect((await post(who, { slug: 'refused', refuse: true }, key)).statusCode).toBe(409);
      expect(await count('refused')).toBe(0);
      expect((await post(who, { slug: 'refused' }, key)).statusCode).toBe(201);
    });
    it('are short and visible', async () => {
      const who = await signUp();
      expect((await post(who, { slug: 'k' }, { 'idempotency-key': 'x'.repeat(256) })).json().code).toBe(
        'header-invalid',
      );
    });
  });

  it('chains audit entries with the address they came from', async () => {
    const found = await withSnapshot(database().dataSource, async (snapshot) => {
      return await checkAudit(snapshotInstallation(snapshot), home.id, [], () => undefined);
    });
    expect(found).toBeNull();
    const payloads = await app.services.unitOfWork.run({ kind: 'institution', institution: home.id }, async (tx) => {
      return await tx.query<{ content: { from: string } }>('select content from audit_payloads');
    });
    expect(payloads.length).toBeGreaterThan(3);
    expect(new Set(payloads.map((row) => row.content.from))).toEqual(new Set(['127.0.0.1']));
  });

  it('is ready when the database takes writes', async () => {
    expect((await app.server.inject('/livez')).json()).toEqual({ status: 'ok' });
    expect((await app.server.inject('/readyz')).statusCode).toBe(200);
  });

  it('ignores no field of a body and no filter of a list: what a route does not know it refuses', async () => {
    const whole = await createTestApp(database(), created(), { domains });
    const who = await logInNew(whole, { institution: home.id, roles: ['official', 'administrator'] });
    interface Operation {
      readonly parameters?: readonly { readonly in: string }[];
      readonly requestBody?: { content: Record<string, { schema: { additionalProperties?: boolean } }> };
    }
    const { body } = await who.get('/openapi.json');
    const deaf: string[] = [];
    for (const [path, methods] of Object.entries<Record<string, Operation>>(body.paths)) {
      const { get, ...others } = methods;
      for (const [method, { requestBody }] of Object.entries(others)) {
        const schema = requestBody?.content['application/json']?.schema;
        if (schema !== undefined && schema.additionalProperties !== false) deaf.push(`${method} ${path}`);
      }
      if (!get?.parameters?.some((one) => one.in === 'query')) continue;
      const address = path
        .replace('/api/v1', '')
        .replace('{institution}', home.slug)
        .replace('{instance}', randomUUID());
      const { status, body: problem } = await who.get(`${address}?abracadabra=1`);
      if (status !== 400 || problem.errors[0].field !== 'abracadabra') deaf.push(`get ${path}`);
    }
    // What the provider of payments sends is its own affair, and signed.
    expect(deaf).toEqual(['post /api/v1/payments/callback']);
    await whole.server.close();
  });

  it('describes itself in OpenAPI 3.1 and sends strict headers', async () => {
    const document = await app.server.inject('/api/v1/openapi.json');
    expect(document.body).toContain('openapi');
    expect(document.json().openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.json().paths)).toContain('/api/v1/session');
    const busy = document.json().paths['/api/v1/session'].get.responses['503'];
    expect(busy.headers['Retry-After'].schema.type).toBe('integer');
    expect(Object.keys(busy.content)).toEqual(['application/problem+json']);
    expect(document.headers['content-security-policy']).not.toContain('unsafe');
    const page = await app.server.inject('/api/docs/');
    expect([page.statusCode, String(page.headers['content-security-policy'])]).toEqual([
      200,
      expect.not.stringContaining('unsafe'),
    ]);
  });
});
