import type { Server } from 'node:http';
import { type App, buildApp, type PagePlugin } from './app.ts';
import { type Config, ConfigError } from './config.ts';
import type { Domain } from './domain.ts';
import { domains as allDomains } from './domains.ts';
import { BackupUnusable } from './operations/backup/format.ts';
import type { Clock } from './persistence/clock.ts';
import { type Database, DatabaseUnusable, openDatabase } from './persistence/data-source.ts';
import { FolderInUse } from './persistence/pglite/directory-lock.ts';
import { MissingRoles } from './persistence/roles.ts';

export interface StartOptions {
  readonly config: Config;
  readonly plugins?: readonly PagePlugin[];
  /** Tests only: what the whole server takes for the time. */
  readonly clock?: Clock;
  /** Default: all. */
  readonly domains?: readonly Domain[];
  /** Gets progress, one line at a time. Default: standard output. */
  readonly report?: (line: string) => void;
}

export interface RunningServer {
  /** Where it listens, as `http://127.0.0.1:3000`. */
  readonly address: string;
  readonly app: App;
  /** Finishes what is in flight (at most `config.stopSeconds`) and closes the database. */
  stop(): Promise<void>;
}

/** The server could not start; the message is one line for the person who started it. */
export class StartError extends Error {
  override name = 'StartError';
}

/** Opens the database, brings it up to date, prepares the domains, listens and starts the background loops. */
export async function startServer(options: StartOptions): Promise<RunningServer> {
  const { config } = options;
  const report = options.report ?? ((line: string) => console.log(line));
  const domains = options.domains ?? allDomains;
  const database = await openDatabase(config.database, {
    entities: domains.flatMap((domain) => domain.entities ?? []),
    report,
  });
  const traces = await beginTraces(config);
  try {
    const app = await buildApp({
      config,
      dataSource: database.dataSource,
      plugins: options.plugins ?? [],
      domains,
      ...(options.clock === undefined ? {} : { clock: options.clock }),
    });
    traces.complain = (failure) => app.server.log.warn({ failure }, 'traces could not be sent');
    await database.exclusively(async () => await app.prepare(report));
    const address = await listen(app, config);
    const metrics = config.metrics === null ? null : await listenForMetrics(app, config.metrics);
    await app.runtime.start();
    const end = async () => {
      metrics?.close();
      await stop(app, database, config);
      await atMost(Math.max(100, config.stopSeconds * 100), traces.end());
    };
    return { address, app, stop: end };
  } catch (error) {
    await traces.end();
    await database.close().catch(() => undefined);
    throw error;
  }
}

/**
 * `startServer` for a process of its own: one clear line and exit code 1 when it cannot start; SIGINT and SIGTERM end it
 * in order, a second one at once. `onReady` hears of the running server.
 */
export async function runServer(options: StartOptions, onReady?: (server: RunningServer) => void): Promise<void> {
  let server: RunningServer;
  try {
    server = await startServer(options);
  } catch (error) {
    console.error(startFailure(error));
    process.exitCode = 1;
    // Nothing is left to wait for, and a half-open database must not keep the process.
    setTimeout(() => process.exit(1), 100).unref();
    return;
  }
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(startFailure(error));
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  onReady?.(server);
}

/** What to tell a person of a start that failed: one line where the cause is known, the stack of a bug otherwise. */
export function startFailure(error: unknown): string {
  const known = [BackupUnusable, ConfigError, DatabaseUnusable, FolderInUse, MissingRoles, StartError];
  if (known.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** The library is loaded only where traces are wanted. */
async function beginTraces({ tracing, role }: Config) {
  const traces: { complain: (failure: string) => void; end: () => Promise<void> } = {
    complain: () => undefined,
    end: async () => undefined,
  };
  if (tracing === null) return traces;
  const { exportTraces } = await import('./platform/tracing/export-traces.ts');
  const attributes = { 'circula.role': role, ...tracing.attributes };
  traces.end = exportTraces({ ...tracing, attributes }, (failure) => traces.complain(failure));
  return traces;
}

async function listen(app: App, config: Config): Promise<string> {
  try {
    return await app.server.listen({ host: config.host, port: config.port });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') {
      throw new StartError(
        `Port ${config.port} is in use. Stop what uses it, or choose another with PORT (0: any free one).`,
      );
    }
    if (code === 'EACCES')
      throw new StartError(`Port ${config.port} needs more rights. Choose one above 1023 with PORT.`);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
      throw new StartError(`HOST ${config.host} is no address of this machine.`);
    }
    throw error;
  }
}

async function listenForMetrics(app: App, at: NonNullable<Config['metrics']>): Promise<Server> {
  try {
    return await app.metrics.listen(at);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new StartError(`CIRCULA_METRICS_PORT ${at.port} on ${at.host} cannot be used (${code}).`);
  }
}

/** Leaves a tenth of the patience for closing the database and one for the last traces: the process ends in time in any case. */
async function stop(app: App, database: Database, config: Config): Promise<void> {
  await atMost(config.stopSeconds * 800, app.stop());
  await atMost(Math.max(100, config.stopSeconds * 100), database.close());
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, patience]);
  clearTimeout(timer);
}
