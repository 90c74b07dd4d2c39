import type { SyntaxNode } from './feelin.ts';
import type { Evaluate } from './run.ts';

/** What a node's compiler may ask of the whole: its children compiled, the names in scope, and a way to refuse. */
export interface Compiler {
  compile(node: SyntaxNode): Evaluate;
  /** Compiles with names bound by the expression itself (loop variables, parameters, context entries). */
  within<T>(names: readonly string[], compile: () => T): T;
  isLocal(name: string): boolean;
  /** Notes that the expression reads a name; local names do not count. */
  reads(name: string): void;
}

export type NodeCompiler = (node: SyntaxNode, compiler: Compiler) => Evaluate;

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
  return node.text.replace(/`/g, '').replace(/\s+/g, ' ').trim();
}
