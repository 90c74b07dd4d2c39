import type { Server } from 'node:http';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyHttpOptions, type FastifyInstance, type FastifyPluginAsync } from 'fastify';
import type { DataSource } from 'typeorm';
import type { Config } from './config.ts';
import type { Domain, DomainParts, Services } from './domain.ts';
import { calendarOf } from './domains/deadlines/index.ts';
import { databaseDirectory } from './domains/identity/index.ts';
import { sharedSchemas } from './domains/schema.ts';
import { domains as allDomains } from './domains.ts';
import type { Clock } from './persistence/clock.ts';
import { migrationNames } from './persistence/data-source.ts';
import { isTransient, isUnavailable } from './persistence/failures.ts';
import { PoolForecast, poolUsage } from './persistence/pool.ts';
import { PoolLines } from './persistence/pool-lines.ts';
import { SCHEMA_VERSION, schemaFloor } from './persistence/schema-floor.ts';
import { UnitOfWork } from './persistence/unit-of-work.ts';
import { useAuthentication } from './platform/authentication.ts';
import { answerFrameworkError, answerNotFound, useErrorAnswers } from './platform/error-answers.ts';
import { useHealth } from './platform/health.ts';
import { type Fetch, fetchOf } from './platform/inject-fetch.ts';
import { useJsonBody } from './platform/json-body.ts';
import { useLeaveTaking } from './platform/leave-taking.ts';
import { useLoadShedding } from './platform/load-shedding.ts';
import { loggingOptions, useRequestLog } from './platform/logging.ts';
import { Metrics } from './platform/metrics.ts';
import { useApiPages, useOpenApi } from './platform/openapi.ts';
import { useOperationsOnly } from './platform/operations-only.ts';
import { useOrigin } from './platform/origin.ts';
import { useRateLimits } from './platform/rate-limits.ts';
import { useSecurityHeaders } from './platform/security-headers.ts';
import { useRequestSpans } from './platform/tracing/request-spans.ts';
import { schemaController } from './platform/validation.ts';
import { type Backlog, readBacklog } from './runtime/backlog.ts';
import { useIdempotency } from './runtime/idempotency.ts';
import { createRuntime, type Runtime } from './runtime/runtime.ts';

/** Pages or the like beside the API; they see the server as everyone does, through `api`. */
export type PagePlugin = (host: { readonly api: Fetch }) => FastifyPluginAsync;

export interface AppOptions {
  readonly config: Config;
  /** Open and migrated; whoever opened it closes it. */
  readonly dataSource: DataSource;
  /** Tests only: what the whole server takes for the time. */
  readonly clock?: Clock;
  readonly plugins?: readonly PagePlugin[];
  /** Default: all. */
  readonly domains?: readonly Domain[];
}

export interface App {
  /** Answers requests; `inject` works, `listen` is up to the caller. */
  readonly server: FastifyInstance;
  readonly services: Services;
  readonly metrics: Metrics;
  /** The background loops; not started yet. */
  readonly runtime: Runtime;
  /** Runs what domains do before the first request. */
  prepare(report: (line: string) => void): Promise<void>;
  /** No new work, finishes what is in flight, closes the server. */
  stop(): Promise<void>;
}

const BODY_LIMIT = 4 * 1024 * 1024;

