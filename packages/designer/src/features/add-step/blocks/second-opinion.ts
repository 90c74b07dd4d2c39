import type { Block } from './block.ts';
import { opinion } from './opinion.ts';

/** Another office gives its view before the request goes on. */
export const secondOpinion: Block = {
  id: 'second-opinion',
  place: 'after',
  type: 'bpmn:UserTask',
  content: opinion,
};
