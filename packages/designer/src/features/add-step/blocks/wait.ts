import type { Block } from './block.ts';
import { sameStage } from './user-task.ts';

/** The request rests for five days, to be changed in the details. */
export const wait: Block = {
  id: 'wait',
  place: 'after',
  type: 'bpmn:IntermediateCatchEvent',
  eventDefinitionType: 'bpmn:TimerEventDefinition',
  content: ({ step, make }) => ({
    extensions: sameStage(step),
    eventDefinition: { timeDuration: make.create('bpmn:FormalExpression', { body: 'P5D' }) },
  }),
};
