import type { Answers } from '@circula/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError } from '../api/api-error.ts';
import { DraftKeeper, type DraftStatus, type LocalCopy } from './draft-keeper.ts';

class MemoryCopy implements LocalCopy {
  kept: Answers | null = null;
  read = () => this.kept;
  write = (answers: Answers) => {
    this.kept = answers;
  };
  clear = () => {
    this.kept = null;
  };
}

function setUp(save: (answers: Answers) => Promise<'all' | 'part'>) {
  const copy = new MemoryCopy();
  const statuses: DraftStatus[] = [];
  const keeper = new DraftKeeper({ save, copy, onStatus: (status) => statuses.push(status) });
  return { copy, statuses, keeper };
}

describe('DraftKeeper', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps a change in the browser at once and on the server after a pause', async () => {
    const save = vi.fn(async (_answers: Answers) => 'all' as const);
    const { copy, keeper, statuses } = setUp(save);
    keeper.change({ note: 'a' });
    expect(copy.kept).toEqual({ note: 'a' });
    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(800);
    expect(save).toHaveBeenCalledExactlyOnceWith({ note: 'a' });
    expect(copy.kept).toBeNull();
    expect(keeper.pending).toBe(false);
    expect(statuses).toEqual(['changed', 'saving', 'saved']);
  });

  it('saves within two seconds though the typing never stops', async () => {
    const save = vi.fn(async (_answers: Answers) => 'all' as const);
    const { keeper } = setUp(save);
    for (let letter = 0; letter < 20; letter++) {
      keeper.change({ note: 'x'.repeat(letter) });
      await vi.advanceTimersByTimeAsync(100);
    }
    expect(save).toHaveBeenCalled();
  });

  it('sends what was typed during a save after it, never two at a time', async () => {
    let running = 0;
    let most = 0;
    const sent: Answers[] = [];
    const { keeper, copy } = setUp(async (answers) => {
      most = Math.max(most, ++running);
      await new Promise((done) => setTimeout(done, 1_000));
      running--;
      sent.push(answers);
      return 'all';
    });
    keeper.change({ note: 'a' });
    await vi.advanceTimersByTimeAsync(900);
    keeper.change({ note: 'ab' });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(sent).toEqual([{ note: 'a' }, { note: 'ab' }]);
    expect(most).toBe(1);
    expect(copy.kept).toBeNull();
  });

  it('keeps the copy when the line breaks and saves when it is back', async () => {
    let online = false;
    const { keeper, copy, statuses } = setUp(async () => {
      if (!online) throw new ApiError('offline', null);
      return 'all';
    });
    keeper.change({ note: 'a' });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.status).toBe('offline');
    expect(copy.kept).toEqual({ note: 'a' });
    online = true;
    await vi.advanceTimersByTimeAsync(5_100);
    expect(statuses.at(-1)).toBe('saved');
    expect(copy.kept).toBeNull();
  });

  it('does not repeat what the server refused', async () => {
    const save = vi.fn(async (): Promise<'all'> => {
      throw new ApiError('conflict', null);
    });
    const { keeper, copy } = setUp(save);
    keeper.change({ note: 'a' });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(keeper.status).toBe('failed');
    expect(copy.kept).toEqual({ note: 'a' });
  });

  it('keeps the copy while an answer could not be sent yet', async () => {
    const { keeper, copy } = setUp(async () => 'part');
    keeper.change({ until: '2026-1' });
    await vi.advanceTimersByTimeAsync(800);
    expect(keeper.status).toBe('saved');
    expect(copy.kept).toEqual({ until: '2026-1' });
  });

  it('waits with the copy while the person logs in again', async () => {
    const save = vi.fn(async (): Promise<'all'> => {
      throw new ApiError('signed-out', null);
    });
    const { keeper, copy } = setUp(save);
    keeper.change({ note: 'a' });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(save).toHaveBeenCalledTimes(1);
    expect(keeper.status).toBe('changed');
    expect(copy.kept).toEqual({ note: 'a' });
  });

  it('forgets everything when the task is done', async () => {
    const save = vi.fn(async (_answers: Answers) => 'all' as const);
    const { keeper, copy } = setUp(save);
    keeper.change({ note: 'a' });
    keeper.close();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(save).not.toHaveBeenCalled();
    expect(copy.kept).toBeNull();
  });

  it('leaves the copy for the next visit when the page goes away', async () => {
    const save = vi.fn(async (_answers: Answers) => 'all' as const);
    const { keeper, copy } = setUp(save);
    keeper.change({ note: 'a' });
    keeper.suspend();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(save).not.toHaveBeenCalled();
    expect(new DraftKeeper({ save, copy, onStatus: () => undefined }).recovered()).toEqual({ note: 'a' });
  });
});
