import { type Command, compile, type Effect, type Process, read, type State, step } from '@circula/engine';
import { CannotRun, type Case, type Subject } from './cases.ts';

/** `step` alone, with the smallest host: it completes what is opened, in order. */
export const kernel: Subject = {
  name: 'circula',
  async prepare(given) {
    const process = await compiled(given.xml('feel'));
    return { run: () => runOnce(process, given) };
  },
};

export async function compiled(xml: string): Promise<Process> {
  const { definitions, diagnostics } = await read(xml);
  const result = definitions === null ? { processes: [], diagnostics } : compile(definitions);
  const [process] = result.processes;
  const [problem] = result.diagnostics.filter(({ severity }) => severity === 'error');
  if (process === undefined) throw new CannotRun(problem?.message ?? 'it does not compile');
  return process;
}

export function advance(
  process: Process,
  state: State | null,
  command: Command,
): { state: State; effects: readonly Effect[] } {
  const result = step(process, state, command);
  if (!result.ok) throw new Error(result.failure.message);
  return result;
}

function runOnce(process: Process, { variables, name }: Case): void {
  let { state, effects } = advance(process, null, { type: 'start', instance: 'i', at: 1, variables });
  const open: { key: number; type: 'completeTask' | 'completeJob' }[] = [];
  for (;;) {
    for (const { type, key } of effects) {
      if (type === 'createTask') open.push({ key, type: 'completeTask' });
      else if (type === 'createJob') open.push({ key, type: 'completeJob' });
    }
    const next = open.shift();
    if (next === undefined) break;
    ({ state, effects } = advance(process, state, { type: next.type, key: next.key, at: 2 }));
  }
  if (state.status !== 'completed') throw new Error(`${name} did not end`);
}
