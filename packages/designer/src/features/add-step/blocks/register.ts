import { automatic } from './automatic.ts';
import type { Block } from './block.ts';

/** The register of correspondence allots an outgoing number. */
export const register: Block = {
  id: 'register',
  place: 'after',
  type: 'bpmn:ServiceTask',
  content: (context) => ({ extensions: automatic(context, 'circula.register', { register: 'corespondenta' }) }),
};
