import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { MUTANTS, MUTANTS_OF_EVERY_RUN } from './mutants/index.ts';
import { faultOf, type Mutant } from './mutants/mutant.ts';
import type { Verdict } from './mutants/run-mutants.ts';
import { root } from './source-files.ts';

/**
 * The tests are tested: each of these bugs, planted alone, must make its test fail. That the same tests pass without a bug
 * shows elsewhere in the same run. `npm run mutants` does both, with all mutants.
 */
describe('mutants', () => {
  it('are many, each with a name of its own and a text that stands once in its source', () => {
    expect(MUTANTS_OF_EVERY_RUN.length).toBeGreaterThanOrEqual(25);
    const broken = (mutants: readonly Mutant[]) => [...new Set(mutants.map(({ breaks }) => breaks))];
    expect(broken(MUTANTS_OF_EVERY_RUN)).toEqual(broken(MUTANTS));
    expect(new Set(MUTANTS.map(({ name }) => name)).size).toBe(MUTANTS.length);
    expect(MUTANTS.flatMap((mutant) => faultOf(mutant) ?? [])).toEqual([]);
  });

  const verdicts = new Map<string, Verdict>();
  const heard = new Set<() => void>();
  let child: ChildProcess;
  let ended: number | string | null = null;
  beforeAll(() => {
    child = fork(path.join(root, 'scripts/mutants.ts'), [], {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      env: {
        ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(VITEST|TINYPOOL)/.test(name))),
        CIRCULA_TEST_POSTGRES: inject('postgresUrl'),
        CIRCULA_TEST_EMBEDDED: inject('embeddedTemplate'),
      },
    });
    child.on('message', (verdict: Verdict) => verdicts.set(verdict.name, verdict));
    child.on('message', () => tell());
    child.on('exit', (code, signal) => {
      ended = code ?? signal;
      tell();
    });
  });
  afterAll(() => void child.kill());
  const tell = () => {
    for (const listener of [...heard]) listener();
  };
  const verdictOf = async (name: string): Promise<Verdict> =>
    await new Promise((resolve, reject) => {
      const look = () => {
        const verdict = verdicts.get(name);
        if (verdict !== undefined) resolve(verdict);
        else if (ended !== null) reject(new Error(`The mutants ended with ${ended}, without a word on this one.`));
      };
      heard.add(look);
      look();
    });

  it.each(MUTANTS_OF_EVERY_RUN)(
    '$name breaks $breaks and is caught',
    { timeout: 900_000 },
    async ({ name, caughtBy }) => {
      const { ok, reason } = await verdictOf(name);
      expect(ok, `${caughtBy.file} > ${caughtBy.test}: ${reason}`).toBe(true);
    },
  );
});
