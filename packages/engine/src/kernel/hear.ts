import type { Core } from './core.ts';
import type { Process, ProcessNode } from './graph.ts';
import type { Waiting } from './state.ts';
import type { Key, Variables } from './types.ts';

const known = new WeakMap<Process, boolean>();

/**
 * A signal thrown in an instance reaches everything in it that waits for the signal now (BPMN 2.0.2 §10.5.1), before what
 * threw it goes on; who begins to wait later in the step is too late, and who ends later in it is not.
 */
export function hear(core: Core, signal: string, variables: Variables): void {
  if (!listens(core.process)) return;
  core.hearers ??= new Set(core.draft.elements().flatMap(({ key, wait }) => (mayHear(wait) ? [key] : [])));
  const heard: Key[] = [];
  for (const key of core.hearers) {
    const wait = core.draft.find(key)?.wait ?? null;
    if (!mayHear(wait)) core.hearers.delete(key);
    else if (wait?.type === 'signal' && wait.signal === signal) heard.push(key);
  }
  if (heard.length > 0) core.heard += 1;
  for (const key of heard.sort((a, b) => a - b)) {
    core.queue.push({ type: 'occur', node: core.node(core.instance(key).element), key, result: variables });
  }
}

/** A part of a parallel multiple event that has happened may wait again. */
function mayHear(wait: Waiting | null): boolean {
  return wait?.type === 'signal' || (wait?.type === 'happened' && wait.wait.type === 'signal');
}

/** Whether anything in the process waits for signals: most that throw them do not, and need not look. */
function listens(process: Process): boolean {
  const found = known.get(process);
  if (found !== undefined) return found;
  const waits = ({ trigger, event }: ProcessNode) => trigger === 'signal' && event.listen !== undefined;
  const nodes = [...process.nodes.values()].filter(({ kind }) => CATCHING.has(kind));
  const listening = nodes.some((node) => waits(node) || node.parts.some(waits));
  known.set(process, listening);
  return listening;
}

const CATCHING: ReadonlySet<string> = new Set(['startEvent', 'intermediateCatchEvent', 'boundaryEvent']);
