declare module 'bpmn-moddle' {
  type ModdleElement = import('./moddle-element.ts').ModdleElement;

  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
  }

  export class BpmnModdle {
    constructor(packages?: { readonly [prefix: string]: unknown });
    fromXML(
      xml: string,
      type: string,
      options: { readonly lax: boolean },
    ): Promise<{ readonly rootElement: ModdleElement; readonly warnings: readonly ModdleWarning[] }>;
  }
}
