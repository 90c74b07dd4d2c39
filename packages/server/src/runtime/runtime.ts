import type { FastifyBaseLogger } from 'fastify';
import type { Config } from '../config.ts';
import type { PoolLines } from '../persistence/pool-lines.ts';
import type { Transaction } from '../persistence/transaction.ts';
import type { UnitOfWork } from '../persistence/unit-of-work.ts';
import { openAuditKey } from '../platform/audit-key.ts';
import { Anchors } from './anchors.ts';
import type { CalendarOf } from './definitions.ts';
import type { JobHandler } from './job-handler.ts';
import { enqueue, Outbox, type OutwardMessage } from './outbox.ts';
import type { Projection } from './projection.ts';
import { type CommandObserver, Runner } from './runner.ts';
import { Sweeper } from './sweeper.ts';
import { Timers } from './timers.ts';
import { WakeUp } from './wake-up.ts';

/** The runner and its background loops. */
export interface Runtime {
  readonly runner: Runner;
  /** Before the first command only. */
  add(parts: {
    readonly projections?: readonly Projection[];
    readonly jobHandlers?: readonly JobHandler[];
    readonly sweep?: () => Promise<void>;
  }): void;
  /** Puts a message that no process asked for into the outbox; it is delivered after commit. Answers its id. */
  enqueue(tx: Transaction, message: OutwardMessage): Promise<string>;
  /** Types of the jobs that the server carries out itself. */
  jobTypes(): ReadonlySet<string>;
  /** Calls back whenever jobs may have become due, on this runner or another; answers what ends it. */
  onJobs(listener: () => void): () => void;
  /** Starts the loops, unless this server's role is to answer requests only. */
  start(): Promise<void>;
  /** Makes the loops look for work now. */
  wake(): void;
  /** Takes no new work and waits for what is in flight. */
  stop(): Promise<void>;
}

/** One session serves an embedded database: more timers at once would only queue for it. */
const EMBEDDED_CONCURRENCY = 2;
/** While one group of commands commits, others lock and write. */
const GROUPS = 3;
/** Jobs wait for others more than for the database; one of the places is kept for institutions that have none. */
const LEAST_JOBS = 4;

export function createRuntime(options: {
  readonly unitOfWork: UnitOfWork;
  readonly log: FastifyBaseLogger;
  readonly config: Config;
  readonly calendarOf: CalendarOf;
  /** The lines to PostgreSQL; null on the embedded database. */
  readonly lines: PoolLines | null;
  /** Hears how long commands take. */
  readonly observe?: CommandObserver;
}): Runtime {
  const { unitOfWork, log, config, calendarOf, lines } = options;
  const { database } = config;
  const wakeUp = new WakeUp(database.kind === 'postgres' ? database.url : null, lines);
  const leaseMs = config.leaseSeconds * 1000;
  const projections: Projection[] = [];
  const runner = new Runner({
    unitOfWork,
    width: database.kind === 'postgres' ? Math.max(1, Math.min(GROUPS, database.connections - 1)) : 1,
    calendarOf,
    projections,
    wakeUp,
    ...(options.observe === undefined ? {} : { observe: options.observe }),
  });
  const concurrency =
    database.kind === 'postgres' ? Math.max(1, Math.floor(database.connections / 3)) : EMBEDDED_CONCURRENCY;
  const outbox = new Outbox({ unitOfWork, runner, log, leaseMs, concurrency: Math.max(LEAST_JOBS, concurrency) });
  const timers = new Timers({ unitOfWork, runner, log, leaseMs });
  const sweeper = new Sweeper({ unitOfWork, log });
  const anchors = new Anchors({
    unitOfWork,
    log,
    key: () => openAuditKey(config.audit.key, config.dataFolder),
    folder: config.audit.anchorFolder,
  });
  wakeUp.onWork('jobs', () => outbox.wake());
  wakeUp.onWork('timers', () => timers.wake());
  return {
    runner,
    add(parts) {
      projections.push(...(parts.projections ?? []));
      for (const handler of parts.jobHandlers ?? []) outbox.add(handler);
      if (parts.sweep !== undefined) sweeper.add(parts.sweep);
    },
    async enqueue(tx, message) {
      wakeUp.afterCommit(tx, 'jobs');
      return await enqueue(tx, message);
    },
    jobTypes: () => outbox.jobTypes,
    onJobs: (listener) => wakeUp.onWork('jobs', listener),
    async start() {
      await wakeUp.listen();
      if (config.role === 'web') return;
      outbox.start();
      timers.start();
      sweeper.start();
      anchors.start();
    },
    wake() {
      outbox.wake();
      timers.wake();
    },
    async stop() {
      await Promise.all([
        wakeUp.stop(),
        outbox.stop(config.stopSeconds * 800),
        timers.stop(),
        sweeper.stop(),
        anchors.stop(),
      ]);
    },
  };
}
