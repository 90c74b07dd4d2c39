import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { plainLine, type Tally } from './tally.ts';

/**
 * Reports a test run in plain lines: a line per file as it ends, each failure with its place, and last the count.
 * With CIRCULA_TALLY set to a path the count goes there instead, for whoever adds other checks to it.
 */
export default class PlainReporter implements Reporter {
  onTestModuleEnd(module: TestModule): void {
    const tally = count([module]);
    const seconds = (module.diagnostic().duration / 1000).toFixed(1);
    console.log(`${tally.failed > 0 ? 'FAIL' : 'ok  '} ${module.relativeModuleId} (${plainLine(tally)}, ${seconds} s)`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly { message?: string; stack?: string }[]): void {
    for (const module of modules) {
      for (const error of module.errors()) describe(module.relativeModuleId, error);
      for (const test of module.children.allTests('failed')) {
        for (const error of test.result().errors ?? [])
          describe(`${module.relativeModuleId} > ${test.fullName}`, error);
      }
    }
    for (const error of unhandled) describe('outside any test', error);
    const tally = count(modules);
    tally.failed += unhandled.length;
    const target = process.env.CIRCULA_TALLY;
    if (target) writeFileSync(target, JSON.stringify(tally));
    else console.log(`\n${plainLine(tally)}`);
  }
}

function count(modules: readonly TestModule[]): Tally {
  const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    // A file that does not load has no tests and would otherwise count as nothing.
    tally.failed += module.errors().length;
    for (const test of module.children.allTests()) tally[verdict(test)] += 1;
  }
  return tally;
}

function verdict(test: TestCase): keyof Tally {
  const { state } = test.result();
  switch (state) {
    case 'passed':
      return 'passed';
    case 'skipped':
      return 'skipped';
    case 'failed':
    case 'pending':
      return 'failed';
    default:
      return state satisfies never;
  }
}

function describe(place: string, error: { message?: string; stack?: string }): void {
  // The way through the test runner tells nothing; the message stands in the stack's first lines already.
  const trail = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line) && !line.includes('node_modules'));
  console.log(['', `FAIL ${place}`, error.message ?? '', ...trail].join('\n'));
  if ('diff' in error && typeof error.diff === 'string') console.log(error.diff);
}
