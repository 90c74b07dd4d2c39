import { isRefusal } from '../kernel/contracts.ts';
import type { LoopEvent, ProcessNode } from '../kernel/graph.ts';
import type { TriggerKind } from '../kernel/kinds.ts';
import { TRIGGERS } from '../triggers/index.ts';
import { CONDITION, constant } from './expressions.ts';
import { child, definitionsOf, type Element, list, text } from './model.ts';
import { triggerOfDefinition } from './multiple.ts';
import { readEvent } from './node-details.ts';
import type { Reading } from './reading.ts';

/** What a boundary event of the activity can catch. */
const THROWN: ReadonlySet<TriggerKind> = new Set(['signal', 'message', 'escalation', 'error']);

/** What the runs of a multi-instance activity throw (BPMN 2.0.2 §13.3.7): `node` is the activity. */
export function readLoopEvents(reading: Reading, node: ProcessNode): readonly LoopEvent[] {
  const loop = child(reading.element, 'loopCharacteristics');
  if (loop?.$type !== 'bpmn:MultiInstanceLoopCharacteristics') return [];
  const behavior = text(loop, 'behavior') ?? 'All';
  switch (behavior) {
    case 'All':
      return [];
    case 'None':
      return partOf(reading, node, child(loop, 'noneBehaviorEventRef'), 'each');
    case 'One':
      return partOf(reading, node, child(loop, 'oneBehaviorEventRef'), 'first');
    case 'Complex':
      return list(loop, 'complexBehaviorDefinition').flatMap((one) => complex(reading, node, one));
    default:
      reading.diagnostics.error('bad-value', reading.id, `"${behavior}" is none of None, One, All and Complex.`);
      return [];
  }
}

function complex(reading: Reading, node: ProcessNode, definition: Element): readonly LoopEvent[] {
  const condition = child(definition, 'condition');
  const event = child(definition, 'event');
  const thrown = event === null ? [] : definitionsOf(event);
  if (condition === null || thrown.length === 0) {
    const message = 'A complexBehaviorDefinition needs a condition and an event with a definition.';
    reading.diagnostics.error('missing-definition', reading.id, message);
    return [];
  }
  const when = reading.expressions.formal(condition, reading.id, CONDITION);
  return when === null ? [] : thrown.flatMap((one) => partOf(reading, node, one, when));
}

/** Without a definition it is a signal that has the id of the activity. */
function partOf(
  reading: Reading,
  node: ProcessNode,
  definition: Element | null,
  when: LoopEvent['when'],
): readonly LoopEvent[] {
  const trigger = definition === null ? 'signal' : (triggerOfDefinition(definition) ?? 'none');
  const event = TRIGGERS[trigger];
  if (!THROWN.has(trigger) || isRefusal(event)) {
    const message = `The runs of an activity cannot throw an event of type ${trigger}.`;
    reading.diagnostics.error('unsupported', reading.id, message, { row: 'multi-instance behavior' });
    return [];
  }
  const details =
    definition === null ? { signal: constant(node.id, node.id) } : readEvent(reading, definition, trigger);
  return [Object.freeze({ when, part: Object.freeze({ ...node, ...details, trigger, event }) })];
}
