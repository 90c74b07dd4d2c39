import {
  apply,
  type Command,
  compile,
  type Event,
  type Process,
  processVariables,
  read,
  type State,
  step,
  waits,
} from '../../src/index.ts';
import { recordsOf } from '../../src/kernel/table.ts';
import { type Case, newTally, open, proveSeed } from '../proof/prove.ts';

/** What an instance may wait for, by `type` of its wait; each has a golden state. */
export const WAITS = [
  'task',
  'job',
  'timer',
  'message',
  'signal',
  'condition',
  'call',
  'events',
  'happened',
  'reset',
  'scope',
] as const;
/** What else a state may hold. */
export const HOLDS = ['incident', 'loop', 'compensation', 'held tokens'] as const;

/** An instance half way, as a version of the engine has left it, and how it went on there. */
export interface Golden {
  readonly holds: string;
  readonly xml: string;
  readonly state: State;
  readonly journal: readonly Event[];
  readonly steps: readonly { readonly command: Command; readonly seen: Seen }[];
}

/** What must be the same in every later version: what people and hosts see, not how the state is written. */
export interface Seen {
  readonly status: State['status'];
  readonly variables: State extends object ? ReturnType<typeof processVariables> : never;
  /** Elements that wait, with the reason. */
  readonly waiting: readonly string[];
}

/** Goes on from a golden state. Answers with the first thing that is seen differently, or null. */
export async function resumeGolden({ xml, state, journal, steps }: Golden): Promise<string | null> {
  const { definitions } = await read(xml);
  const process = definitions === null ? undefined : compile(definitions, { check: false }).processes[0];
  if (process === undefined) return 'the model does not compile any more';
  let folded: State | null = null;
  for (const event of journal) folded = apply(folded, event);
  if (folded === null) return 'there is no journal';
  for (const [way, begun] of [
    ['from the state', state],
    ['from the journal', folded],
  ] as const) {
    let at: State = begun;
    for (const [index, { command, seen }] of steps.entries()) {
      const result = step(process, at, command);
      if (!result.ok) return `${way}, step ${index + 1}: ${command.type} is refused: ${result.failure.message}`;
      at = result.state;
      const [found, wanted] = [see(process, at), seen].map((one) => JSON.stringify(one));
      if (found !== wanted) return `${way}, step ${index + 1}: ${wanted} was seen, now ${found}`;
    }
  }
  return null;
}

function see(process: Process, state: State): Seen {
  const waiting = waits(process, state).map(({ element, reason, until }) =>
    `${element} ${reason} ${until ?? ''}`.trim(),
  );
  return { status: state.status, variables: processVariables(state), waiting: waiting.sort() };
}

/** Whether the state holds something that a golden state is wanted for. */
function holds(state: State, what: string): boolean {
  const all = recordsOf(state.elements);
  switch (what) {
    case 'incident':
      return recordsOf(state.incidents).length > 0;
    case 'scope':
      return all.filter(({ wait }) => wait?.type === 'scope').length > 2;
    case 'loop':
      return all.some(({ wait }) => wait?.type === 'scope' && wait.loop !== undefined);
    case 'compensation':
      return all.some(({ wait }) => wait?.type === 'scope' && (wait.done !== undefined || wait.pending !== undefined));
    case 'held tokens':
      return all.some(({ wait }) => wait?.type === 'scope' && Object.keys(wait.tokens).length > 0);
    default:
      return all.some(({ wait }) => wait?.type === what);
  }
}

/** Half-way states of random instances that went on to their end, one for each thing to hold. */
export async function recordGolden(): Promise<Golden[]> {
  const wanted = new Set<string>([...WAITS, ...HOLDS]);
  const found: Golden[] = [];
  for (let seed = 1; wanted.size > 0 && seed < 20_000; seed += 1) {
    const cases: { case: Case; commands: readonly Command[] }[] = [];
    await proveSeed(seed, newTally(), (one, commands) => cases.push({ case: one, commands }));
    for (const { case: one, commands } of cases) {
      const golden = await goldenOf(one, commands, wanted);
      if (golden === null) continue;
      wanted.delete(golden.holds);
      found.push(golden);
      break;
    }
  }
  if (wanted.size > 0) throw new Error(`nothing was found that holds ${[...wanted].join(', ')}`);
  return found;
}

async function goldenOf(
  { xml }: Case,
  commands: readonly Command[],
  wanted: ReadonlySet<string>,
): Promise<Golden | null> {
  const { process } = await open(xml);
  const states: State[] = [];
  const journals: (readonly Event[])[] = [];
  let state: State | null = null;
  for (const command of commands) {
    const result = step(process, state, command);
    if (!result.ok) return null;
    state = result.state;
    states.push(state);
    journals.push(result.events);
  }
  if (state?.status !== 'completed') return null;
  for (const [index, at] of states.entries()) {
    if (index + 2 > commands.length) break;
    const what = [...wanted].find((one) => holds(at, one));
    if (what === undefined) continue;
    const steps = commands
      .slice(index + 1)
      .map((command, later) => ({ command, seen: see(process, states[index + 1 + later] as State) }));
    return { holds: what, xml, state: at, journal: journals.slice(0, index + 1).flat(), steps };
  }
  return null;
}
