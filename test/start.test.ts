import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { password } from './certificate-road.ts';
import { Person } from './person.ts';
import { RunningServer } from './running-server.ts';

/** What somebody sees who types `npm start`: addresses when it works, one clear line when it does not. */
const folder = mkdtempSync(path.join(tmpdir(), 'circula-start-'));
const data = path.join(folder, 'data');
const running: RunningServer[] = [];

function start(environment: Readonly<Record<string, string>>): RunningServer {
  const server = new RunningServer({ PORT: '0', CIRCULA_DATA: data, ...environment });
  running.push(server);
  return server;
}

/** Waits for the end and returns what was printed; it must be one line for people, not a stack. */
async function refusal(server: RunningServer): Promise<string> {
  expect(await server.exit()).toBe(1);
  expect(server.output).not.toMatch(/\n\s+at /);
  return server.output.trim().split('\n').at(-1) ?? '';
}

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm start', { timeout: 90_000 }, () => {
  let first: string;

  beforeAll(async () => {
    const server = start({});
    const origin = await server.address();
    const citizen = await Person.logIn(origin, 'cetatean@circula.example', password);
    const draft = await citizen.post<{ id: string }>('/institutions/cj-cluj/requests', {
      service: 'certificat-urbanism',
    });
    first = draft.id;
    expect(server.output).toContain('circula-demo');
    expect(await server.stop('SIGINT'), server.output).toBe(0);
  });

  it('keeps its data when started again, and refuses a second process on the same folder', async () => {
    const server = start({});
    const citizen = await Person.logIn(await server.address(), 'cetatean@circula.example', password);
    const { items } = await citizen.get<{ items: { id: string }[] }>('/me/requests');
    expect(items.map((item) => item.id)).toContain(first);
    expect(await refusal(start({}))).toMatch(/data/);
    expect(await server.stop('SIGTERM'), server.output).toBe(0);
  });

  it('names the Node it needs on an older one', () => {
    const older = `Object.defineProperty(process.versions, 'node', { value: '18.19.0' });
      Object.defineProperty(process, 'version', { value: 'v18.19.0' })`;
    const preload = ['--import', `data:text/javascript,${encodeURIComponent(older)}`];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...preload, 'scripts/bootstrap.mjs', 'start'], {
      encoding: 'utf8',
    });
    expect([status, stdout, stderr.trim()]).toEqual([1, '', 'Circula needs Node 20.19 or newer; this is v18.19.0.']);
  });

  it('says that a port is taken', async () => {
    const blocker = createServer();
    const port = await new Promise<number>((resolve) => {
      blocker.listen(0, '127.0.0.1', () => {
        const address = blocker.address();
        resolve(address && typeof address === 'object' ? address.port : 0);
      });
    });
    try {
      expect(await refusal(start({ PORT: String(port) }))).toContain(String(port));
    } finally {
      blocker.close();
    }
  });

  it('says that the data folder cannot be written', async () => {
    const closed = path.join(folder, 'closed');
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    // Root may write anywhere but under /proc.
    const target = process.getuid?.() === 0 ? '/proc/circula' : path.join(closed, 'data');
    expect(await refusal(start({ CIRCULA_DATA: target }))).toContain(target);
    expect(existsSync(path.join(closed, 'data'))).toBe(false);
  });

  it('names the setting that production misses, and has no demo there', async () => {
    const line = await refusal(start({ NODE_ENV: 'production' }));
    expect(line).toMatch(/PUBLIC_URL|CIRCULA_SECRET/);
  });
});
