import type { FastifyBaseLogger } from 'fastify';
import type { App } from '../../src/app.ts';
import type { Services } from '../../src/domain.ts';
import type { Scope, Transaction } from '../../src/persistence/unit-of-work.ts';
import { UnitOfWork } from '../../src/persistence/unit-of-work.ts';
import { Outbox } from '../../src/runtime/outbox.ts';
import { Timers } from '../../src/runtime/timers.ts';
import type { Round } from './concurrent-commands.ts';
import { office } from './office-domain.ts';

/** Tells when a loop has looked for work twice, or for the first time without finding any. */
class WatchedUnitOfWork extends UnitOfWork {
  #looks = 0;
  onEnd: () => void = () => undefined;

  watchAnew(): this {
    this.#looks = 0;
    this.onEnd = () => undefined;
    return this;
  }

  override async run<T>(scope: Scope, fn: (tx: Transaction) => Promise<T>): Promise<T> {
    if (scope.kind !== 'worker') return await super.run(scope, fn);
    this.#looks += 1;
    if (this.#looks > 1) this.onEnd();
    const found = await super.run(scope, fn);
    if (this.#looks === 1 && isNothing(found)) this.onEnd();
    return found;
  }
}

const isNothing = (found: unknown): boolean =>
  Array.isArray(found) ? found.length === 0 : Object.values(found as object).every(isNothing);

/** Units of work are used again: each has a store of its own that every promise of the process carries from then on. */
const idle = new WeakMap<App, WatchedUnitOfWork[]>();

/** A runner's background work as one thing to be done: looks for due timers or jobs, does them, and ends. */
export async function oneRound(app: App, dataSource: ConstructorParameters<typeof UnitOfWork>[0], round: Round) {
  const services: Services = app.services;
  const spare = idle.get(app) ?? [];
  idle.set(app, spare);
  const unitOfWork = spare.pop()?.watchAnew() ?? new WatchedUnitOfWork(dataSource, services.clock);
  const log: FastifyBaseLogger = services.log;
  const shared = { unitOfWork, runner: services.runner, log, concurrency: 2, leaseMs: 30_000 };
  const ended = new Promise<void>((resolve) => {
    if (round === 'timers') {
      const timers = new Timers(shared);
      unitOfWork.onEnd = () => resolve(timers.stop());
      timers.start();
    } else {
      const outbox = new Outbox(shared);
      for (const handler of office.setUp(services).jobHandlers ?? []) outbox.add(handler);
      unitOfWork.onEnd = () => resolve(outbox.stop(5_000));
      outbox.start();
    }
  });
  await ended;
  spare.push(unitOfWork);
}
