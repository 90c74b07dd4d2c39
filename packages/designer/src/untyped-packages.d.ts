// Packages that ship no types: the parts of them that the designer uses.
declare module '*.css';
declare module 'zeebe-bpmn-moddle/resources/zeebe.json' {
  const descriptor: Record<string, unknown>;
  export default descriptor;
}
declare module 'bpmn-moddle' {
  export class BpmnModdle {
    constructor(packages?: { readonly [prefix: string]: unknown });
    /** `lax`: unknown elements and attributes are warnings, which is the default. */
    fromXML(
      xml: string,
      type?: string,
      options?: { readonly lax: boolean },
    ): Promise<{ readonly rootElement: unknown; readonly warnings: readonly unknown[] }>;
    toXML(element: unknown, options?: { readonly format: boolean }): Promise<{ readonly xml: string }>;
  }
}
declare module 'bpmn-js-properties-panel' {
  export const BpmnPropertiesPanelModule: Readonly<Record<string, unknown>>;
}
declare module '@bpmn-io/properties-panel' {
  import type { ComponentType } from 'preact';

  type Entry = ComponentType<Record<string, unknown>>;
  export const TextFieldEntry: Entry;
  export const TextAreaEntry: Entry;
  export const SelectEntry: Entry;
  export const CheckboxEntry: Entry;
  export function isTextFieldEntryEdited(node: unknown): boolean;
  export function isTextAreaEntryEdited(node: unknown): boolean;
  export function isSelectEntryEdited(node: unknown): boolean;
  export function isCheckboxEntryEdited(node: unknown): boolean;
}
declare module 'bpmn-js/lib/Modeler' {
  const Modeler: new (
    options: import('./features/canvas/diagram.ts').DiagramOptions,
  ) => import('./features/canvas/diagram.ts').Diagram;
  export default Modeler;
}
declare module 'bpmn-js/lib/NavigatedViewer' {
  const NavigatedViewer: new (
    options: import('./features/canvas/diagram.ts').DiagramOptions,
  ) => import('./features/canvas/diagram.ts').Diagram;
  export default NavigatedViewer;
}
