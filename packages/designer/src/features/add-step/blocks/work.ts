import { assignmentChange, NOBODY } from '../../../model/assignment.ts';
import type { Block } from './block.ts';
import { sameStage, userTask } from './user-task.ts';

/** An office works on the request: by default the one that has it already. */
export const work: Block = {
  id: 'work',
  place: 'after',
  type: 'bpmn:UserTask',
  content: ({ step, groups }) => ({
    extensions: [
      userTask,
      assignmentChange({ ...NOBODY, groups: step.who.groups.length > 0 ? step.who.groups : groups.slice(0, 1) }),
      ...sameStage(step),
    ],
  }),
};
