declare module 'bpmn-moddle' {
  type ModdleElement = import('./moddle-element.ts').ModdleElement;

  export interface ModdleWarning {
    readonly message: string;
    readonly element?: ModdleElement;
    readonly property?: string;
    readonly value?: string;
  }

  export interface ModdleProperty {
    readonly name: string;
    isAttr?: boolean;
    readonly ns: { readonly name: string; readonly localName: string; readonly prefix: string };
  }

  export class BpmnModdle {
    readonly registry: {
      readonly typeMap: {
        readonly [type: string]: { readonly properties: ModdleProperty[] } | undefined;
      };
    };
    constructor(packages?: { readonly [prefix: string]: unknown });
    fromXML(
      xml: string,
      type: string,
      options: { readonly lax: boolean },
    ): Promise<{ readonly rootElement: ModdleElement; readonly warnings: readonly ModdleWarning[] }>;
  }
}
