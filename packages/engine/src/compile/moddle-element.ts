/** An element as the reader of BPMN files builds it: its type, and its properties by name, unchecked. */
export interface ModdleElement {
  readonly $type: string;
  readonly $parent?: ModdleElement;
  readonly $attrs?: { readonly [name: string]: string };
  readonly [property: string]: unknown;
}
