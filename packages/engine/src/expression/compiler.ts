import type { Evaluate } from './run.ts';
import type { SyntaxNode } from './syntax.ts';
import type { Callable } from './values.ts';

/** Where a name of the expression itself is kept: a slot, and the filters inside which it is read. */
export interface Binding {
  /** Slot of the name; null when it is a variable (or built-in) from outside. */
  readonly slot: number | null;
  /** Slots of the elements of filters between the name and its binding, innermost first: their entries come first. */
  readonly elements: readonly number[];
}

/** Something wrong that is seen without evaluating. */
export interface ExpressionProblem {
  readonly code: ExpressionProblemCode;
  readonly message: string;
  /** Offsets in the source. */
  readonly position: number;
  readonly end: number;
}

/** What may be doubtful in an expression. */
export type ExpressionProblemCode =
  | 'syntax'
  | 'unknown-function'
  | 'wrong-arguments'
  | 'unknown-name'
  | 'unknown-type'
  | 'duplicate-name'
  | 'external-function'
  | 'impossible-comparison'
  | 'impossible-operation'
  | 'not-a-condition';

/** What a node's compiler may ask of the whole: its children compiled, the names in scope, and a way to report. */
export interface Compiler {
  /** `own` is the slot of the context entry whose value the node is, for a function that calls itself. */
  compile(node: SyntaxNode, own?: number): Evaluate;
  /** Binds a name while `compile` runs, and tells it the slot. */
  bind<T>(name: string, compile: (slot: number) => T): T;
  /** Binds the element of a filter, whose entries are names too. */
  bindElement<T>(compile: (slot: number) => T): T;
  find(name: string): Binding;
  /** Whether the host announced a variable of that name. */
  knows(name: string): boolean;
  /** The function that the host gives under that name. */
  hostFunction(name: string): Callable | null;
  /** Whether the name of a built-in function that is not called stands for a variable that is not there. */
  readonly openNames: boolean;
  /** Notes that the expression reads a variable. */
  reads(name: string): void;
  /** Reports what makes the node null at each evaluation; answers with that null. */
  problem(node: SyntaxNode, code: ExpressionProblemCode, message: string): Evaluate;
  /** Types that `instance of` may name beyond those of FEEL. */
  readonly types: ReadonlyMap<string, unknown>;
}

export type NodeCompiler = (node: SyntaxNode, compiler: Compiler, own: number | null) => Evaluate;

/** Ends a compilation; caught at its boundary. */
export class Refusal extends Error {
  readonly position: number;

  constructor(message: string, position: number) {
    super(message);
    this.position = position;
  }
}

/** A child that the grammar promises. */
export function child(node: SyntaxNode, index: number): SyntaxNode {
  const found = node.children.at(index);
  if (!found) throw new Refusal(`"${node.text}" is not complete.`, node.from);
  return found;
}

/** The FEEL name that a name node spells: runs of spaces count as one. */
export function nameOf(node: SyntaxNode): string {
  const { text } = node;
  return /[`\s]/.test(text) ? text.replace(/`/g, '').replace(/\s+/g, ' ').trim() : text;
}
