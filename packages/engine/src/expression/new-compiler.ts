import { type Compiler, type ExpressionProblem, type NodeCompiler, Refusal } from './compiler.ts';
import { COMPARISONS } from './nodes/comparisons.ts';
import { FILTERS } from './nodes/filters.ts';
import { FUNCTIONS } from './nodes/functions.ts';
import { LITERALS } from './nodes/literals.ts';
import { LOOPS } from './nodes/loops.ts';
import { NAMES } from './nodes/names.ts';
import { OPERATIONS } from './nodes/operations.ts';
import type { FeelOptions } from './outcome.ts';
import { normalName } from './values.ts';

/** One compiler for each kind of node that a value can come from. */
const NODES: ReadonlyMap<string, NodeCompiler> = new Map(
  [LITERALS, NAMES, OPERATIONS, COMPARISONS, FILTERS, LOOPS, FUNCTIONS].flatMap((group) => Object.entries(group)),
);

/** One compilation: the compiler, and what it has noted. */
export interface Unit {
  readonly compiler: Compiler;
  readonly problems: ExpressionProblem[];
  reads(): readonly string[];
  /** How many slots an evaluation needs. */
  slots(): number;
}

interface Bound {
  /** Null for the element of a filter, whose entries are names. */
  readonly name: string | null;
  readonly slot: number;
}

export function newCompiler(options: FeelOptions): Unit {
  const scope: Bound[] = [];
  const found = new Set<string>();
  const problems: ExpressionProblem[] = [];
  const known = new Set([...(options.names ?? []), ...Object.keys(options.variables ?? {})].map(normalName));
  const given = new Map(Object.entries(options.functions ?? {}).map(([name, value]) => [normalName(name), value]));
  let slots = 0;

  const within = <T>(names: readonly (string | null)[], compile: (slot: number) => T): T => {
    const slot = slots;
    slots += 1;
    for (const name of names) scope.push({ name: name === null ? null : normalName(name), slot });
    try {
      return compile(slot);
    } finally {
      scope.length -= names.length;
    }
  };

  const compiler: Compiler = {
    compile(node, own) {
      const compile = NODES.get(node.name);
      if (!compile) throw new Refusal(`"${node.text.slice(0, 40)}" is not carried out here.`, node.from);
      return compile(node, compiler, own ?? null);
    },
    bind: (name, compile) => within([name], compile),
    bindElement: (compile) => within(['item', null], compile),
    find(name) {
      const elements: number[] = [];
      const wanted = normalName(name);
      for (let index = scope.length - 1; index >= 0; index -= 1) {
        const bound = scope[index] as Bound;
        if (bound.name === null) elements.push(bound.slot);
        else if (bound.name === wanted) return { slot: bound.slot, elements };
      }
      return { slot: null, elements };
    },
    knows: (name) => known.has(normalName(name)) || given.has(normalName(name)),
    hostFunction: (name) => given.get(normalName(name)) ?? null,
    openNames: options.openNames ?? false,
    reads: (name) => void found.add(name),
    problem({ from, to }, code, message) {
      problems.push({ code, message, position: from, end: to });
      return () => null;
    },
    types: options.types ?? new Map(),
  };
  return {
    compiler,
    problems,
    reads: () => Object.freeze([...found].sort()),
    slots: () => slots,
  };
}
