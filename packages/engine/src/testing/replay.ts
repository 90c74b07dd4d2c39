import type { ObservedStep } from '../host/options.ts';
import { apply } from '../kernel/apply.ts';
import type { State } from '../kernel/state.ts';
import { step } from '../kernel/step.ts';
import { brokenInvariants } from './invariants.ts';

/**
 * Watches an engine: after each step, folding the journal must give the state byte for byte, the state restored from
 * JSON must go on identically, the step must have left the old state alone, and the invariants must hold.
 */
export class ReplayCheck {
  readonly problems: string[] = [];
  readonly #folded = new Map<string, State>();

  readonly observe = ({ instance, process, command, before, state, events, effects }: ObservedStep): void => {
    const text = JSON.stringify(state);
    let folded: State | null = this.#folded.get(instance) ?? null;
    for (const event of events) folded = apply(folded, JSON.parse(JSON.stringify(event)));
    if (folded !== null) this.#folded.set(instance, folded);
    const where = `${instance}, ${command.type}`;
    if (JSON.stringify(folded) !== text) this.problems.push(`${where}: folding the journal gives another state`);
    const restored: State | null = JSON.parse(JSON.stringify(before));
    const again = step(process, restored, JSON.parse(JSON.stringify(command)));
    if (!again.ok) this.problems.push(`${where}: the restored state refuses the command`);
    else if (JSON.stringify([again.state, again.events, again.effects]) !== JSON.stringify([state, events, effects])) {
      this.problems.push(`${where}: the restored state goes on differently`);
    }
    if (JSON.stringify(restored) !== JSON.stringify(before))
      this.problems.push(`${where}: the step wrote to the old state`);
    for (const broken of brokenInvariants(process, state)) this.problems.push(`${where}: ${broken}`);
  };
}
