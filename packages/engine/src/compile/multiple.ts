import { isRefusal } from '../kernel/contracts.ts';
import type { Arm, Flow, ProcessNode } from '../kernel/graph.ts';
import type { TriggerKind } from '../kernel/kinds.ts';
import { TRIGGERS } from '../triggers/index.ts';
import type { Diagnostics } from './diagnostics.ts';
import { child, definitionsOf, type Element, idOf } from './model.ts';
import { readEvent } from './node-details.ts';
import type { Reading } from './reading.ts';
import { nodeSupport, type Position } from './support.ts';

const TRIGGER_OF: { readonly [type: string]: TriggerKind } = {
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:TimerEventDefinition': 'timer',
  'bpmn:SignalEventDefinition': 'signal',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'escalation',
  'bpmn:CompensateEventDefinition': 'compensation',
  'bpmn:CancelEventDefinition': 'cancel',
  'bpmn:ConditionalEventDefinition': 'conditional',
  'bpmn:LinkEventDefinition': 'link',
  'bpmn:TerminateEventDefinition': 'terminate',
};

/** Triggers that cannot be one of several: a link is a sequence flow, a thrown cancel ends the transaction around it. */
function isAlone(trigger: TriggerKind, position: Position): boolean {
  return trigger === 'none' || trigger === 'link' || (trigger === 'cancel' && position === 'flow');
}

export function triggerOfDefinition(definition: Element): TriggerKind | null {
  return TRIGGER_OF[definition.$type] ?? null;
}

/** Each definition of a multiple event, as a node of its own trigger. What cannot be part of it is diagnosed. */
export function readParts(
  reading: Reading,
  node: Omit<ProcessNode, 'incoming' | 'outgoing'> & { incoming: Flow[]; outgoing: Flow[] },
  position: Position,
): ProcessNode[] {
  return definitionsOf(reading.element).flatMap((definition): ProcessNode[] => {
    const trigger = triggerOfDefinition(definition) ?? 'none';
    const event = TRIGGERS[trigger];
    const support = nodeSupport(node.kind, trigger, position);
    // where it is caught, compensation is no event but the place of a handler
    const caught = trigger === 'compensation' && position !== 'flow';
    const possible = !isAlone(trigger, position) && !caught && support.status === 'supported' && !isRefusal(event);
    if (
      trigger !== 'message' &&
      trigger !== 'signal' &&
      node.trigger === 'parallelMultiple' &&
      position === 'process'
    ) {
      const message = 'Events that start a process only together have to be messages or signals.';
      reading.diagnostics.error('unsupported', node.id, message, { row: support.id });
      return [];
    }
    if (!possible || (node.trigger === 'parallelMultiple' && event.listen === undefined)) {
      const message = `A multiple event cannot have a definition of type ${trigger} here.`;
      reading.diagnostics.error('unsupported', node.id, message, { row: support.id });
      return [];
    }
    const compensates = trigger === 'compensation' ? compensatedBy(reading, definition) : null;
    return [Object.freeze({ ...node, ...readEvent(reading, definition, trigger), trigger, event, compensates })];
  });
}

/** The only activity that a definition compensates; null: all. Where compensation is caught there is nothing to choose. */
export function compensatedBy({ element, id, diagnostics }: Reading, definition: Element | null): string | null {
  const activity = child(definition, 'activityRef');
  if (activity === null) return null;
  if (element.$type !== 'bpmn:BoundaryEvent' && element.$type !== 'bpmn:StartEvent') return idOf(activity);
  const message =
    'activityRef has no effect where compensation is caught: an event that throws it says by it what is undone. Remove it.';
  diagnostics.warning('no-effect', id, message, { property: 'activityRef' });
  return null;
}

/** The starts of event subprocesses, by the container that the event subprocess is in. */
export function armsIn(nodes: Iterable<ProcessNode>): Map<string, Arm[]> {
  const arms = new Map<string, Arm[]>();
  for (const node of nodes) {
    const event = node.kind === 'eventSubProcess' ? node.inner?.starts[0] : undefined;
    if (event === undefined) continue;
    const own = (event.parts.length > 0 ? event.parts : [event]).map((part) => Object.freeze({ event, part }));
    arms.set(node.scope, [...(arms.get(node.scope) ?? []), ...own]);
  }
  return arms;
}

const BEHIND: ReadonlySet<TriggerKind> = new Set(['message', 'timer', 'signal', 'conditional', 'multiple']);

/** What may follow an event-based gateway (BPMN 2.0.2 §10.6.6). */
export function behindGateway(gateway: ProcessNode, diagnostics: Diagnostics): void {
  const targets = gateway.outgoing.map(({ target }) => target);
  if (targets.length === 0) diagnostics.error('dangling-flow', gateway.id, 'Nothing follows the event-based gateway.');
  if (targets.length === 1) {
    const message = 'Only one event follows the event-based gateway: there is nothing to choose (BPMN 2.0.2 §10.6.6).';
    diagnostics.warning('no-effect', gateway.id, message);
  }
  for (const { id, kind, trigger, incoming } of targets) {
    const waits = kind === 'receiveTask' || (kind === 'intermediateCatchEvent' && BEHIND.has(trigger));
    if (!waits || incoming.length > 1) {
      const message = `Behind an event-based gateway only catch events and receive tasks of its own can be, not ${id}.`;
      diagnostics.error('dangling-flow', gateway.id, message);
    }
  }
  if (!diagnostics.stored) checkReceiveTasks(gateway.id, targets, diagnostics);
}

/** The gateway waits in place of the tasks, which are never entered: nothing could happen at their border. */
function checkReceiveTasks(gateway: string, targets: readonly ProcessNode[], diagnostics: Diagnostics): void {
  const tasks = targets.filter(({ kind }) => kind === 'receiveTask');
  for (const { id, boundary, compensation } of tasks) {
    if (boundary.length === 0 && compensation === null) continue;
    const message = `Behind the event-based gateway ${gateway} a receive task can have no boundary events (BPMN 2.0.2 §10.6.6): put events behind the gateway instead.`;
    diagnostics.error('bad-value', id, message);
  }
  const [task] = tasks;
  const event = targets.find(({ kind, trigger }) => kind === 'intermediateCatchEvent' && trigger === 'message');
  if (task === undefined || event === undefined) return;
  const message = `Behind an event-based gateway messages are awaited by events or by receive tasks, not by both (BPMN 2.0.2 §10.6.6): ${event.id} is an event, ${task.id} a task.`;
  diagnostics.error('bad-value', gateway, message);
}

/** The events that wait together at the node. */
export function eventsOf(node: ProcessNode): readonly ProcessNode[] {
  if (node.kind === 'eventBasedGateway') return node.outgoing.map(({ target }) => target);
  return node.kind === 'receiveTask' ? [node, ...node.boundary] : node.boundary;
}

/** Whether it is left by the event when a transaction is cancelled. */
export function catchesCancel({ trigger, parts }: ProcessNode): boolean {
  return trigger === 'cancel' || parts.some((part) => part.trigger === 'cancel');
}

/** What an event listens for: itself, or each of its definitions. */
export function armsOf(event: ProcessNode): Arm[] {
  return (event.parts.length > 0 ? event.parts : [event]).map((part) => Object.freeze({ event, part }));
}

/** An event of several definitions that waits for them itself: in the flow, or to start the process with all of them. */
export function waitsForParts({ kind, trigger, parts, scope }: ProcessNode, process: string): boolean {
  if (parts.length === 0) return false;
  return (
    kind === 'intermediateCatchEvent' || (kind === 'startEvent' && trigger === 'parallelMultiple' && scope === process)
  );
}
