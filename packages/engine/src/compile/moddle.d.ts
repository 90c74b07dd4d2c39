declare module 'bpmn-moddle' {
  export class BpmnModdle {
    readonly registry: import('./moddle-types.ts').ModdleRegistry;
    constructor(packages?: { readonly [prefix: string]: unknown });
    /** Not used by the engine, which reads for itself; benchmarks compare with it. */
    fromXML(xml: string, type: string, options: { readonly lax: boolean }): Promise<{ readonly rootElement: unknown }>;
  }
}
