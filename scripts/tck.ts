/** `npm run tck -- <folder>`: runs DMN kit folders (models and XML test cases) and prints what passed and what did not. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { evaluateDecision } from '../packages/engine/src/decision/decide.ts';
import type { DecisionModel } from '../packages/engine/src/decision/model.ts';
import { readFiles } from '../packages/engine/src/decision/read-decisions.ts';
import { readXml, type XmlElement } from '../packages/engine/src/decision/xml.ts';
import { type FeelValue, isContext } from '../packages/engine/src/expression/feel-values.ts';
import { agrees, shownValue, valueIn } from './tck-values.ts';

/** The moment that `now()` and `today()` mean while the kit runs. */
const AT = Date.now();

interface Tally {
  passed: number;
  failed: number;
}

const [start, ...more] = process.argv.slice(2);
if (start === undefined || more.length > 0) {
  console.error('npm run tck -- <folder with DMN models and their test cases>');
  process.exit(2);
}

const levels = new Map<string, Tally>();
for (const folder of foldersIn(path.resolve(start))) runFolder(folder);
const total = [...levels.values()].reduce(
  (sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed }),
  { passed: 0, failed: 0 },
);
for (const [level, { passed, failed }] of levels) console.log(`${level}: ${passed} of ${passed + failed} passed`);
console.log(`passed ${total.passed}, failed ${total.failed}`);
process.exit(total.failed === 0 && total.passed > 0 ? 0 : 1);

function foldersIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const below = entries
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => foldersIn(path.join(folder, name)));
  return [...(entries.some(({ name }) => name.endsWith('.dmn')) ? [folder] : []), ...below].sort();
}

function runFolder(folder: string): void {
  const names = readdirSync(folder).sort();
  const files = names
    .filter((name) => name.endsWith('.dmn'))
    .map((name) => ({ name, xml: readFileSync(path.join(folder, name), 'utf8') }));
  const { models, diagnostics } = readFiles(files, true);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  for (const name of names.filter((one) => one.endsWith('.xml'))) {
    const { root } = readXml(readFileSync(path.join(folder, name), 'utf8'));
    if (root?.name !== 'testCases') continue;
    const wanted = root.children.find((child) => child.name === 'modelName')?.text.trim();
    const index = files.findIndex((file) => file.name === wanted);
    const model = models.find((_, position) => position === Math.max(0, index));
    const cases = root.children.filter((child) => child.name === 'testCase');
    const before = tallyOf(folder).failed;
    for (const one of cases) runCase(one, model, `${path.basename(folder)}/${name}`, tallyOf(folder));
    if (tallyOf(folder).failed === before) continue;
    for (const { file, line, code, message } of errors) console.log(`  ${file}:${line} ${code}: ${message}`);
  }
}

function tallyOf(folder: string): Tally {
  const level = path.basename(path.dirname(folder));
  const found = levels.get(level) ?? { passed: 0, failed: 0 };
  levels.set(level, found);
  return found;
}

function runCase(element: XmlElement, model: DecisionModel | undefined, file: string, tally: Tally): void {
  const given: Record<string, FeelValue> = {};
  for (const input of element.children.filter(({ name }) => name === 'inputNode')) {
    given[input.attributes.get('name') ?? ''] = valueIn(input);
  }
  for (const result of element.children.filter(({ name }) => name === 'resultNode')) {
    const name = result.attributes.get('name') ?? '';
    const expectedElement = result.children.find((child) => child.name === 'expected');
    const expected = expectedElement ? valueIn(expectedElement) : null;
    const mayFail = result.attributes.get('errorResult') === 'true';
    const found = evaluate(element, name, model, given);
    // what the engine reports as a failure is null to the standard, which knows no other
    const passed = found.ok ? agrees(found.value, expected) : mayFail || expected === null;
    if (passed) tally.passed += 1;
    else {
      tally.failed += 1;
      const shown = found.ok ? shownValue(found.value) : `${found.code}: ${found.message}`;
      console.log(`FAILED ${file} ${element.attributes.get('id')} ${name}`);
      console.log(`  expected ${shownValue(expected)}${mayFail ? ' or an error' : ''}`);
      console.log(`  found    ${shown}`);
    }
  }
}

function evaluate(
  element: XmlElement,
  name: string,
  model: DecisionModel | undefined,
  given: Readonly<Record<string, FeelValue>>,
): { ok: true; value: FeelValue } | { ok: false; code: string; message: string } {
  if (!model) return { ok: false, code: 'dmn-root', message: 'The model was not read.' };
  const invoked = element.attributes.get('invocableName');
  const kind = element.attributes.get('type') ?? 'decision';
  const among = kind === 'decisionService' ? model.services : kind === 'bkm' ? model.knowledge : model.decisions;
  const wanted = [...among.values()].find((one) => one.name === (kind === 'decision' ? name : (invoked ?? name)));
  if (!wanted) return { ok: false, code: 'decision-unknown', message: `There is no ${kind} "${invoked ?? name}".` };
  const found = evaluateDecision(model, wanted.id, given, { at: AT, zone: 'UTC' });
  if (!found.ok) return { ok: false, code: found.code, message: found.message };
  // the kit names each decision whose result a service answers with
  const several = wanted.kind === 'service' && wanted.outputs.length > 1;
  return { ok: true, value: several && isContext(found.value) ? (found.value[name] ?? null) : found.value };
}
