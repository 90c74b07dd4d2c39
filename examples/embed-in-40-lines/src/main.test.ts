import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { main } from './main.ts';

it('deploys, starts, works, saves and restores', async () => {
  expect(await main()).toEqual(['waits at Decide for a task', 'completed: {"surface":120,"fee":240,"decision":"yes"}']);
});

it('keeps its promise of 40 lines', () => {
  const lines = readFileSync(new URL('main.ts', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');
  expect(lines.length).toBeLessThanOrEqual(40);
});
