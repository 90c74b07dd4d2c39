/** The little of the peers that the benchmark uses; they are installed by `npm run bench` only. */
declare module 'bpmn-engine' {
  import type { EventEmitter } from 'node:events';
  export interface Execution {
    readonly state: string;
    getState(): object;
    stop(): Promise<void>;
    waitFor(event: string): Promise<unknown>;
  }
  export class Engine {
    constructor(options: object);
    execute(options: object, callback?: (error: Error | null) => void): Promise<Execution>;
    recover(state: object, options?: object): Engine;
    resume(options: object, callback?: (error: Error | null) => void): Promise<Execution>;
  }
  export interface Listener extends EventEmitter {}
}

declare module 'bpmn-elements' {
  export class Environment {
    constructor(options: object);
    addService(name: string, service: (...args: never[]) => unknown): void;
  }
  export function Context(source: object, environment: Environment): object;
  export class Definition {
    constructor(context: object);
    run(callback: (error: Error | null) => void): void;
    readonly broker: {
      subscribeTmp(
        exchange: string,
        pattern: string,
        listener: (key: string, message: Message) => void,
        options: object,
      ): void;
    };
    signal(message: object): void;
  }
  export interface Message {
    readonly content: { readonly id: string; readonly executionId: string };
  }
}

declare module 'moddle-context-serializer' {
  export default function serialize(moddle: object, types: unknown): object;
  export function TypeResolver(types: object): unknown;
}

declare module '@vhidvz/wfjs' {
  export interface Activity {
    takeOutgoing(identity?: { readonly id: string }): void;
  }
  export interface WorkflowContext {
    readonly status: string;
    readonly data: { i?: number; ok?: boolean };
    readonly tokens: readonly { readonly status: string; readonly state: { readonly ref: string } }[];
  }
  export class WorkflowJS {
    static build(exec?: object): WorkflowJS;
    execute(options: object): Promise<{ readonly context: WorkflowContext }>;
  }
  export function parse(xml: string): { readonly 'bpmn:definitions': object };
}

declare module '@vhidvz/wfjs/common' {
  export const NodeKey: symbol;
}
