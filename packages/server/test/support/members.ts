import { randomUUID } from 'node:crypto';
import type { App } from '../../src/app.ts';
import { hashPassword } from '../../src/domains/identity/index.ts';
import { ApiClient } from './client.ts';

let hash: Promise<string> | undefined;
const PASSWORD = 'circula-demo';

/** A new person with the roles and groups in an institution (none: a citizen), logged in. */
export async function logInNew(
  app: App,
  post?: { institution: string; roles: readonly string[]; groups?: readonly string[] },
): Promise<ApiClient> {
  hash ??= hashPassword(PASSWORD);
  const password = await hash;
  const id = randomUUID();
  const login = `${id}@circula.example`;
  const { unitOfWork } = app.services;
  await unitOfWork.run({ kind: 'platform' }, async (tx) => {
    await tx.query('insert into accounts (id, login, password_hash, name, email) values ($1, $2, $3, $4, $2)', [
      id,
      login,
      password,
      'Test',
    ]);
  });
  if (post !== undefined) {
    await unitOfWork.run({ kind: 'institution', institution: post.institution }, async (tx) => {
      await tx.query('insert into memberships (institution_id, account_id, groups, roles) values ($1, $2, $3, $4)', [
        post.institution,
        id,
        post.groups ?? [],
        post.roles,
      ]);
    });
  }
  return await ApiClient.logIn(app.server, login, PASSWORD);
}

/** A program with an API token that the administrator has just made. */
export async function machineOf(
  app: App,
  administrator: ApiClient,
  institution: string,
  scopes: readonly string[],
  more: { jobTypes?: readonly string[]; expiresAt?: string } = {},
): Promise<{ client: ApiClient; id: string; token: string }> {
  const made = await administrator.post(`/institutions/${institution}/api-tokens`, { name: 'Test', scopes, ...more });
  if (made.status !== 201) throw new Error(JSON.stringify(made.body));
  const { token, record } = made.body;
  return { client: ApiClient.withToken(app.server, token), id: record.id, token };
}
