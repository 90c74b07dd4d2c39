import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { compile, read, readDecisions } from '@circula/engine';
import { runScenario } from '@circula/engine/testing';
import { readForm } from '@circula/forms';
import { describe, expect, it } from 'vitest';
import { root } from './source-files.ts';

/** Every request type of the catalogue: its models compile without a remark, and its scenarios hold. */
const catalogue = path.join(root, 'processes');
const types = readdirSync(catalogue, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

function files(type: string, folder: string, ending: string): string[] {
  const full = path.join(catalogue, type, folder);
  return existsSync(full) ? readdirSync(full).filter((name) => name.endsWith(ending)) : [];
}

const text = (...parts: string[]) => readFileSync(path.join(catalogue, ...parts), 'utf8');
const decisionsOf = (type: string) => files(type, 'decisions', '.dmn').map((name) => text(type, 'decisions', name));

it('the catalogue is not empty', () => expect(types).toContain('certificat-urbanism'));

describe.each(types)('%s', (type) => {
  it('compiles without diagnostics', async () => {
    const decisions = await Promise.all(decisionsOf(type).map((dmn) => readDecisions(dmn)));
    expect(decisions.flatMap((one) => one.diagnostics)).toEqual([]);
    const { definitions, diagnostics } = await read(text(type, 'process.bpmn'));
    expect(diagnostics).toEqual([]);
    if (!definitions) throw new Error('no definitions');
    const models = decisions.flatMap((one) => (one.decisions ? [one.decisions] : []));
    const compiled = compile(definitions, { decisions: models });
    expect(compiled.diagnostics).toEqual([]);
    const { process } = JSON.parse(text(type, 'service.json'));
    expect(compiled.processes.map((one) => one.id)).toContain(process);
  });

  it.each(files(type, 'forms', '.form'))('form %s reads without problems', (name) => {
    const { form, problems } = readForm(JSON.parse(text(type, 'forms', name)));
    expect(problems).toEqual([]);
    expect(form?.id).toBe(path.basename(name, '.form'));
  });

  it('has scenarios', () => expect(files(type, 'scenarios', '.json').length).toBeGreaterThanOrEqual(4));

  it.each(files(type, 'scenarios', '.json'))('scenario %s holds, replayed and restored', async (name) => {
    const scenario = JSON.parse(text(type, 'scenarios', name));
    const { message, ok } = await runScenario({ xml: text(type, 'process.bpmn'), dmn: decisionsOf(type), scenario });
    expect(message).toBe('');
    expect(ok).toBe(true);
  });
});