/** Puts the server together. Nothing listens and nothing runs in the background yet. */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, dataSource, clock, domains = allDomains } = options;
  const server = Fastify({
    ...loggingOptions(config.logLevel),
    bodyLimit: BODY_LIMIT,
    trustProxy: (_address, hop) => hop < config.trustedProxies,
    routerOptions: { maxParamLength: 200 },
    schemaController,
    frameworkErrors: answerFrameworkError,
    // A slow client may not hold a connection for ever.
    requestTimeout: 120_000,
    forceCloseConnections: 'idle',
  } satisfies FastifyHttpOptions<Server>) as unknown as FastifyInstance;
  const unitOfWork = new UnitOfWork(dataSource, clock);
  const metrics = new Metrics();
  const forecast = new PoolForecast(dataSource);
  const runtime = createRuntime({
    unitOfWork,
    log: server.log,
    config,
    calendarOf,
    lines: config.database.kind === 'postgres' ? new PoolLines(dataSource) : null,
    observe: (command, what, milliseconds) => metrics.command(command, what, milliseconds),
  });
  const backlog = async () => await readBacklog(unitOfWork, runtime.jobTypes());
  metrics.read({ pool: () => poolUsage(dataSource), backlog });
  const services: Services = {
    config,
    unitOfWork,
    runner: runtime.runner,
    enqueue: runtime.enqueue,
    jobTypes: runtime.jobTypes,
    onJobs: runtime.onJobs,
    publicUrl: () => config.publicUrl ?? listeningUrl(server, config),
    clock,
    log: server.log,
  };
  const parts = domains.map((domain) => domain.setUp(services));
  for (const part of parts) runtime.add(part);
  // PostgreSQL counts its rows by itself; without such figures statements over many steps look at every open row.
  if (config.database.kind === 'embedded') runtime.add({ sweep: async () => void (await dataSource.query('analyze')) });
  let stopping = false;

  // For every answer, pages included.
  useErrorAnswers(server, { isUnavailable, isTransient });
  useRequestSpans(server);
  useRequestLog(server);
  metrics.watch(server);
  useLoadShedding(server, config.shedding, () => forecast.waitMs());
  if (config.role === 'worker') useOperationsOnly(server);
  useLeaveTaking(server);
  useOrigin(server);
  useJsonBody(server);
  await useSecurityHeaders(server, { https: config.publicUrl?.startsWith('https:') ?? false });
  await server.register(cookie);
  server.decorate('accessMatrix', []);
  server.decorateRequest('session', null);
  server.decorateRequest('account', null);
  server.decorateRequest('machine', null);
  server.decorateRequest('institution', null);

  await server.register(async (documented) => {
    await useOpenApi(documented);
    await documented.register(
      async (pages) => {
        pages.setNotFoundHandler(answerNotFound);
        await useApiPages(pages);
      },
      { prefix: '/api' },
    );
    await documented.register(async (api) => {
      useAuthentication(api, databaseDirectory(unitOfWork, config), config.publicUrl);
      await useRateLimits(api, config.rateLimits);
      useHealth(api, {
        write: async () => await probeWrite(dataSource),
        migrated: async () => await isMigrated(dataSource),
        late: async () => config.role === 'worker' && isLate(await backlog(), config.readyLagSeconds),
        stopping: () => stopping,
      });
      useIdempotency(api, unitOfWork);
      await api.register(async (v1) => await addRoutes(v1, domains, parts), { prefix: '/api/v1' });
    });
  });
  const api = fetchOf(server);
  for (const part of parts) if (part.pages) await server.register(part.pages({ api }));
  for (const plugin of options.plugins ?? []) await server.register(plugin({ api }));
  if ((options.plugins ?? []).length === 0) server.setNotFoundHandler(answerNotFound);
  await server.ready();

  return {
    server,
    services,
    metrics,
    runtime,
    async prepare(report) {
      for (const part of parts) await part.prepare?.(report);
    },
    async stop() {
      stopping = true;
      await Promise.all([server.close(), runtime.stop()]);
    },
  };
}

/** `PORT=0` lets the system choose, so only the open socket knows the port. */
function listeningUrl(server: FastifyInstance, { host, port }: Config): string {
  const [bound] = server.addresses();
  return `http://${host}:${typeof bound === 'object' ? bound.port : port}`;
}

async function addRoutes(
  app: FastifyInstance,
  domains: readonly Domain[],
  parts: readonly DomainParts[],
): Promise<void> {
  const schemas = new Set([...sharedSchemas, ...domains.flatMap((domain) => domain.schemas ?? [])]);
  for (const schema of schemas) app.addSchema(schema);
  app.get('/openapi.json', { config: { access: 'public' }, schema: { hide: true } }, async () => app.swagger());
  for (const part of parts) await part.routes?.(app, {});
}

function isLate({ oldestTimer, oldestJob }: Backlog, limitSeconds: number): boolean {
  return limitSeconds > 0 && Math.max(oldestTimer, oldestJob) > limitSeconds;
}

/** Writes to the database as a request would, and takes it back. */
async function probeWrite(dataSource: DataSource): Promise<void> {
  const queryRunner = dataSource.createQueryRunner();
  try {
    await queryRunner.startTransaction();
    await queryRunner.query('create temporary table readiness_probe (at timestamptz) on commit drop');
    await queryRunner.query('insert into readiness_probe values (now())');
    await queryRunner.rollbackTransaction();
  } finally {
    await queryRunner.release();
  }
}

async function isMigrated(dataSource: DataSource): Promise<boolean> {
  if ((await schemaFloor(dataSource)) > SCHEMA_VERSION) return false;
  const rows = (await dataSource.query('select name from migrations')) as { name: string }[];
  const done = new Set(rows.map((row) => row.name));
  return migrationNames().every((name) => done.has(name));
}
