import type { ExtensionChange } from '../../../model/extensions.ts';
import type { ElementMaker } from '../../../model/moddle.ts';
import type { Step } from '../../../model/steps.ts';
import type { Texts } from '../../../texts/index.ts';

/** Identifies a block of the add menu; its words are `texts.add.blocks[id]`. */
export type BlockId = keyof Texts['add']['blocks'];

/** What a block may look at when it makes its step. */
export interface BlockContext {
  /** The step it is added after or beside. */
  readonly step: Step;
  /** Groups of the institution, first choice first. */
  readonly groups: readonly string[];
  /** Ids of the templates and of the forms that the request type has. */
  readonly templates: readonly string[];
  readonly forms: readonly string[];
  /** Id the new element will have. */
  readonly id: string;
  readonly texts: Texts;
  readonly make: ElementMaker;
}

/** What the new element carries. */
export interface BlockContent {
  readonly extensions: readonly ExtensionChange[];
  /** Properties of the element's event definition, for events. */
  readonly eventDefinition?: Readonly<Record<string, unknown>>;
  /** A file that the step needs and that is added when missing. */
  readonly file?: { readonly path: string; readonly text: string };
}

/** One thing that can be added to the way of a request; runs as it is from the first click. */
export interface Block {
  readonly id: BlockId;
  /** After the step, or beside it (both must be done before the request goes on). */
  readonly place: 'after' | 'beside';
  readonly type: string;
  readonly eventDefinitionType?: string;
  readonly content: (context: BlockContext) => BlockContent;
}
