import type { Key, Variables } from './types.ts';

/**
 * What `modify` changes by hand in a running instance, all of it or nothing: variables first, then what begins, then
 * what ends. A subprocess that is left with nothing in it ends too, and so does an instance.
 */
export interface Modification {
  /** Process variables. */
  readonly variables?: Variables;
  readonly activate?: readonly Activation[];
  /** Begins `to` beside the element instance `from`, which ends. */
  readonly move?: readonly Move[];
  /** Element instances that end, with all that is in them. */
  readonly terminate?: readonly Key[];
  /** Tokens that wait for a join and go; one each. */
  readonly drop?: readonly HeldToken[];
}

/** An element that begins by hand. */
export interface Activation {
  /** BPMN id. */
  readonly element: string;
  /** Variables of its own. */
  readonly variables?: Variables;
  /** The instance of an enclosing subprocess to begin in; needed when there is more than one. */
  readonly scope?: Key;
  /** Variables of the subprocesses that have to be entered for it, by BPMN id. */
  readonly scopeVariables?: { readonly [element: string]: Variables };
}

/** An element that begins where another one ends. */
export interface Move {
  readonly from: Key;
  /** BPMN id. */
  readonly to: string;
  readonly variables?: Variables;
}

/** A token that waits on a sequence flow for a join. */
export interface HeldToken {
  /** BPMN id of the sequence flow. */
  readonly flow: string;
  /** The element instance of the subprocess; the process when absent. */
  readonly scope?: Key;
}
