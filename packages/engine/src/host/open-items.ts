import type { Key } from '../kernel/types.ts';
import { ByInstance } from './by-instance.ts';
import type { Named, Of, OpenIncident, OpenTask, SavedEngine } from './saved-engine.ts';
import { changedTask, openTask } from './timed.ts';
import { TimerQueue } from './timer-queue.ts';

type Kept = 'createTask' | 'updateTask' | 'scheduleTimer' | 'openSignal' | 'raiseIncident';
type Dropped = 'cancelTask' | 'finishTask' | 'cancelTimer' | 'closeSignal' | 'resolveIncident';

/** What is open in the instances and needs nothing but to be remembered. */
export class OpenItems {
  readonly tasks = new ByInstance<OpenTask>();
  readonly timers = new TimerQueue<Named<'scheduleTimer'>>();
  readonly signals = new ByInstance<Named<'openSignal'>>();
  readonly incidents = new ByInstance<OpenIncident>();

  carryOut(instance: string, effect: Of<Kept | Dropped>): void {
    switch (effect.type) {
      case 'createTask':
        this.tasks.set(openTask(effect, instance));
        return;
      case 'updateTask': {
        const task = this.tasks.get(instance, effect.key);
        if (task !== undefined) this.tasks.set(changedTask(task, effect));
        return;
      }
      case 'cancelTask':
      case 'finishTask':
        this.tasks.delete(instance, effect.key);
        return;
      case 'scheduleTimer':
        this.timers.set({ ...effect, instance });
        return;
      case 'cancelTimer':
        this.timers.delete(instance, effect.key);
        return;
      case 'openSignal':
        this.signals.set({ ...effect, instance });
        return;
      case 'closeSignal':
        this.signals.delete(instance, effect.key);
        return;
      case 'raiseIncident':
        this.incidents.set({ ...effect, instance });
        return;
      case 'resolveIncident':
        this.incidents.delete(instance, effect.key);
        return;
      default:
        throw new Error(`unknown effect ${JSON.stringify(effect satisfies never)}`);
    }
  }

  /** The element has another name since its instance went over to another process. */
  rename(instance: string, key: Key, element: string): void {
    const task = this.tasks.get(instance, key);
    if (task !== undefined) this.tasks.set({ ...task, element });
  }

  save(): Pick<SavedEngine, 'tasks' | 'timers' | 'signals' | 'incidents'> {
    return {
      tasks: this.tasks.list(),
      timers: this.timers.list(),
      signals: this.signals.list(),
      incidents: this.incidents.list(),
    };
  }

  load({ tasks, timers, signals = [], incidents }: SavedEngine): void {
    this.tasks.load(tasks);
    this.timers.load(timers);
    this.signals.load(signals);
    this.incidents.load(incidents);
  }

  /** Takes out all waits for the signal, oldest first; those that wait on open theirs again. `except`: the instance that threw it. */
  takeSignal(signal: string, except: string | null): Named<'openSignal'>[] {
    const taken = this.signals.list().filter((one) => one.signal === signal && one.instance !== except);
    for (const { instance, key } of taken) this.signals.delete(instance, key);
    return taken;
  }
}
