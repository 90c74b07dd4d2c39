import { automatic } from './automatic.ts';
import type { Block } from './block.ts';

/** A document is drawn up from the first template of the request type. */
export const documentBlock: Block = {
  id: 'document',
  place: 'after',
  type: 'bpmn:ServiceTask',
  content: (context) => ({
    extensions: automatic(context, 'circula.document', {
      template: context.templates[0] ?? '',
      title: context.texts.add.names.document,
    }),
  }),
};
