import { type Flavour, forkAndJoin, loop, multiInstance, nested, oneUserTask, permit, sequence } from './models.ts';

export interface Case {
  readonly name: string;
  readonly title: string;
  /** Flow nodes that one instance enters, armed boundary events left out; the same for every subject. */
  readonly elements: number;
  readonly variables: { readonly [name: string]: number | boolean };
  readonly xml: (flavour: Flavour) => string;
}

export const CASES: readonly Case[] = [
  { name: 'sequence', title: 'sequence of 10 tasks', elements: 12, variables: {}, xml: () => sequence(10) },
  { name: 'user', title: 'one user task', elements: 3, variables: {}, xml: () => oneUserTask() },
  { name: 'fork', title: 'fork and join of 10', elements: 14, variables: {}, xml: () => forkAndJoin(10) },
  { name: 'loop', title: 'loop of 100, FEEL condition', elements: 202, variables: { i: 0 }, xml: loop },
  { name: 'multi', title: 'multi-instance of 100', elements: 103, variables: {}, xml: () => multiInstance(100) },
  { name: 'nested', title: '10 nested subprocesses, timers', elements: 33, variables: {}, xml: () => nested(10) },
  { name: 'permit', title: 'permit of 33 elements', elements: 27, variables: { ok: true }, xml: permit },
];

export function caseNamed(name: string): Case {
  const found = CASES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`There is no case ${name}.`);
  return found;
}

/** One instance from start to end. */
export type Run = () => void | Promise<void>;

/** Something that can run a case; what it cannot run it refuses by throwing `CannotRun`. */
export interface Subject {
  readonly name: string;
  prepare(given: Case): Promise<{ readonly run: Run; readonly renew?: () => Promise<void> }>;
}

export class CannotRun extends Error {}
