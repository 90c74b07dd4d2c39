import { assignmentChange, NOBODY } from '../../../model/assignment.ts';
import type { ExtensionChange } from '../../../model/extensions.ts';
import type { Block } from './block.ts';
import { sameStage, userTask } from './user-task.ts';

/** The form that a request type keeps for completions, when it has one. */
const COMPLETION_FORM = 'completare';

/** The applicant answers; the legal clock stands still while the step is open. */
export const askApplicant: Block = {
  id: 'ask-applicant',
  place: 'after',
  type: 'bpmn:UserTask',
  content: ({ step, forms }) => {
    const form: readonly ExtensionChange[] = forms.includes(COMPLETION_FORM)
      ? [{ type: 'zeebe:FormDefinition', attributes: { formId: COMPLETION_FORM } }]
      : [];
    return {
      extensions: [
        userTask,
        ...form,
        assignmentChange({ ...NOBODY, applicant: true }),
        ...sameStage(step),
        { type: 'circula:Clock', attributes: { effect: 'suspend' } },
      ],
    };
  },
};
