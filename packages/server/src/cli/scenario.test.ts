import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DONE, FAILED, MISUSED } from './command.ts';
import { scenario } from './scenario.ts';

const type = fileURLToPath(new URL('../../../../processes/certificat-urbanism', import.meta.url));
const model = path.join(type, 'process.bpmn');
let folder: string;
const printed: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'circula-cli-'));
  vi.spyOn(console, 'log').mockImplementation((line = '') => printed.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation((line = '') => printed.push(String(line)));
});
afterAll(() => rm(folder, { recursive: true }));

async function call(...args: string[]): Promise<{ code: number; text: string }> {
  printed.length = 0;
  const code = await scenario.run(args);
  return { code, text: printed.join('\n') };
}

it('prints the trace of a scenario that holds', async () => {
  const { code, text } = await call(model, path.join(type, 'scenarios', 'drumul-drept.json'));
  expect(code).toBe(DONE);
  expect(text).toContain('completed    certificat-eliberat');
  expect(text).toContain('ok   Drumul drept');
});

it('runs all scenarios of a request type', async () => {
  const { code, text } = await call(type);
  expect(code).toBe(DONE);
  expect(text).toMatch(/\n\d+ passed, 0 failed$/);
});

it('names step, element, expected and found of what is not met', async () => {
  const held = JSON.parse(await readFile(path.join(type, 'scenarios', 'drumul-drept.json'), 'utf8'));
  held.steps[1].then.tasks = ['semneaza-secretarul'];
  const file = path.join(folder, 'unmet.json');
  await writeFile(file, JSON.stringify(held));
  const { code, text } = await call(model, file);
  expect(code).toBe(FAILED);
  expect(text).toContain('FAIL Drumul drept');
  expect(text).toMatch(/step 2, tasks\n\s+expected .*semneaza-secretarul.*\n\s+found\s+.*repartizeaza-cererea/);
});

it('refuses what is no scenario, and a wrong call', async () => {
  const file = path.join(folder, 'broken.json');
  await writeFile(file, '{');
  expect((await call(model, file)).code).toBe(FAILED);
  expect((await call()).code).toBe(MISUSED);
  expect((await call(model)).code).toBe(MISUSED);
});
