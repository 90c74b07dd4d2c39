import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScenario } from '../src/testing/index.ts';

const ROOT = join(import.meta.dirname, 'behaviours');

/** What rows of the support table mean together: scopes, order, and what happens at the same time. */
describe('behaviours', () => {
  for (const name of readdirSync(ROOT)) {
    const folder = join(ROOT, name);
    const xml = readFileSync(join(folder, 'model.bpmn'), 'utf8');
    for (const file of readdirSync(folder).filter((one) => one.endsWith('.json'))) {
      it(`${name}: ${file.replace('.json', '')}`, async () => {
        const scenario: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        expect((await runScenario({ xml, scenario })).message).toBe('');
      });
    }
  }
});
