import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { App } from '../src/app.ts';
import type { RouteAccess } from '../src/platform/authentication.ts';
import { API_SCOPES } from '../src/platform/session.ts';
import { ACCESS_MATRIX, type Expected } from './access-matrix.ts';
import { ApiClient } from './support/client.ts';
import { describeOnBothDatabases } from './support/databases.ts';
import { logInNew, machineOf } from './support/members.ts';
import { createInstitution, createTestApp } from './support/test-app.ts';

const ROLES = ['official', 'administrator'] as const;

describeOnBothDatabases('the access matrix', (database, created) => {
  let app: App;
  let home: { id: string; slug: string };
  let away: { id: string; slug: string };
  /** Who calls, by what they are at home. */
  const callers = new Map<string, ApiClient>();

  beforeAll(async () => {
    app = await createTestApp(database(), created());
    const { unitOfWork } = app.services;
    [home, away] = [await createInstitution(unitOfWork), await createInstitution(unitOfWork)];
    const administrator = await logInNew(app, { institution: home.id, roles: ROLES });
    callers.set('nobody', new ApiClient(app.server));
    callers.set('citizen', await logInNew(app));
    callers.set('administrator elsewhere', await logInNew(app, { institution: away.id, roles: ROLES }));
    callers.set('member', await logInNew(app, { institution: home.id, roles: [] }));
    callers.set('official', await logInNew(app, { institution: home.id, roles: ['official'] }));
    callers.set('administrator', administrator);
    for (const scope of API_SCOPES) {
      callers.set(`machine ${scope}`, (await machineOf(app, administrator, home.slug, [scope])).client);
    }
    const revoked = await machineOf(app, administrator, home.slug, API_SCOPES);
    await administrator.send('DELETE', `/institutions/${home.slug}/api-tokens/${revoked.id}`);
    callers.set('machine revoked', revoked.client);
    const there = callers.get('administrator elsewhere') ?? administrator;
    callers.set('machine elsewhere', (await machineOf(app, there, away.slug, API_SCOPES)).client);
  });
  afterAll(async () => await app.stop());

  const routes = () => app.server.accessMatrix.filter((route) => route.method !== 'HEAD');
  const nameOf = ({ method, url }: RouteAccess) => `${method} ${url.replace('/api/v1', '')}`;

  it('has every route, with who may call it', () => {
    const declared = Object.fromEntries(routes().map((route) => [nameOf(route), wordOf(route.access)]));
    expect(declared).toEqual(ACCESS_MATRIX);
  });

  it('names every scope of API tokens at some route', () => {
    const named = Object.values(ACCESS_MATRIX).map((expected) => expected.split('|')[0]);
    for (const scope of API_SCOPES) expect(named).toContain(scope);
  });

  it('answers each caller at each route as the table says, before it reads what was sent', async () => {
    const calls = Object.entries(ACCESS_MATRIX).filter(([name]) => name.includes('/institutions/:institution/'));
    expect(calls.length).toBeGreaterThan(50);
    for (const [name, expected] of calls) {
      for (const [who, client] of callers) {
        const status = await statusOf(name, client, home.slug);
        const refused = refusalOf(expected, who);
        if (refused === null) expect([401, 403], `${who}: ${name}`).not.toContain(status);
        else expect([who, name, status]).toEqual([who, name, refused]);
      }
    }
  });

  it('tells a stranger nothing: an institution that is not theirs is like one that is not there', async () => {
    for (const [name, expected] of Object.entries(ACCESS_MATRIX)) {
      if (!name.includes('/institutions/:institution/') || expected === 'public' || expected === 'account') continue;
      for (const who of ['nobody', 'citizen', 'administrator elsewhere', 'machine jobs:work']) {
        const client = callers.get(who);
        if (client === undefined) continue;
        const slugs = who === 'administrator elsewhere' ? [home.slug] : [away.slug];
        const [foreign] = await Promise.all(slugs.map((slug) => statusOf(name, client, slug)));
        expect([who, name, foreign]).toEqual([who, name, await statusOf(name, client, 'nowhere')]);
      }
    }
  });

  /** Calls with ids of nothing and an empty body: whoever may call gets past the door, and no further. */
  async function statusOf(name: string, client: ApiClient, institution: string): Promise<number> {
    const [method = '', path = ''] = name.split(' ');
    const url = path
      .replace(':institution', institution)
      .replace(/:(incident|job|id)$/, randomUUID())
      .replace(/:(key|version)\b/g, '1')
      .replace(/:(job|task|id)(?=\/)/g, `${randomUUID()}:1`)
      .replace(/:(\w+)/g, () => randomUUID());
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    return (await client.send(method, url, body)).status;
  }
});

function wordOf(access: RouteAccess['access']): string {
  if (typeof access === 'string') return access;
  if ('groups' in access) return `groups ${access.groups.join()}`;
  return access.or === undefined ? access.scope : `${access.scope}|${access.or}`;
}

/** The status of a refusal at the door; null for who may come in. */
function refusalOf(expected: Expected, who: string): number | null {
  // A token that counts for nothing is refused wherever it is shown.
  if (who === 'machine revoked' || who === 'machine elsewhere') return 401;
  if (expected === 'public') return null;
  const [scopeOrRole = '', role = scopeOrRole] = expected.split('|');
  if (who.startsWith('machine ')) {
    if (!scopeOrRole.includes(':')) return 401;
    return who === `machine ${scopeOrRole}` ? null : 403;
  }
  if (who === 'nobody') return 401;
  if (expected === 'account') return null;
  // No person works like a machine.
  if (role.includes(':')) return 401;
  if (who === 'citizen' || who === 'administrator elsewhere') return 404;
  if (who === 'member') return 403;
  return who === 'administrator' || who === role ? null : 403;
}
