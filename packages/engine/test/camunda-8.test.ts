import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Engine } from '../src/index.ts';
import { runScenario } from '../src/testing/index.ts';

const ROOT = join(import.meta.dirname, 'camunda-8');

// The models are written as Camunda Modeler 5 writes them for versions 8.5 to 8.8, with what those versions accept.

/** Message flows to or from user tasks are pictures of a conversation: nothing carries them out. */
const ONLY_DRAWN: Readonly<Record<string, readonly string[]>> = { helpdesk: ['no-effect Flow_msg2'] };

describe('models for Camunda 8', () => {
  for (const name of readdirSync(ROOT)) {
    const text = (file: string) => readFileSync(join(ROOT, name, file), 'utf8');
    const dmn = existsSync(join(ROOT, name, 'decision.dmn')) ? [text('decision.dmn')] : [];

    it(`${name} deploys without a word but on what is only drawn`, async () => {
      const { diagnostics } = await new Engine().deploy(text('model.bpmn'), { dmn });
      expect(diagnostics.map(({ code, element }) => `${code} ${element}`)).toEqual(ONLY_DRAWN[name] ?? []);
    });

    for (const file of readdirSync(join(ROOT, name)).filter((one) => one.endsWith('.json'))) {
      it(`${name} runs: ${file.replace('.json', '')}`, async () => {
        const result = await runScenario({ xml: text('model.bpmn'), dmn, scenario: JSON.parse(text(file)) });
        expect(result.message).toBe('');
      });
    }
  }
});
