import type { FastifyBaseLogger, FastifyPluginAsync } from 'fastify';
import type { EntitySchema } from 'typeorm';
import type { Config } from './config.ts';
import type { Clock } from './persistence/clock.ts';
import type { UnitOfWork } from './persistence/unit-of-work.ts';
import type { JobHandler } from './runtime/job-handler.ts';
import type { Projection } from './runtime/projection.ts';
import type { Runner } from './runtime/runner.ts';

/** What every domain may use. */
export interface Services {
  readonly config: Config;
  readonly unitOfWork: UnitOfWork;
  readonly runner: Runner;
  /** The test clock; undefined in operation, where `tx.now` is the database's time. */
  readonly clock: Clock | undefined;
  readonly log: FastifyBaseLogger;
}

/** What a domain adds to the server. */
export interface DomainParts {
  /** HTTP routes; registered under `/api/v1`. Every route declares `config.access`. */
  readonly routes?: FastifyPluginAsync;
  readonly projections?: readonly Projection[];
  readonly jobHandlers?: readonly JobHandler[];
  /** Runs once at start, after migrations and before the first request: seeds, checks. `report` prints a progress line. */
  readonly prepare?: (report: (line: string) => void) => Promise<void>;
}

/** One domain: the default export of `domains/<name>/index.ts`. */
export interface Domain {
  readonly name: string;
  readonly entities?: readonly EntitySchema[];
  readonly setUp: (services: Services) => DomainParts;
}
