import type { Block } from './block.ts';
import { opinion } from './opinion.ts';

/** Another office gives its view while the step is worked on. */
export const parallelOpinion: Block = {
  id: 'parallel-opinion',
  place: 'beside',
  type: 'bpmn:UserTask',
  content: opinion,
};
