import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { runScenario, type ScenarioResult, versionsIn } from '@circula/engine/testing';
import { type Command, DONE, FAILED, misused } from './command.ts';

/** Runs scenarios against a model: one with its trace, or all of a request type's folder with a line each. */
export const scenario: Command = {
  usage: '<model> <scenario> | <folder>',
  purpose: 'run a scenario with its trace, or all scenarios of a request type',
  async run(args) {
    const [model, file, ...rest] = args;
    if (model === undefined || rest.length > 0) return misused('scenario', this.usage);
    if (file !== undefined) return await runOne(model, file);
    if (!(await stat(model)).isDirectory()) return misused('scenario', this.usage);
    return await runFolder(model);
  },
};

async function runOne(model: string, file: string): Promise<number> {
  const result = await run(model, file);
  console.log(result.trace.join('\n'));
  console.log();
  console.log(verdict(result, file));
  return result.ok ? DONE : FAILED;
}

async function runFolder(folder: string): Promise<number> {
  const scenarios = path.join(folder, 'scenarios');
  const files = (await readdir(scenarios)).filter((name) => name.endsWith('.json')).sort();
  let failed = 0;
  for (const name of files) {
    const file = path.join(scenarios, name);
    const result = await run(path.join(folder, 'process.bpmn'), file);
    if (!result.ok) failed += 1;
    console.log(verdict(result, file));
  }
  console.log(`\n${files.length - failed} passed, ${failed} failed`);
  return failed === 0 && files.length > 0 ? DONE : FAILED;
}

/** Runs a scenario with the decisions that lie beside the model, in its folder or in `decisions/`. */
async function run(model: string, file: string): Promise<ScenarioResult> {
  const [xml, text, dmn] = await Promise.all([readFile(model, 'utf8'), readFile(file, 'utf8'), decisionsBeside(model)]);
  const json = parsed(text);
  const versions = await Promise.all(
    versionsIn(json).map(async (name): Promise<[string, string]> => {
      return [name, await readFile(path.join(path.dirname(model), path.basename(name)), 'utf8')];
    }),
  );
  return await runScenario({ xml, dmn, scenario: json, versions: Object.fromEntries(versions) });
}

async function decisionsBeside(model: string): Promise<string[]> {
  const folder = path.dirname(model);
  const places = [folder, path.join(folder, 'decisions')];
  const found = await Promise.all(
    places.map(async (place) => {
      const names = await readdir(place).catch(() => []);
      return names.filter((name) => name.endsWith('.dmn')).map((name) => path.join(place, name));
    }),
  );
  return await Promise.all(found.flat().map((name) => readFile(name, 'utf8')));
}

/** What is no JSON is no scenario either; the scenario runner says so. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One line when all was met; otherwise each unmet expectation with its step, element, expected and found. */
function verdict({ ok, name, failures }: ScenarioResult, file: string): string {
  const title = name === '' ? path.basename(file) : `${name} (${path.basename(file)})`;
  if (ok) return `ok   ${title}`;
  const lines = failures.map(
    ({ step, element, expected, found }) =>
      `     ${step === 0 ? 'before the first step' : `step ${step}`}, ${element}\n       expected ${expected}\n       found    ${found}`,
  );
  return [`FAIL ${title}`, ...lines].join('\n');
}
