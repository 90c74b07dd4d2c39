import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { connect } from 'node:net';
import { dirname } from 'node:path';
import type { DataSource } from 'typeorm';
import type { Config } from '../../config.ts';
import { DatabaseUnusable, migrationNames, openDatabase } from '../../persistence/data-source.ts';
import { FolderInUse } from '../../persistence/pglite/directory-lock.ts';
import { APP_ROLE, MissingRoles, WORKER_ROLE } from '../../persistence/roles.ts';

/** One thing that was looked at. `bad`: it must be mended; `note`: worth knowing. */
export interface Observation {
  readonly state: 'ok' | 'bad' | 'note';
  readonly what: string;
  /** What to do; null: nothing. */
  readonly remedy: string | null;
}

const MOST_SKEW_MS = 2_000;
const LEAST_FREE = 1_000_000_000;
const REACH_TIMEOUT_MS = 5_000;

const ok = (what: string): Observation => ({ state: 'ok', what, remedy: null });
const bad = (what: string, remedy: string): Observation => ({ state: 'bad', what, remedy });
const note = (what: string, remedy: string): Observation => ({ state: 'note', what, remedy });

/** Examines an installation without changing it; settings are already known to be usable. */
export async function* examine(config: Config): AsyncGenerator<Observation> {
  yield ok(`The settings are usable, for ${config.mode}`);
  yield* settings(config);
  yield* anchors(config.audit.anchorFolder);
  yield* disk(config);
  yield* mail(config);
  yield* collector(config);
  yield* database(config);
}

function* settings(config: Config): Generator<Observation> {
  if (config.mode === 'development') {
    yield note(
      'This is a development installation: demo people, simulated payments',
      'Set NODE_ENV=production in earnest',
    );
  }
  for (const [name, secret] of [
    ['CIRCULA_SECRET', config.secrets.data],
    ['CIRCULA_PAYMENT_SECRET', config.secrets.payments],
  ] as const) {
    if (config.mode === 'production' && new Set(secret).size < 12) {
      yield bad(`${name} is easy to guess`, `Take the output of: openssl rand -base64 48`);
    }
  }
  if (config.mode === 'production' && config.secrets.data === config.secrets.payments) {
    yield bad('CIRCULA_SECRET and CIRCULA_PAYMENT_SECRET are the same', 'Give each its own');
  }
  if (config.publicUrl?.startsWith('http:') && config.mode === 'production') {
    yield bad('PUBLIC_URL is not encrypted', 'Put a proxy with TLS in front, and write https:// in PUBLIC_URL');
  }
  if (config.publicUrl?.startsWith('https:') && config.trustedProxies === 0) {
    yield note(
      'PUBLIC_URL is https and no proxy is trusted, so every caller seems to come from the proxy',
      'Set CIRCULA_TRUSTED_PROXIES to the number of proxies in front',
    );
  }
}

async function* anchors(folder: string | null): AsyncGenerator<Observation> {
  if (folder === null) {
    yield note(
      'Anchors of the audit chains stay in the database only',
      'Set CIRCULA_ANCHOR_FOLDER to a folder that is copied elsewhere',
    );
    return;
  }
  const why = await whyNotWritable(folder);
  yield why === null
    ? ok(`Anchors can be written into ${folder}`)
    : bad(`Anchors cannot be written into ${folder} (${why})`, 'Check CIRCULA_ANCHOR_FOLDER and who owns the folder');
}

/** Why this user could not write there, looking at the nearest folder that exists; null: nothing is in the way. */
async function whyNotWritable(folder: string): Promise<string | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return `${folder} is no folder`;
    await access(folder, constants.W_OK | constants.X_OK);
    return null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(folder) !== folder) return await whyNotWritable(dirname(folder));
    return `${folder}: ${code ?? 'unknown'}`;
  }
}

async function* disk(config: Config): AsyncGenerator<Observation> {
  if (config.database.kind !== 'embedded') return;
  try {
    const { bavail, bsize } = await statfs(config.dataFolder);
    const free = bavail * bsize;
    const text = `${(free / 1e9).toFixed(1)} GB are free in ${config.dataFolder}`;
    yield free < LEAST_FREE ? bad(`Only ${text}`, 'Make room, or move CIRCULA_DATA') : ok(text);
  } catch {
    yield note(`${config.dataFolder} is not there yet`, 'The first start makes it');
  }
}

async function* mail(config: Config): AsyncGenerator<Observation> {
  if (config.smtp === null) {
    yield note('No e-mail is sent', 'Set CIRCULA_SMTP_URL and CIRCULA_MAIL_FROM');
    return;
  }
  const { hostname, port, protocol } = new URL(config.smtp.url);
  const at = Number(port || (protocol === 'smtps:' ? 465 : 587));
  const reached = await takesConnections(hostname, at);
  yield reached
    ? ok(`The mail server ${hostname}:${at} takes connections`)
    : bad(`The mail server ${hostname}:${at} cannot be reached`, 'Check CIRCULA_SMTP_URL and the firewall');
}

