import type { Process } from './graph.ts';
import { processVariables, type State } from './state.ts';
import type { Json, Variables } from './types.ts';

/** What a process that has ended gives to the call activity that called it: its data outputs when it declares any. */
export function returnedVariables(process: Process, state: State): Variables {
  const all = processVariables(state);
  if (process.returns === null) return all;
  const returned: { [name: string]: Json } = {};
  for (const name of process.returns) if (Object.hasOwn(all, name)) returned[name] = all[name] ?? null;
  return returned;
}
