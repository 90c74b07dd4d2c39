import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Engine, type Event } from '@circula/engine';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { DONE, FAILED, MISUSED } from './command.ts';
import { render } from './render.ts';

const model = fileURLToPath(new URL('../../../../examples/in-the-browser/src/request.bpmn', import.meta.url));
const undrawn = fileURLToPath(new URL('../../../../examples/embed-postgres/src/review.bpmn', import.meta.url));
let folder: string;
let printed = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'circula-render-'));
  const take = (text: unknown) => {
    printed += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(take);
  vi.spyOn(console, 'error').mockImplementation(take);
});
afterAll(() => rm(folder, { recursive: true }));

async function call(...args: string[]): Promise<{ code: number; text: string }> {
  printed = '';
  const code = await render.run(args);
  return { code, text: printed };
}

async function fileOf(content: unknown): Promise<string> {
  const file = path.join(folder, 'state.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

it('draws a state, a state with its journal, and what an engine saved', async () => {
  const journal: Event[] = [];
  const engine = new Engine({ observe: ({ events }) => journal.push(...events) });
  await engine.deploy(await readFile(model, 'utf8'));
  engine.start('request', { instance: 'a' });
  engine.start('request', { instance: 'b' });
  for (const task of engine.tasks('b')) engine.complete(task);
  const waiting = /data-element="([^"]+)" data-status="waiting"/;
  const state = engine.state('a');
  expect((await call(model, await fileOf(state))).text).toMatch(/^<svg .*aria-labelledby/);
  const ofB = journal.slice(journal.findIndex((event) => event.type === 'instanceStarted' && event.instance === 'b'));
  const whole = await call(model, await fileOf({ state: engine.state('b'), journal: ofB }));
  expect(whole.code).toBe(DONE);
  expect(waiting.exec(whole.text)?.[1]).toBe('answer');
  const saved = await fileOf(engine.save());
  expect(waiting.exec((await call(model, saved)).text)?.[1]).toBe('check');
  expect(waiting.exec((await call(model, saved, 'b')).text)?.[1]).toBe('answer');
  expect((await call(model, saved, 'c')).code).toBe(FAILED);
});

it('refuses what is no model, has no diagram, is no state, and a wrong call', async () => {
  const nothing = await fileOf('{');
  expect(await call(nothing, nothing)).toMatchObject({ code: FAILED });
  expect((await call(undrawn, nothing)).text).toContain('no diagram');
  expect((await call(model, nothing)).text).toContain('holds no state');
  expect((await call(model, await fileOf({ state: { process: 'x' } }))).code).toBe(FAILED);
  expect((await call(model)).code).toBe(MISUSED);
});
