import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface PostgresServer {
  /** Of the superuser, database `postgres`. */
  readonly url: string;
  /** Ends the server process as a power cut would, unless it has ended by itself, and starts it again. */
  readonly crash: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const READY_ATTEMPTS = 400;
/** Where Debian and its relatives keep the programs of each version. */
const BASE = '/usr/lib/postgresql';

function programs(): string {
  const versions = existsSync(BASE) ? readdirSync(BASE) : [];
  const newest = versions
    .filter((version) => existsSync(join(BASE, version, 'bin', 'postgres')))
    .sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) {
    throw new Error('PostgreSQL is not installed, and these tests need it: apt-get install -y postgresql');
  }
  return join(BASE, newest, 'bin');
}

/** PostgreSQL refuses to run as root; tests that run as root hand it to the user that its package has made. */
function identity(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

/**
 * Starts a PostgreSQL of its own in a temporary folder. Fast and unsafe: nothing in it outlives the tests. `more` are
 * settings; who strikes it down and counts what was committed needs `synchronous_commit: 'on'`. `places` are folders for
 * the data and for the write-ahead log (then in segments of 1 MiB) where they are not to be in the temporary folder.
 */
export async function startPostgres(
  more: Readonly<Record<string, string>> = {},
  places: { readonly data?: string; readonly wal?: string } = {},
): Promise<PostgresServer> {
  const bin = programs();
  const folder = mkdtempSync(join(tmpdir(), 'circula-postgres-'));
  const user = identity();
  for (const place of [folder, places.data, places.wal])
    if (place !== undefined && user.uid !== undefined && user.gid !== undefined) chownSync(place, user.uid, user.gid);
  const data = join(places.data ?? folder, 'data');
  const wal = [
    ...(places.wal === undefined ? [] : ['--waldir', join(places.wal, 'wal')]),
    ...(places.wal === undefined && places.data === undefined ? [] : ['--wal-segsize', '1']),
  ];
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', '--no-sync', '--locale=C.UTF-8', ...wal],
    { ...user, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '300',
    ...more,
  };
  const launch = async () => {
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = spawn(
      join(bin, 'postgres'),
      ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...flags],
      { ...user, cwd: folder, stdio: 'ignore' },
    );
    for (let attempt = 0; ; attempt += 1) {
      const ready = spawnSync(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port)]);
      if (ready.status === 0) return child;
      if (attempt > READY_ATTEMPTS || child.exitCode !== null) throw new Error('PostgreSQL did not start.');
      await wait(50);
    }
  };
  let server = await launch();
  const end = async (signal: NodeJS.Signals) => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  };
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async crash() {
      await end('SIGQUIT');
      server = await launch();
    },
    async stop() {
      await end('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
