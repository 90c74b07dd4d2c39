import { child, nameOf } from './compiler.ts';
import type { SyntaxNode } from './syntax.ts';
import { ANY, type FeelType, typeNamed } from './types.ts';

/** The type that a type expression of the syntax tree spells; null when it names one that is not known. */
export function readType(node: SyntaxNode, known: ReadonlyMap<string, unknown>): FeelType | null {
  const inner = node.name === 'Type' ? child(node, 0) : node;
  const parts = inner.children.filter(({ name }) => name === 'Type').map((one) => readType(one, known));
  switch (inner.name) {
    case 'ListType': {
      const [element] = parts;
      if (!element) return null;
      return { kind: inner.text.startsWith('range') ? 'range' : 'list', element };
    }
    case 'ContextType': {
      const entries: Record<string, FeelType> = {};
      for (const entry of inner.children
        .filter(({ name }) => name === 'ContextEntryTypes')
        .flatMap((one) => one.children)) {
        const type = readType(child(entry, 1), known);
        if (!type) return null;
        entries[nameOf(child(entry, 0))] = type;
      }
      return { kind: 'context', entries };
    }
    case 'FunctionType': {
      const parameters: FeelType[] = [];
      for (const argument of inner.children
        .filter(({ name }) => name === 'ArgumentTypes')
        .flatMap((one) => one.children)) {
        const type = readType(child(argument, 0), known);
        if (!type) return null;
        parameters.push(type);
      }
      const result = parts.at(-1);
      return { kind: 'function', parameters, result: result ?? ANY };
    }
    default: {
      const name = nameOf(inner);
      // lists, ranges, functions and contexts need their parameters where FEEL's own grammar names a type
      return typeNamed(name) ?? (known.get(name) as FeelType | undefined) ?? null;
    }
  }
}
