import { describe, expect, it } from 'vitest';
import { Engine, type Variables } from '../src/index.ts';
import { ModelBuilder } from '../src/testing/index.ts';

const JOB = new ModelBuilder('p')
  .node('startEvent', 's')
  .node('serviceTask', 'work')
  .node('endEvent', 'e')
  .path('s', 'work', 'e')
  .toXml();

async function engineWith(xml: string): Promise<Engine> {
  const engine = new Engine({ clock: () => 1_767_600_000_000 });
  expect((await engine.deploy(xml)).diagnostics).toEqual([]);
  return engine;
}

function started(engine: Engine): string {
  const result = engine.start('p');
  if (!result.ok) throw new Error(result.failure.message);
  return result.instance;
}

describe('what an application hands over', () => {
  const later = { seen: [1] };
  const looped: { [name: string]: unknown } = {};
  looped.self = looped;
  /** As code without types hands it over. */
  const untyped = (value: unknown) => value as Variables;

  it('belongs to the engine from then on', async () => {
    const engine = await engineWith(JOB);
    const begun = engine.start('p', { variables: later });
    if (!begun.ok) throw new Error(begun.failure.message);
    const given = { list: [{ n: 1 }] };
    engine.handle('work', () => given);
    later.seen.push(2);
    given.list.push({ n: 2 });
    expect(engine.variables(begun.instance)).toEqual({ seen: [1], list: [{ n: 1 }] });
  });

  it('leaves the state as it is when somebody changes what they were given', async () => {
    const engine = await engineWith(JOB);
    const begun = engine.start('p', { variables: { seen: [1], inner: { n: 1 } } });
    if (!begun.ok) throw new Error(begun.failure.message);
    let given: unknown;
    for (const job of engine.jobs()) (job.variables.seen as number[]).push(4);
    engine.handle('work', ({ variables }) => {
      (variables.seen as number[]).push(2);
      (variables.inner as { n: number }).n = 2;
      given = variables;
      return {};
    });
    expect(given).toEqual({ seen: [1, 2], inner: { n: 2 } });
    (engine.variables(begun.instance).seen as number[]).push(3);
    expect(engine.variables(begun.instance)).toEqual({ seen: [1], inner: { n: 1 } });
  });

  it('is what JSON makes of it, so that saving changes nothing', async () => {
    const engine = await engineWith(JOB);
    engine.handle('work', () => untyped({ gone: undefined, when: new Date(0), list: [undefined] }));
    const instance = started(engine);
    const when = '1970-01-01T00:00:00.000Z';
    expect(engine.variables(instance)).toEqual({ when, list: [null] });
    const restored = await Engine.restore(JSON.parse(JSON.stringify(engine.save())));
    expect(restored.state(instance)).toStrictEqual(engine.state(instance));
  });

  it.each([
    ['x', { x: Number.NaN }, 'NaN'],
    ['x[1].y', { x: [1, { y: 12n }] }, 'a bigint'],
    ['x', { x: () => 1 }, 'a function'],
    ['x', { x: new Map() }, 'a Map'],
    ['x.self', { x: looped }, 'nested deeper'],
  ])('is refused at %s of %o', async (place, variables, what) => {
    const engine = await engineWith(JOB);
    const refused = { ok: false, failure: { code: 'not-json', message: expect.stringContaining(what) } };
    expect(engine.start('p', { variables: untyped(variables) })).toMatchObject(refused);
    expect(() => engine.publish('m', { variables: untyped(variables) })).toThrow(TypeError);
    const instance = started(engine);
    expect(engine.execute(instance, { type: 'setVariables', variables: untyped(variables) })).toMatchObject(refused);
    engine.handle('work', () => untyped(variables));
    const message = expect.stringContaining(`"${place}`);
    expect(engine.incidents(instance)).toMatchObject([{ code: 'job-failed', message }]);
  });

  it('is refused where a list stands for variables', async () => {
    const engine = await engineWith(JOB);
    engine.handle('work', () => untyped([1, 2]));
    expect(engine.incidents(started(engine))).toMatchObject([{ code: 'job-failed' }]);
  });
});

describe('what cannot be gone on with', () => {
  it('is a saved engine of another format, or without a process that it needs', async () => {
    const engine = await engineWith(JOB);
    started(engine);
    const saved = engine.save();
    const newer = JSON.parse(JSON.stringify({ ...saved, format: 2 }));
    await expect(Engine.restore(newer)).rejects.toThrow('format 2');
    await expect(Engine.restore({ ...saved, sources: [] })).rejects.toThrow('Instance p-1 follows version 1 of p');
  });

  it('is a time that is none', async () => {
    const engine = await engineWith(JOB);
    expect(() => engine.advance({ by: Number.NaN })).toThrow(RangeError);
    expect(engine.now).toBe(1_767_600_000_000);
  });
});
