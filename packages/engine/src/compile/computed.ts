import type { Outcome } from '../kernel/contracts.ts';
import type { Expression } from '../kernel/graph.ts';
import type { Json } from '../kernel/types.ts';

/** An expression that is not FEEL: `reads` are the variables that `evaluate` may look at. */
export function computed(source: string, reads: readonly string[], evaluate: Expression['evaluate']): Expression {
  return Object.freeze({
    source,
    reads: Object.freeze([...new Set(reads)]),
    evaluate,
    decide(variables, time): Outcome<boolean> {
      const result = evaluate(variables, time);
      if (!result.ok) return result;
      if (typeof result.value === 'boolean') return { ok: true, value: result.value };
      const code = result.value === null ? 'condition-unknown' : 'condition-not-boolean';
      return { ok: false, code, message: `${source} is not true or false.` };
    },
  } satisfies Expression);
}

/** Reads a variable by any name, also one that FEEL cannot write. Gives null when there is none. */
export function variable(name: string): Expression {
  return firstOf([name]);
}

/** The first of these variables that has a value, else null. */
export function firstOf(names: readonly string[]): Expression {
  return computed(names.join(' or '), names, (variables) => {
    const name = names.find((one) => Object.hasOwn(variables, one) && variables[one] !== null);
    return { ok: true, value: name === undefined ? null : (variables[name] as Json) };
  });
}
