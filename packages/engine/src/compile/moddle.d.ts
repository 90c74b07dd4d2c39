declare module 'moddle' {
  export class Moddle {
    readonly registry: import('./moddle-types.ts').ModdleRegistry;
    constructor(packages: readonly unknown[]);
  }
}
