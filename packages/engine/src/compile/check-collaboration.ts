import { refuse } from './check-node.ts';
import type { Diagnostics } from './diagnostics.ts';
import { child, definitionsOf, type Element, idOf, list } from './model.ts';

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
  for (const flow of list(root, 'messageFlows')) checkMessageFlow(flow, executable, diagnostics);
  const [talk] = [...list(root, 'conversations'), ...list(root, 'conversationLinks')];
  if (talk === undefined) return;
  const message = 'Conversations are drawings: of them only correlation keys are carried out.';
  diagnostics.warning('no-effect', idOf(talk) || idOf(root) || null, message, { property: 'conversations' });
}

const CARRIES = /^bpmn:(SendTask|ReceiveTask|ServiceTask|Participant)$/;

/** Says of a message flow at whose end, in a process that runs, nothing is sent or awaited. */
function checkMessageFlow(flow: Element, executable: readonly Element[], diagnostics: Diagnostics): void {
  const process = processAround(child(flow, 'sourceRef'), executable);
  if (process !== null && process === processAround(child(flow, 'targetRef'), executable)) {
    const message = `The message flow stays in ${idOf(process)}; BPMN draws them between pools. It is carried out as a message.`;
    diagnostics.warning('no-effect', idOf(flow) || idOf(process), message, { property: 'messageFlows' });
  }
  for (const property of ['sourceRef', 'targetRef']) {
    const end = child(flow, property);
    if (end === null || CARRIES.test(end.$type) || processAround(end, executable) === null) continue;
    if (definitionsOf(end).some(({ $type }) => $type === 'bpmn:MessageEventDefinition')) continue;
    const what = property === 'sourceRef' ? 'sends' : 'waits for';
    const message = `The message flow has no effect at ${idOf(end)}, which ${what} no message: draw a send or receive task or a message event.`;
    diagnostics.warning('no-effect', idOf(flow) || idOf(end), message, { property: 'messageFlows' });
  }
}

/** The process that runs in which it stands. */
function processAround(node: Element | null, executable: readonly Element[]): Element | null {
  for (let at: Element | undefined = node ?? undefined; at !== undefined; at = at.$parent) {
    if (executable.includes(at)) return at;
  }
  return null;
}
