import type { Behaviour, Run } from '../kernel/contracts.ts';
import type { MessageDefinition } from '../kernel/graph.ts';
import { NO_VARIABLES } from '../kernel/scope.ts';
import { settle, settleDerived } from '../kernel/settle.ts';
import type { Key, Variables } from '../kernel/types.ts';

/**
 * An element that goes on with a message, and first keeps what the message settles for later ones. `begins`: the message
 * may have begun the process, whose variables are then what it carried.
 */
export function settling(behaviour: Behaviour, definitions: readonly MessageDefinition[], begins: boolean): Behaviour {
  const settled = (run: Run, key: Key, carried: Variables) => {
    if (begins) for (const definition of definitions) settleDerived(run, definition, key, run.visible(key));
    return definitions.reduce((rest, definition) => settle(run, definition, key, rest), carried);
  };
  return {
    ...behaviour,
    enter(run, node, key, taken) {
      if (begins && node.kind === 'startEvent') settled(run, key, NO_VARIABLES);
      behaviour.enter(run, node, key, taken);
    },
    happen(run, node, key, result) {
      const rest = settled(run, key, result);
      if (behaviour.happen === undefined) run.complete(node, key, rest);
      else behaviour.happen(run, node, key, rest);
    },
    resume: (run, node, key, variables) =>
      behaviour.resume(run, node, key, settled(run, key, variables ?? NO_VARIABLES)),
  };
}
