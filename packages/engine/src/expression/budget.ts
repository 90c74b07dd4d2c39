import { FeelRange, isContext, isList, type Value } from './values.ts';

/** What one evaluation may cost. Sized so that the worst expression ends within about 100 ms. */
export const LIMITS = {
  /** Characters of a source text. */
  source: 8_192,
  /** Nodes and nesting of its syntax tree. */
  nodes: 6_000,
  depth: 120,
  /** Brackets open at once; the parser's own cost grows with the square of it. */
  brackets: 40,
  /** Colons (entries, named arguments, typed parameters); the parser copies all names at each. */
  colons: 300,
  /** Elementary operations of one evaluation. */
  steps: 400_000,
  /** Elements that one range may enumerate. */
  range: 10_000,
  /** Characters of one text. */
  text: 200_000,
  /** Nested calls of functions that the expression defines. */
  calls: 60,
  /** Characters of a regular expression. */
  pattern: 500,
  /** Entries and elements of a result. */
  result: 50_000,
} as const;

export type StopCode =
  | 'budget-exceeded'
  | 'range-too-large'
  | 'value-too-large'
  | 'result-not-data'
  | 'result-not-exact'
  | 'assertion-failed';

/** Ends an evaluation; caught at its boundary and turned into a typed failure. */
export class Stop extends Error {
  readonly code: StopCode;

  constructor(code: StopCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Counts the work of one evaluation, or of several that share it. */
export class Budget {
  readonly limit: number;
  steps: number;
  calls = 0;

  constructor(steps: number = LIMITS.steps) {
    this.limit = steps;
    this.steps = steps;
  }

  spend(steps: number): void {
    this.steps -= steps;
    if (this.steps < 0) this.#exhausted();
  }

  #exhausted(): never {
    throw new Stop('budget-exceeded', `The expression needs more than ${this.limit} steps.`);
  }

  /** Enters a function; every `enter` is followed by a `leave`, unless the evaluation ends. */
  enter(): void {
    this.calls += 1;
    this.spend(5);
    if (this.calls > LIMITS.calls) {
      throw new Stop('budget-exceeded', `Functions call each other more than ${LIMITS.calls} levels deep.`);
    }
  }

  leave(): void {
    this.calls -= 1;
  }

  text(value: string): string {
    this.length(value.length);
    this.spend(value.length >> 6);
    return value;
  }

  /** Refuses a text before it is put together. */
  length(characters: number): void {
    if (characters > LIMITS.text) throw new Stop('value-too-large', `A text exceeds ${LIMITS.text} characters.`);
  }

  /** Charges for the whole of a value, shared parts as often as they are reached. */
  whole(value: Value): void {
    const open: Value[] = [value];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      this.spend(1);
      if (typeof next === 'string') this.text(next);
      else if (next === null || typeof next !== 'object') continue;
      else if (isList(next)) {
        this.spend(next.length);
        for (const element of next) open.push(element ?? null);
      } else if (next instanceof FeelRange) open.push(next.start, next.end);
      else if (isContext(next)) for (const key of Object.keys(next)) open.push(next[key] ?? null);
    }
  }
}

/** A budget to share among evaluations that belong together, such as the cells of a table. */
export function newBudget(steps: number): Budget {
  return new Budget(steps);
}
