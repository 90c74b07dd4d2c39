import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';

it('runs all scenarios, decisions and FEEL where no code can be made from texts', () => {
  const program = join(import.meta.dirname, 'no-code-generation.run.ts');
  const flags = ['--disallow-code-generation-from-strings', '--import', 'tsx'];
  const output = execFileSync(process.execPath, [...flags, program], { encoding: 'utf8' });
  const ran = JSON.parse(output);
  expect(ran.scenarios).toBeGreaterThan(200);
  expect(ran.decisions).toBeGreaterThan(0);
  expect(ran.expressions).toBeGreaterThan(5);
}, 120_000);
