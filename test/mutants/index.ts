import { BORDERS } from './borders.ts';
import { COMMITS } from './commits.ts';
import { EFFECTS } from './effects.ts';
import type { Mutant } from './mutant.ts';
import { RECORDS } from './records.ts';
import { WORK } from './work.ts';

/** Every mutant; each is a row of docs/promises.md. */
export const MUTANTS: readonly Mutant[] = [...COMMITS, ...EFFECTS, ...WORK, ...RECORDS, ...BORDERS];

/** Those that every run of all tests plants: at least one for each promise. */
export const MUTANTS_OF_EVERY_RUN: readonly Mutant[] = MUTANTS.filter(({ seldom }) => seldom !== true);
