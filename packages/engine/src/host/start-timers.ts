import type { Process } from '../kernel/graph.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import { firstWait, nextWait } from '../triggers/timer.ts';
import type { StartTimer } from './saved-engine.ts';

export type DueStart = Pick<StartTimer, 'process' | 'version' | 'startEvent'>;

/** The timers that start processes. */
export class StartTimers {
  #timers: readonly StartTimer[] = [];

  /** Plans the timer start events of a version; those of earlier versions no longer count. */
  plan(process: Process, version: number, now: number): void {
    const planned = process.timerStarts.flatMap(({ startEvent, timer }): StartTimer[] => {
      const wait = firstWait(timer, timer.value.evaluate(NO_VARIABLES, { at: now }), now);
      return wait.ok ? [{ process: process.id, version, startEvent, wait: wait.value }] : [];
    });
    this.#timers = [...this.#timers.filter((one) => one.process !== process.id), ...planned];
  }

  nextDue(): number | null {
    let next: number | null = null;
    for (const { wait } of this.#timers) {
      if (wait.due !== null && (next === null || wait.due < next)) next = wait.due;
    }
    return next;
  }

  /** What is due by then; those that repeat are planned again, from `now` on. */
  take(due: number, now: number): DueStart[] {
    const taken = this.#timers.filter(({ wait }) => wait.due !== null && wait.due <= due);
    this.#timers = this.#timers.flatMap((one): StartTimer[] => {
      if (!taken.includes(one)) return [one];
      const next = nextWait(one.wait, now);
      return next.ok && next.value !== null ? [{ ...one, wait: next.value }] : [];
    });
    return taken;
  }

  all(): readonly StartTimer[] {
    return this.#timers;
  }

  load(timers: readonly StartTimer[]): void {
    this.#timers = [...timers];
  }
}
