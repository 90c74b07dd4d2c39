import { apply, type Event, type State } from '@circula/engine';
import { canonicalJson } from '../../platform/canonical-json.ts';
import { type Finding, type Installation, textOf } from './installation.ts';

/**
 * Folds the journal of each instance and compares the result with the stored state. Both tables are read side by side
 * in the order of instances, so memory holds one instance at a time. `share`: of how many instances, from 0 to 1.
 */
export async function checkJournal(
  installation: Installation,
  institution: string,
  share: number,
  step: (done: number) => void,
): Promise<Finding | null> {
  const bad = (instance: string, what: string): Finding => ({
    check: 'journal',
    institution,
    where: `instance ${instance}`,
    what,
  });
  const journal = installation.rows('journal', institution);
  let line = await journal.next();
  let done = 0;
  for await (const row of installation.rows('instances', institution)) {
    const instance = textOf(row, 'id');
    if (!line.done && textOf(line.value, 'instance_id') < instance) {
      return bad(textOf(line.value, 'instance_id'), 'has a journal and no state');
    }
    // Past its term an instance is forgotten: its journal is cleared bit by bit, then the instance itself.
    const isForgotten = typeof row.forgotten_at === 'string';
    const chosen = !isForgotten && (share >= 1 || fractionOf(instance) < share);
    let state: State | null = null;
    let fault: string | null = null;
    while (!line.done && textOf(line.value, 'instance_id') === instance) {
      if (chosen && fault === null) {
        try {
          state = apply(state, line.value.event as Event);
        } catch {
          fault = `has an impossible journal, from entry ${textOf(line.value, 'seq')} on`;
        }
      }
      line = await journal.next();
    }
    if (fault !== null) return bad(instance, fault);
    if (chosen && canonicalJson(state) !== canonicalJson(row.state)) {
      return bad(instance, 'has a state that does not follow from its journal');
    }
    done += 1;
    if (done % 500 === 0) step(done);
  }
  step(done);
  return line.done ? null : bad(textOf(line.value, 'instance_id'), 'has a journal and no state');
}

/** The same instances in every run, spread evenly: ids are random. */
function fractionOf(id: string): number {
  return Number.parseInt(id.slice(0, 8), 16) / 2 ** 32;
}
