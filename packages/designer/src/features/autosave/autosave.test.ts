import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ProcessFiles } from '../../model/process-files.ts';
import { Autosave, type SaveOutcome, type SaveStatus } from './autosave.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function saving(outcomes: SaveOutcome[]) {
  const saved: { files: ProcessFiles; revision: number }[] = [];
  const statuses: SaveStatus['kind'][] = [];
  const autosave = new Autosave({
    revision: 0,
    now: Date.now,
    onStatus: ({ kind }) => statuses.push(kind),
    save: async (files, revision) => {
      saved.push({ files, revision });
      return outcomes.shift() ?? { kind: 'saved', revision: revision + 1 };
    },
  });
  return { autosave, saved, statuses };
}

test('changes are saved within two seconds even while they keep coming, the newest only', async () => {
  const { autosave, saved } = saving([]);
  for (let change = 1; change <= 12; change += 1) {
    autosave.changed({ a: String(change) });
    await vi.advanceTimersByTimeAsync(220);
  }
  expect(saved).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(saved.at(-1)).toEqual({ files: { a: '12' }, revision: 1 });
  expect(autosave.unsaved).toBe(false);
});

test('a lost line keeps the draft and tries again by itself', async () => {
  const { autosave, saved, statuses } = saving([{ kind: 'unreachable' }, { kind: 'unreachable' }]);
  autosave.changed({ a: '1' });
  await vi.advanceTimersByTimeAsync(700);
  expect(statuses.at(-1)).toBe('waiting');
  expect(autosave.unsaved).toBe(true);
  await vi.advanceTimersByTimeAsync(4000);
  expect(saved).toHaveLength(3);
  expect(statuses.at(-1)).toBe('saved');
});

test('a conflict stops saving until somebody decides', async () => {
  const { autosave, saved, statuses } = saving([{ kind: 'conflict' }]);
  autosave.changed({ a: '1' });
  await vi.advanceTimersByTimeAsync(700);
  autosave.changed({ a: '2' });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(saved).toHaveLength(1);
  expect(statuses.at(-1)).toBe('conflict');
  await autosave.overwrite(7);
  expect(saved.at(-1)).toEqual({ files: { a: '2' }, revision: 7 });
  expect(autosave.revision).toBe(8);
});