async function* collector({ tracing }: Config): AsyncGenerator<Observation> {
  if (tracing === null) return;
  const { hostname, port, protocol } = new URL(tracing.url);
  const at = Number(port || (protocol === 'https:' ? 443 : 80));
  yield (await takesConnections(hostname, at))
    ? ok(`The collector of traces ${hostname}:${at} takes connections`)
    : bad(`The collector of traces ${hostname}:${at} cannot be reached`, 'Check OTEL_EXPORTER_OTLP_ENDPOINT');
}

async function takesConnections(host: string, port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect({ host, port, timeout: REACH_TIMEOUT_MS });
    const end = (result: boolean) => {
      socket.destroy();
      resolve(result);
    };
    socket
      .once('connect', () => end(true))
      .once('timeout', () => end(false))
      .once('error', () => end(false));
  });
}

async function* database(config: Config): AsyncGenerator<Observation> {
  let opened: Awaited<ReturnType<typeof openDatabase>>;
  try {
    opened = await openDatabase(config.database, { upTo: [] });
  } catch (error) {
    if (error instanceof FolderInUse) {
      yield note(
        error.message.replace(/\. .*$/, ''),
        'The embedded database can be examined while the server is stopped',
      );
      return;
    }
    if (!(error instanceof DatabaseUnusable || error instanceof MissingRoles)) throw error;
    yield bad(
      error.message.replace(/\.$/, ''),
      config.database.kind === 'embedded'
        ? 'Check CIRCULA_DATA and who owns the folder'
        : 'Check DATABASE_URL, and that the database server runs',
    );
    return;
  }
  try {
    yield ok('The database can be reached');
    yield* schema(opened.dataSource);
    yield* writing(opened.dataSource);
    yield* clock(opened.dataSource);
    if (config.database.kind === 'embedded') {
      yield note(
        'The embedded database survives a killed process, not a loss of power',
        'For real work set DATABASE_URL',
      );
    }
  } finally {
    await opened.close();
  }
}

async function* schema(dataSource: DataSource): AsyncGenerator<Observation> {
  const done = new Set(
    (await rows<{ name: string }>(dataSource, 'select name from migrations')).map(({ name }) => name),
  );
  const known = migrationNames();
  const pending = known.filter((name) => !done.has(name));
  const newer = [...done].filter((name) => !known.includes(name));
  if (pending.length > 0) {
    yield bad(`The schema is ${pending.length} migrations behind this release`, 'Run: circula migrate');
  } else if (newer.length > 0) {
    yield note('The schema is of a newer release than this program', 'Finish the upgrade of the other servers');
  } else yield ok('The schema is the one of this release');
  const roles = await rows<{ name: string; usable: boolean }>(
    dataSource,
    `select r.name, coalesce((select pg_has_role(current_user, oid, 'member') from pg_roles where rolname = r.name), false)
        as usable from unnest(array['${APP_ROLE}', '${WORKER_ROLE}']) r (name)`,
  );
  for (const { name } of roles.filter(({ usable }) => !usable)) {
    // Before the first migration, which makes them where it may.
    if (done.size === 0 && (await mayMakeRoles(dataSource))) break;
    yield bad(`The log-in cannot take the role ${name}`, `Let a database administrator grant it: grant ${name} to …`);
  }
  const unguarded = await rows<{ name: string }>(
    dataSource,
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'institution_id'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
        and c.relname not in ('applicant_requests', 'tracking_codes') and not (c.relrowsecurity and c.relforcerowsecurity)`,
  );
  for (const { name } of unguarded) {
    yield bad(`Row-level security of ${name} was switched off`, `Run: alter table ${name} force row level security`);
  }
}

async function mayMakeRoles(dataSource: DataSource): Promise<boolean> {
  const [login] = await rows<{ may: boolean }>(
    dataSource,
    'select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user',
  );
  return login?.may ?? false;
}

async function* writing(dataSource: DataSource): AsyncGenerator<Observation> {
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.startTransaction();
    await queryRunner.query('create temporary table doctor_probe (at timestamptz) on commit drop');
    await queryRunner.query('insert into doctor_probe values (now())');
    yield ok('The database takes writes');
  } catch (error) {
    yield bad(
      `The database takes no writes (${error instanceof Error ? error.message : 'unknown'})`,
      'Check its disk, and that it is no standby',
    );
  } finally {
    if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction().catch(() => undefined);
    await queryRunner.release();
  }
}

async function* clock(dataSource: DataSource): AsyncGenerator<Observation> {
  const before = Date.now();
  const [row] = await rows<{ at: Date }>(dataSource, 'select clock_timestamp() as at');
  const after = Date.now();
  const theirs = row?.at.getTime() ?? after;
  const skew = theirs < before ? before - theirs : Math.max(0, theirs - after);
  yield skew > MOST_SKEW_MS
    ? bad(
        `The clocks of this machine and the database differ by ${(skew / 1000).toFixed(1)} s`,
        'Let both follow a time server; deadlines go by the database',
      )
    : ok('The clocks of this machine and the database agree');
}

async function rows<R>(dataSource: DataSource, sql: string): Promise<R[]> {
  return (await dataSource.query(sql)) as R[];
}
