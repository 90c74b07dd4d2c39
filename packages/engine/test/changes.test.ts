import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runScenario, versionsIn } from '../src/testing/index.ts';

const ROOT = join(import.meta.dirname, 'changes');

describe('running instances', () => {
  for (const folder of readdirSync(ROOT)) {
    const text = (name: string) => readFileSync(join(ROOT, folder, name), 'utf8');
    for (const file of readdirSync(join(ROOT, folder)).filter((name) => name.endsWith('.json'))) {
      it(`${folder}: ${file.replace('.json', '')}`, async () => {
        const scenario: unknown = JSON.parse(text(file));
        const versions = Object.fromEntries(versionsIn(scenario).map((name) => [name, text(name)]));
        const result = await runScenario({ xml: text('model.bpmn'), versions, scenario });
        expect(result.message).toBe('');
        expect(result.events.length).toBeGreaterThan(0);
      });
    }
  }
});
