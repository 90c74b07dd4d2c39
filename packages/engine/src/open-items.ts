import { nameOf } from './open-work.ts';
import type { Named, Of, OpenIncident, OpenTask, SavedEngine } from './saved-engine.ts';

type Kept = 'createTask' | 'scheduleTimer' | 'openSignal' | 'raiseIncident';
type Dropped = 'cancelTask' | 'cancelTimer' | 'closeSignal' | 'resolveIncident';

/** What is open in the instances and needs nothing but to be remembered. */
export class OpenItems {
  readonly tasks = new Map<string, OpenTask>();
  readonly timers = new Map<string, Named<'scheduleTimer'>>();
  readonly signals = new Map<string, Named<'openSignal'>>();
  readonly incidents = new Map<string, OpenIncident>();

  carryOut(instance: string, effect: Of<Kept | Dropped>): void {
    const name = `${instance}:${effect.key}`;
    switch (effect.type) {
      case 'createTask':
        this.tasks.set(name, { ...effect, instance });
        return;
      case 'cancelTask':
        this.tasks.delete(name);
        return;
      case 'scheduleTimer':
        this.timers.set(name, { ...effect, instance });
        return;
      case 'cancelTimer':
        this.timers.delete(name);
        return;
      case 'openSignal':
        this.signals.set(name, { ...effect, instance });
        return;
      case 'closeSignal':
        this.signals.delete(name);
        return;
      case 'raiseIncident':
        this.incidents.set(name, { ...effect, instance });
        return;
      case 'resolveIncident':
        this.incidents.delete(name);
        return;
      default:
        throw new Error(`unknown effect ${JSON.stringify(effect satisfies never)}`);
    }
  }

  save(): Pick<SavedEngine, 'tasks' | 'timers' | 'signals' | 'incidents'> {
    return {
      tasks: [...this.tasks.values()],
      timers: [...this.timers.values()],
      signals: [...this.signals.values()],
      incidents: [...this.incidents.values()],
    };
  }

  load({ tasks, timers, signals = [], incidents }: SavedEngine): void {
    for (const task of tasks) this.tasks.set(nameOf(task), task);
    for (const timer of timers) this.timers.set(nameOf(timer), timer);
    for (const signal of signals) this.signals.set(nameOf(signal), signal);
    for (const incident of incidents) this.incidents.set(nameOf(incident), incident);
  }

  /** Takes out all waits for the signal, oldest first; those that wait on open theirs again. */
  takeSignal(signal: string): Named<'openSignal'>[] {
    const taken = [...this.signals].filter(([, one]) => one.signal === signal);
    for (const [name] of taken) this.signals.delete(name);
    return taken.map(([, one]) => one);
  }
}
