import { askApplicant } from './ask-applicant.ts';
import type { Block, BlockId } from './block.ts';
import { documentBlock } from './document.ts';
import { notify } from './notify.ts';
import { parallelOpinion } from './parallel-opinion.ts';
import { register } from './register.ts';
import { secondOpinion } from './second-opinion.ts';
import { wait } from './wait.ts';
import { work } from './work.ts';

/** Every block, in the order of the menu. Total: a block without a file or words does not compile. */
export const blocks: Readonly<Record<BlockId, Block>> = {
  work,
  'second-opinion': secondOpinion,
  'parallel-opinion': parallelOpinion,
  'ask-applicant': askApplicant,
  notify,
  document: documentBlock,
  register,
  wait,
};

export type { Block, BlockContent, BlockContext, BlockId } from './block.ts';
