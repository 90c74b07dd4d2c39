import type { Position } from './diagnostics.ts';

/** An element as the reader of BPMN files builds it: its type, and its properties by name, unchecked. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  /** Attributes that the type does not have. */
  readonly $attrs?: { readonly [name: string]: string };
  /** Where it begins in the file. */
  readonly $at?: Position;
  readonly [property: string]: unknown;
}
