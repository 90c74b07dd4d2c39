import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type TestDatabase } from '../support/databases.ts';

const SCRIPT = fileURLToPath(new URL('../support/server-process.ts', import.meta.url));
const children = new Set<ChildProcess>();

interface Ended {
  readonly code: number | null;
  readonly errors: string;
  readonly output: string;
}

function launch(environment: Record<string, string>, user: { uid?: number; gid?: number } = {}) {
  const child = spawn(process.execPath, ['--import', 'tsx', SCRIPT], {
    ...user,
    env: { PATH: process.env.PATH ?? '', HOME: tmpdir(), PORT: '0', CIRCULA_DEMO: '0', ...environment },
  });
  children.add(child);
  let output = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    output += data;
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('exit', (code) => resolve({ code, errors: errors.trim(), output })),
  );
  const ready = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const address = /^ready (\S+)$/m.exec(output)?.[1];
      if (address !== undefined) resolve(address);
    });
    ended.then((end) => reject(new Error(`ended with ${end.code}: ${end.errors}`)));
  });
  ready.catch(() => undefined);
  return { child, ended, ready };
}

afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

describe('a server that cannot start says why in one line', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase('embedded');
  });
  afterAll(async () => await database.drop());
  const folder = () => (database.config.kind === 'embedded' ? database.config.folder : '');
  const failure = async (environment: Record<string, string>, user = {}) => {
    const { code, errors } = await launch(environment, user).ended;
    expect([code, errors.split('\n').length]).toEqual([1, 1]);
    return errors;
  };

  it('the port is busy', async () => {
    const busy = createServer();
    const port = await new Promise<number>((resolve) =>
      busy.listen(0, '127.0.0.1', () => resolve((busy.address() as { port: number }).port)),
    );
    expect(await failure({ CIRCULA_DATA: folder(), PORT: String(port) })).toContain(`Port ${port} is in use`);
    busy.close();
  });
  it('another process has the folder, and goes on', async () => {
    const first = launch({ CIRCULA_DATA: folder() });
    const address = await first.ready;
    expect(await failure({ CIRCULA_DATA: folder() })).toContain(`in use by process ${first.child.pid}`);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
    first.child.kill('SIGTERM');
    expect((await first.ended).code).toBe(0);
  });
  it('the folder of a killed process is free again', async () => {
    const first = launch({ CIRCULA_DATA: folder() });
    await first.ready;
    first.child.kill('SIGKILL');
    await first.ended;
    const second = launch({ CIRCULA_DATA: folder() });
    expect((await fetch(`${await second.ready}/livez`)).status).toBe(200);
  });
  it('the folder cannot be written', async () => {
    const sealed = mkdtempSync(join(tmpdir(), 'circula-sealed-'));
    chmodSync(sealed, 0o555);
    // Root may write anywhere, so the test steps down from it.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    expect(await failure({ CIRCULA_DATA: sealed }, nobody)).toContain(`${sealed} cannot be written`);
    rmSync(sealed, { recursive: true });
  });
  it('the folder is a file', async () => {
    expect(await failure({ CIRCULA_DATA: SCRIPT })).toContain(`${SCRIPT} cannot be written`);
  });
  it('the database does not answer', async () => {
    expect(await failure({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })).toContain(
      'DATABASE_URL cannot be used',
    );
  });
  it('a setting is missing', async () => {
    expect(await failure({ NODE_ENV: 'production' })).toContain('is not set');
  });
});
