import { refuse } from './check-node.ts';
import type { Diagnostics } from './diagnostics.ts';
import { child, type Element, idOf, list } from './model.ts';

/** Refuses what a collaboration or choreography says that would change how its processes run. */
export function checkCollaboration(root: Element, executable: readonly Element[], diagnostics: Diagnostics): void {
  if (root.$type === 'bpmn:Choreography' || root.$type === 'bpmn:GlobalChoreographyTask') {
    refuse(diagnostics, 'choreography', idOf(root));
    return;
  }
  for (const participant of list(root, 'participants')) {
    const multiplicity = child(participant, 'participantMultiplicity');
    const process = child(participant, 'processRef');
    if (multiplicity === null || process === null || !executable.includes(process)) continue;
    const several = [multiplicity.minimum, multiplicity.maximum].some(
      (count) => typeof count === 'number' && count > 1,
    );
    if (several) refuse(diagnostics, 'participant multiplicity', idOf(participant) || idOf(process));
  }
  const [talk] = [...list(root, 'conversations'), ...list(root, 'conversationLinks')];
  if (talk === undefined) return;
  const message = 'Conversations are drawings: of them only correlation keys are carried out.';
  diagnostics.warning('no-effect', idOf(talk) || idOf(root) || null, message, { property: 'conversations' });
}
