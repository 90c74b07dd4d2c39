import { automatic } from './automatic.ts';
import type { Block } from './block.ts';

/** The applicant gets a notice. */
export const notify: Block = {
  id: 'notify',
  place: 'after',
  type: 'bpmn:ServiceTask',
  content: (context) => ({
    extensions: automatic(context, 'circula.notify', { template: 'stare-cerere', to: 'applicant' }),
  }),
};
