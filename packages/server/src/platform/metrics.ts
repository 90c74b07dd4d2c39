import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Where the numbers come from that are read when Prometheus asks. */
export interface MetricSources {
  readonly pool: () => { readonly open: number; readonly idle: number; readonly waiting: number };
  readonly backlog: () => Promise<{
    readonly oldestTimer: number;
    readonly oldestJob: number;
    readonly expiredLeases: number;
    readonly incidents: number;
    readonly failingStarts: number;
  }>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What the server tells Prometheus. Labels are routes and kinds of commands, never institutions, people or files. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #http: Histogram<'method' | 'route' | 'status'>;
  readonly #command: Histogram<'command'>;
  readonly #visible: Histogram<'command'>;

  constructor() {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry });
    this.#http = new Histogram({
      name: 'circula_http_seconds',
      help: 'From the head of a request to the end of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: SECONDS,
      registers,
    });
    this.#command = new Histogram({
      name: 'circula_command_seconds',
      help: 'A command of the engine with all that it writes, without the commit',
      labelNames: ['command'],
      buckets: SECONDS,
      registers,
    });
    this.#visible = new Histogram({
      name: 'circula_command_visible_seconds',
      help: 'From the beginning of a command until everyone sees it: the commit included',
      labelNames: ['command'],
      buckets: SECONDS,
      registers,
    });
  }

  /** Watches the requests of a server. */
  watch(app: FastifyInstance): void {
    app.addHook('onResponse', async (request, reply) => {
      const labels = { method: request.method, route: request.routeOptions.url ?? 'unknown', status: reply.statusCode };
      this.#http.observe(labels, reply.elapsedTime / 1000);
    });
  }

  /** A command was carried out, or has become visible, so long after it began. */
  command(command: string, what: 'done' | 'visible', milliseconds: number): void {
    (what === 'done' ? this.#command : this.#visible).observe({ command }, milliseconds / 1000);
  }

  /** Adds what is read when somebody asks. */
  read(sources: MetricSources): void {
    const gauge = (name: string, help: string, value: () => number | Promise<number>) =>
      new Gauge({
        name,
        help,
        registers: [this.#registry],
        async collect() {
          this.set(await value());
        },
      });
    gauge('circula_pool_open_connections', 'Connections to the database', () => sources.pool().open);
    gauge('circula_pool_idle_connections', 'Connections that nobody uses', () => sources.pool().idle);
    gauge('circula_pool_waiting', 'Transactions that wait for a connection', () => sources.pool().waiting);
    let reading: Promise<Awaited<ReturnType<MetricSources['backlog']>> | null> | null = null;
    // They are asked for together: one question to the database answers all.
    const backlog = async () => {
      reading ??= sources
        .backlog()
        // Just then the other numbers are wanted most.
        .catch(() => null)
        .finally(() => {
          reading = null;
        });
      return await reading;
    };
    gauge('circula_database_up', '1: the database answers; 0: what it counts is not known', async () => {
      return (await backlog()) === null ? 0 : 1;
    });
    gauge('circula_oldest_timer_seconds', 'How long the oldest due timer waits', async () => {
      return (await backlog())?.oldestTimer ?? Number.NaN;
    });
    gauge('circula_outbox_age_seconds', 'How long the oldest entry of the outbox waits', async () => {
      return (await backlog())?.oldestJob ?? Number.NaN;
    });
    gauge('circula_expired_leases', 'Claims of runners that have not been heard of in time', async () => {
      return (await backlog())?.expiredLeases ?? Number.NaN;
    });
    gauge('circula_open_incidents', 'Incidents that nobody has resolved', async () => {
      return (await backlog())?.incidents ?? Number.NaN;
    });
    gauge('circula_failing_start_timers', 'Timer start events that cannot be fired, however often tried', async () => {
      return (await backlog())?.failingStarts ?? Number.NaN;
    });
  }

  /** All metrics in Prometheus' text format. */
  async text(): Promise<string> {
    return await this.#registry.metrics();
  }

  /** Answers `GET /metrics` at an address of its own, which the public need not reach. */
  async listen(at: { readonly host: string; readonly port: number }): Promise<Server> {
    const server = createServer((request, response) => {
      if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
        response.writeHead(404).end();
        return;
      }
      this.text().then(
        (text) => response.writeHead(200, { 'content-type': this.#registry.contentType }).end(text),
        () => response.writeHead(503, { 'retry-after': '15' }).end(),
      );
    });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(at.port, at.host, resolve);
    });
    server.unref();
    return server;
  }
}
