import { readFile } from 'node:fs/promises';
import { Engine } from '@circula/engine';
import { beforeEach, describe, expect, it } from 'vitest';

const DAY = 24 * 60 * 60 * 1_000;
const MONDAY = Date.UTC(2027, 0, 11, 9);

describe('an answer within 30 days', () => {
  let engine: Engine;
  let instance: string;

  const open = () => engine.tasks(instance).map(({ name }) => name);

  beforeEach(async () => {
    engine = new Engine({ clock: () => MONDAY });
    const { diagnostics } = await engine.deploy(await readFile(new URL('answer.bpmn', import.meta.url), 'utf8'));
    expect(diagnostics).toEqual([]);
    const started = engine.start('answer');
    if (!started.ok) throw new Error(started.failure.message);
    instance = started.instance;
  });

  it('says until when it waits', () => {
    const until = engine.waits(instance).flatMap(({ name, until }) => (until === null ? [] : [[name, until - MONDAY]]));
    expect(until).toEqual([
      ['5 days left', 25 * DAY],
      ['30 days', 30 * DAY],
    ]);
  });

  it('reminds after 25 days, and the answer may still be written', () => {
    engine.advance({ by: 25 * DAY - 1 });
    expect(open()).toEqual(['Write the answer']);
    engine.advance({ by: 1 });
    expect(open()).toEqual(['Write the answer', 'Remind the author']);
  });

  it('takes the task away after 30 days', () => {
    engine.advance({ to: MONDAY + 30 * DAY });
    expect(open()).toEqual(['Remind the author', 'Explain the delay']);
  });

  it('forgets the deadline when the answer is there in time', () => {
    engine.advance({ by: 10 * DAY });
    for (const task of engine.tasks(instance)) engine.complete(task);
    expect(engine.state(instance)?.status).toBe('completed');
    expect(engine.nextDue()).toBeNull();
  });
});
