import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Golden, HOLDS, resumeGolden, WAITS } from './golden/golden.ts';

const ROOT = join(import.meta.dirname, 'golden');
const versions = readdirSync(ROOT, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? [one.name] : []));
const goldenIn = (version: string) =>
  readdirSync(join(ROOT, version)).map((file) => ({ file, golden: read(join(ROOT, version, file)) }));

function read(file: string): Golden {
  return JSON.parse(readFileSync(file, 'utf8'));
}

describe('states of released versions', () => {
  it('are there for each thing that a state may hold', () => {
    expect(versions).toContain('0.1.0');
    const held = goldenIn('0.1.0').map(({ golden }) => golden.holds);
    expect(held.sort()).toEqual([...WAITS, ...HOLDS].sort());
  });

  for (const version of versions) {
    for (const { file, golden } of goldenIn(version)) {
      it(`go on to their end: ${version}, ${file.replace('.json', '')}`, async () => {
        expect(golden.steps.at(-1)?.seen.status).toBe('completed');
        expect(await resumeGolden(golden)).toBeNull();
      });
    }
  }

  it('would show that something is seen differently', async () => {
    const golden = read(join(ROOT, '0.1.0', 'task.json'));
    const wrong = golden.steps.map((one) => ({ ...one, seen: { ...one.seen, status: 'failed' as const } }));
    expect(await resumeGolden({ ...golden, steps: wrong })).toContain('step 1');
  });
});
