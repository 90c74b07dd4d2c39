import { compile, read, readDecisions, romanianCalendar } from '@circula/engine';
import { PROCESS_FILE, pathsOf } from '../../model/process-files.ts';
import type { CheckAnswer, CheckQuestion } from './checker.ts';

/** Runs the engine's own reader and compiler beside the page, so that typing never waits for it. */
self.onmessage = async ({ data }: MessageEvent<CheckQuestion>) => {
  self.postMessage({ id: data.id, diagnostics: await check(data) } satisfies CheckAnswer);
};

async function check({ files }: CheckQuestion): Promise<CheckAnswer['diagnostics']> {
  const found: CheckAnswer['diagnostics'][number][] = [];
  const decisions = [];
  for (const path of pathsOf(files, 'decision')) {
    const read = await readDecisions(files[path] ?? '');
    found.push(...read.diagnostics.map((diagnostic) => ({ ...diagnostic, file: path })));
    if (read.decisions !== null) decisions.push(read.decisions);
  }
  const { definitions, diagnostics } = await read(files[PROCESS_FILE] ?? '');
  const compiled =
    definitions === null ? [] : compile(definitions, { decisions, calendar: romanianCalendar() }).diagnostics;
  found.push(...[...diagnostics, ...compiled].map((diagnostic) => ({ ...diagnostic, file: PROCESS_FILE })));
  return found;
}
