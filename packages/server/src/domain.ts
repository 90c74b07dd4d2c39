import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify';
import type { TSchema } from 'typebox';
import type { EntitySchema } from 'typeorm';
import type { Config } from './config.ts';
import type { Clock } from './persistence/clock.ts';
import type { Transaction } from './persistence/transaction.ts';
import type { UnitOfWork } from './persistence/unit-of-work.ts';
import type { Fetch } from './platform/inject-fetch.ts';
import type { JobHandler } from './runtime/job-handler.ts';
import type { OutwardMessage } from './runtime/outbox.ts';
import type { Projection } from './runtime/projection.ts';
import type { Runner } from './runtime/runner.ts';

/** What every domain may use. */
export interface Services {
  readonly config: Config;
  readonly unitOfWork: UnitOfWork;
  readonly runner: Runner;
  /** Puts a message that no process asked for into the outbox, for the handler of its job type. Answers its id. */
  readonly enqueue: (tx: Transaction, message: OutwardMessage) => Promise<string>;
  /** Types of the jobs that the server carries out itself; complete once every domain is set up. */
  readonly jobTypes: () => ReadonlySet<string>;
  /** Calls back whenever jobs may have become due, on this runner or another; answers what ends it. */
  readonly onJobs: (listener: () => void) => () => void;
  /** Where people reach the installation, for addresses that leave it. In development, the address it listens on. */
  readonly publicUrl: () => string;
  /** The test clock; undefined in operation, where `tx.now` is the database's time. */
  readonly clock: Clock | undefined;
  readonly log: FastifyBaseLogger;
}

/** What a domain adds to the server. */
export interface DomainParts {
  /** HTTP routes under `/api/v1`, added in one scope that all domains share. Every route declares `config.access`. */
  readonly routes?: FastifyPluginAsync;
  /** Pages outside the API, known to no session; they see the server as everyone does, through `api`. */
  readonly pages?: (host: { readonly api: Fetch }) => FastifyPluginAsync;
  readonly projections?: readonly Projection[];
  readonly jobHandlers?: readonly JobHandler[];
  /** Clears what has expired, in small transactions; called now and then, and by many runners at once. */
  readonly sweep?: () => Promise<void>;
  /** Runs once at start, after migrations and before the first request: seeds, checks. `report` prints a progress line. */
  readonly prepare?: (report: (line: string) => void) => Promise<void>;
}

/** One domain, exported by `domains/<name>/index.ts` and listed in domains.ts. */
export interface Domain {
  readonly name: string;
  readonly entities?: readonly EntitySchema[];
  /** Schemas with an `$id`, which routes of any domain may refer to. */
  readonly schemas?: readonly TSchema[];
  readonly setUp: (services: Services) => DomainParts;
}
