import type { Variables } from '../kernel/types.ts';

/**
 * What an application knows about its own processes, for the compiler alone: variables by process id, what jobs get and
 * give by type, what messages carry by name. `new Engine<MyContract>()` checks every use against it. Write the shapes as
 * `type`, which unlike an `interface` fits `Variables`.
 */
export interface Contract {
  readonly processes: { readonly [id: string]: Variables };
  readonly jobs: { readonly [type: string]: JobContract };
  readonly messages: { readonly [name: string]: Variables };
}

/** What the jobs of one type get and give. */
export interface JobContract {
  /** The variables that the job sees. */
  readonly input: Variables;
  readonly output: Variables;
}

/** The names that a part of a contract knows. */
export type NameOf<T> = string & keyof T;
