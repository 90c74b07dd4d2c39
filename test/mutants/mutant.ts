import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../source-files.ts';

/** The number of a promise in docs/promises.md. */
export type PromiseNumber = `P${number}`;

/** A bug that somebody might make, and the test that would tell them. */
export interface Mutant {
  /** Short and unique, in kebab case. */
  readonly name: string;
  readonly breaks: PromiseNumber;
  /** Planted by `npm run mutants` only: `npm test` plants others that break the same promise. */
  readonly seldom?: true;
  /** Path of a source, from the root. */
  readonly source: string;
  /** Stands in the source exactly once. */
  readonly text: string;
  /** Stands there instead while the mutant lives. */
  readonly replacement: string;
  /** The test that must fail with the mutant. */
  readonly caughtBy: {
    /** Path from the root. */
    readonly file: string;
    /** In full: the groups around it and its own name, with ` > ` between them. */
    readonly test: string;
  };
}

export const absolute = (fromRoot: string): string => path.join(root, fromRoot);

/** The source with the bug in it. Throws when the text does not stand in it exactly once. */
export function mutate(mutant: Mutant, code: string): string {
  const { name, source, text, replacement } = mutant;
  const [before, after, ...more] = code.split(text);
  if (before === undefined || after === undefined || more.length > 0) {
    const times = code.split(text).length - 1;
    throw new Error(`${source} has the text of the mutant ${name} ${times} times instead of once. Write it anew.`);
  }
  return `${before}${replacement}${after}`;
}

/** What is wrong with a mutant itself; null: nothing. Reads its source. */
export function faultOf(mutant: Mutant): string | null {
  try {
    const code = readFileSync(absolute(mutant.source), 'utf8');
    return mutate(mutant, code) === code ? `The mutant ${mutant.name} changes nothing.` : null;
  } catch (error) {
    return (error as Error).message;
  }
}
