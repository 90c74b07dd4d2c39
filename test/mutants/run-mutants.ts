import type { TestModule, Vitest } from 'vitest/node';
import { createVitest } from 'vitest/node';
import { root } from '../source-files.ts';
import { absolute, type Mutant, mutate } from './mutant.ts';

/** What came of a mutant, or of its test without it. */
export interface Verdict {
  readonly name: string;
  /** The mutant was caught by its test; without a mutant: the test has passed. */
  readonly ok: boolean;
  /** How the test failed, or why the mutant does not count as caught. One line. */
  readonly reason: string;
  readonly seconds: number;
}

/** What the plugin plants at the moment, and whether a test has read it. */
interface Planted {
  mutant: Mutant | null;
  isLoaded: boolean;
}

/** Errors of a mutant that is no program or no SQL any more: such a bug would not last a minute. */
const BROKEN =
  /SyntaxError|Transform failed|Failed to (load|parse)|determine data type of parameter|syntax error at or near/;

/** For how long a test waits for what a mutant may keep from ever happening. */
const PATIENCE_SECONDS = 4;

/**
 * Runs tests with one bug at a time, in one Vitest: the source is changed on its way from the file into the test's
 * process, nothing on the disk changes, and whatever a mutant does not touch is compiled once. Test files share one database
 * server, as in every run.
 */
export class MutantRun {
  readonly #vitest: Vitest;
  readonly #now: Planted;

  private constructor(vitest: Vitest, now: Planted) {
    this.#vitest = vitest;
    this.#now = now;
  }

  static async open(): Promise<MutantRun> {
    process.env.CIRCULA_TEST_PATIENCE = String(PATIENCE_SECONDS);
    const now: Planted = { mutant: null, isLoaded: false };
    const vitest = await createVitest(
      'test',
      { root, watch: false, maxWorkers: 1, reporters: [{}], onConsoleLog: () => false },
      {
        plugins: [
          {
            name: 'mutant',
            enforce: 'pre',
            transform(code, id) {
              if (now.mutant === null || id.split('?')[0] !== absolute(now.mutant.source)) return null;
              now.isLoaded = true;
              return { code: mutate(now.mutant, code), map: null };
            },
          },
        ],
      },
    );
    await vitest.standalone();
    return new MutantRun(vitest, now);
  }

  /** Runs the mutant's test with the mutant. */
  async catch(mutant: Mutant): Promise<Verdict> {
    const source = absolute(mutant.source);
    this.#now.mutant = mutant;
    this.#now.isLoaded = false;
    this.#vitest.invalidateFile(source);
    try {
      return await this.#judge(mutant, (module) => {
        if (!this.#now.isLoaded) return [false, `the test does not load ${mutant.source}`];
        const [state, message] = stateOf(module, mutant.caughtBy.test);
        if (state !== 'failed') return [false, state === 'passed' ? 'nobody noticed: the test has passed' : message];
        return BROKEN.test(message) ? [false, `the mutant does not even run: ${message}`] : [true, message];
      });
    } finally {
      this.#now.mutant = null;
      this.#vitest.invalidateFile(source);
    }
  }

  /** Runs the mutant's test without it. */
  async passes(mutant: Mutant): Promise<Verdict> {
    return await this.#judge(mutant, (module) => {
      const [state, message] = stateOf(module, mutant.caughtBy.test);
      return [state === 'passed', message];
    });
  }

  async close(): Promise<void> {
    await this.#vitest.close();
  }

  async #judge(mutant: Mutant, judge: (module: TestModule) => [ok: boolean, reason: string]): Promise<Verdict> {
    const began = performance.now();
    const file = absolute(mutant.caughtBy.file);
    const testNamePattern = new RegExp(`^${quoted(mutant.caughtBy.test.replaceAll(' > ', ' '))}$`);
    const specification = this.#vitest.getRootProject().createSpecification(file, { testNamePattern });
    const { testModules } = await this.#vitest.runTestSpecifications([specification], false);
    const module = testModules.find((one) => one.moduleId === file);
    const [ok, reason] = module === undefined ? [false, 'the test file was not run'] : judge(module);
    return { name: mutant.name, ok, reason, seconds: (performance.now() - began) / 1000 };
  }
}

/** How the named test ended, and its first error. */
function stateOf(module: TestModule, name: string): ['passed' | 'failed' | 'neither', string] {
  const [unloaded] = module.errors();
  if (unloaded !== undefined) return ['neither', `the test file could not be run: ${firstLine(unloaded.message)}`];
  const found = [...module.children.allTests()].filter((test) => test.fullName === name);
  const [test] = found;
  if (test === undefined) return ['neither', `there is no such test: ${name}`];
  if (found.length > 1) return ['neither', `there are ${found.length} such tests: ${name}`];
  const { state, errors } = test.result();
  if (state === 'passed') return ['passed', ''];
  if (state !== 'failed') return ['neither', `the test was not run: ${name}`];
  return ['failed', firstLine(errors.map((error) => error.message).join(' '))];
}

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').slice(0, 160);

const quoted = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
