import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUPPORT } from '../src/index.ts';
import { runScenario } from '../src/testing/index.ts';

const ROOT = join(import.meta.dirname, 'scenarios');
const folderOf = (row: string) => row.replace(/[ :]+/g, '-');
const supported = SUPPORT.filter(({ status }) => status === 'supported').map(({ id }) => folderOf(id));

describe('scenarios of the support table', () => {
  it('exist for every supported row and for nothing else', () => {
    expect(readdirSync(ROOT).sort()).toEqual(supported.sort());
  });

  for (const row of readdirSync(ROOT)) {
    const folder = join(ROOT, row);
    const xml = readFileSync(join(folder, 'model.bpmn'), 'utf8');
    const decision = join(folder, 'decision.dmn');
    const dmn = existsSync(decision) ? [readFileSync(decision, 'utf8')] : [];
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
      it(`${row}: ${file.replace('.json', '')}`, async () => {
        const scenario: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'));
        const result = await runScenario({ xml, dmn, scenario });
        expect(result.message).toBe('');
        expect(result.events.length).toBeGreaterThan(0);
      });
    }
  }
});
