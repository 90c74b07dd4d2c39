import { arm } from './arms.ts';
import type { Core } from './core.ts';
import type { ProcessNode } from './graph.ts';
import { happen } from './happen.ts';
import { askProcess } from './process-listeners.ts';
import type { StepRun } from './run.ts';
import { NO_VARIABLES } from './scope.ts';
import { settleKey } from './settle.ts';
import { type Beginning, ROOT } from './state.ts';
import type { Command, Failure, Key, Variables } from './types.ts';

type Start = Extract<Command, { type: 'start' }>;

/** Begins an instance, at the events named or at all that need none. */
export function start(core: Core, run: StepRun, command: Start): Failure | null {
  const { startEvent, variables = NO_VARIABLES } = command;
  const named = startEvent === undefined ? null : startNamed(core, startEvent);
  if (startEvent !== undefined && named === null) {
    return { code: 'unknown-start-event', message: `The process has no start event ${startEvent}.` };
  }
  const starts = named === null ? core.process.root.starts : [named.node];
  if (starts.length === 0) {
    return {
      code: 'unknown-start-event',
      message: 'The process starts by an event only; name the start event.',
    };
  }
  // an event that maps what it brings keeps the rest to itself
  const brought = named !== null && mapsEvent(named.node) ? variables : undefined;
  const { root, startListeners } = core.process;
  const { arms } = root;
  core.emit({
    type: 'instanceStarted',
    ...core.about(core.process.id, ROOT),
    instance: command.instance,
    called: command.called ?? false,
    variables: brought === undefined ? variables : NO_VARIABLES,
    ...(command.businessId === undefined ? undefined : { businessId: command.businessId }),
    ...(arms.length === 0 ? {} : { keys: arms.length }),
  });
  const begin = {
    ...(startEvent === undefined ? undefined : { startEvent }),
    ...(command.correlationKey === undefined ? undefined : { correlationKey: command.correlationKey }),
    ...(brought === undefined ? undefined : { brought }),
  };
  if (startListeners.length === 0) return beginProcess(core, run, begin);
  askProcess(core, { on: 'start', index: 0, begin });
  return null;
}

/** All that waits for the process as a whole is armed, then a token begins at each start, or at the event named. */
export function beginProcess(
  core: Core,
  run: StepRun,
  { startEvent, correlationKey, brought }: Beginning,
): Failure | null {
  const { arms, starts: unnamed } = core.process.root;
  const named = startEvent === undefined ? null : startNamed(core, startEvent);
  const message = named?.node.parts[named.part ?? -1]?.message ?? named?.node.message ?? null;
  if (message !== null) settleKey(run, message, ROOT, brought ?? run.visible(ROOT), correlationKey);
  const fault = arm(core, run, arms, 0, arms.length, ROOT, core.at);
  if (fault !== null) return { code: 'start-impossible', message: fault.message };
  const starts = named === null ? unnamed : [named.node];
  const [first] = starts;
  const gateway = named === null ? undefined : first?.incoming[0]?.source;
  if (named !== null && named.part !== null)
    return startTogether(core, run, named.node, named.part, correlationKey, brought);
  if (first !== undefined && gateway !== undefined)
    return startBehind(core, run, gateway, first, correlationKey, brought);
  for (const node of starts) {
    const happened = named !== null && (node.kind !== 'startEvent' || node.arms.length > 0);
    core.queue.push({ type: 'token', node, scope: ROOT, result: brought ?? (happened ? NO_VARIABLES : undefined) });
  }
  return null;
}

/** `part`: which of its definitions has happened, from 0; null: the event as a whole. */
function startNamed(core: Core, name: string): { node: ProcessNode; part: number | null } | null {
  const [id = '', number] = name.split('#');
  const node = core.process.nodes.get(id);
  if (node === undefined || !node.instantiates || node.scope !== core.process.id) return null;
  if (number === undefined) return { node, part: null };
  const part = Number(number) - 1;
  return node.arms.length > 0 && node.parts[part] !== undefined ? { node, part } : null;
}

function mapsEvent({ kind, trigger, outputs }: ProcessNode): boolean {
  return outputs.length > 0 && (kind !== 'startEvent' || trigger !== 'none');
}

/** An instantiating event-based gateway begins, and one of its events has happened at once. */
function startBehind(
  core: Core,
  run: StepRun,
  gateway: ProcessNode,
  event: ProcessNode,
  correlationKey: string | null | undefined,
  brought: Variables | undefined,
): Failure | null {
  const key = core.draft.nextKey;
  core.queue.push({ type: 'token', node: gateway, scope: ROOT, result: undefined });
  const failure = run.drain();
  if (failure !== null) return failure;
  if (gateway.parallel) for (const index of gateway.arms.keys()) expect(core, key + 1 + index, correlationKey);
  occur(core, run, key + 1 + gateway.arms.findIndex((one) => one.event === event), brought);
  return null;
}

/** One of the events has happened that start the process only together; the start event waits for the others. */
function startTogether(
  core: Core,
  run: StepRun,
  node: ProcessNode,
  part: number,
  correlationKey: string | null | undefined,
  brought: Variables | undefined,
): Failure | null {
  const key = core.draft.nextKey;
  core.queue.push({ type: 'token', node, scope: ROOT, result: undefined });
  const failure = run.drain();
  if (failure !== null) return failure;
  for (const index of node.arms.keys()) expect(core, key + 1 + index, correlationKey);
  occur(core, run, key + 1 + part, brought);
  return null;
}

function occur(core: Core, run: StepRun, key: Key, brought: Variables | undefined): void {
  const armed = core.draft.find(key);
  if (armed !== undefined && armed.wait !== null) happen(core, run, armed, armed.wait, brought ?? NO_VARIABLES);
}

/** A message without a key of its own comes with that of the first one; with whatever key when that was no message. */
function expect(core: Core, key: Key, correlationKey: string | null | undefined): void {
  const armed = core.draft.find(key);
  const wait = armed?.wait;
  if (armed === undefined || wait?.type !== 'message' || wait.correlationKey !== null || correlationKey === null)
    return;
  const expected = correlationKey === undefined ? ({ ...wait, any: true } as const) : { ...wait, correlationKey };
  core.emit({ type: 'waitChanged', ...core.about(armed.element, key), wait: expected });
  core.listen(armed.element, key, expected);
}
