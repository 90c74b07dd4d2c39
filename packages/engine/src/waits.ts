import type { Process } from './kernel/graph.ts';
import type { ElementKind } from './kernel/kinds.ts';
import { ROOT, type State, type Waiting } from './kernel/state.ts';
import { eachRecord, findRecord } from './kernel/table.ts';
import type { Key } from './kernel/types.ts';

/** One answer to "why does it wait, for what, since when, until when". */
export interface Wait {
  readonly key: Key;
  readonly element: string;
  readonly name: string;
  readonly kind: ElementKind | 'process';
  /** Of a boundary event: the activity it guards. */
  readonly guards: string | null;
  readonly reason:
    | ('task' | 'job' | 'timer' | 'message' | 'signal' | 'condition' | 'call' | 'incident' | 'join')
    /** An ad-hoc subprocess in which nothing runs: for what the host activates. */
    | 'activation'
    /** For the events armed for it, each of which has an entry of its own; for what an event that has happened lacks. */
    | ('events' | 'happened' | 'reset')
    /** For data that is not there yet. */
    | 'data'
    /** A task that is on its way, for its listeners. */
    | 'transition';
  /** Job type, message or signal name, called process, what went wrong, or the flows a join still lacks. */
  readonly for: string | null;
  readonly correlationKey: string | null;
  /** Milliseconds; of a join null. */
  readonly since: number | null;
  readonly until: number | null;
  readonly stage: string | null;
  /** The instance stands still since then, and this with it; milliseconds. */
  readonly suspendedSince: number | null;
}

/** Everything that an instance waits for, from its state alone, oldest first. */
export function waits(process: Process, state: State): Wait[] {
  const found: Wait[] = [];
  if (state.status !== 'active') return found;
  const suspendedSince = state.suspended?.since ?? null;
  eachRecord(state.elements, (instance) => {
    const { key, element, wait, since } = instance;
    if (wait?.type === 'scope') {
      for (const join of lackingJoins(process, wait.tokens)) {
        found.push({ ...join, key, suspendedSince, guards: null, correlationKey: null, since: null, until: null });
      }
    }
    const node = key === ROOT ? wholeOf(process) : process.nodes.get(element);
    if (node === undefined) return;
    const guards =
      'host' in node && node.host !== null && instance.parent !== 0
        ? guarded(state, instance.parent, node.host.id)
        : null;
    const base = { key, element, name: node.name, kind: node.kind, guards, since, stage: node.stage, suspendedSince };
    if (instance.incident !== 0) {
      const incident = findRecord(state.incidents, instance.incident);
      const text = incident?.message ?? null;
      found.push({ ...base, reason: 'incident', for: text, correlationKey: null, until: null });
    } else if (wait?.type === 'scope') {
      if (
        !('adHoc' in node) ||
        node.adHoc === null ||
        wait.active > 0 ||
        wait.loop !== undefined ||
        wait.asked !== undefined
      )
        return;
      found.push({ ...base, reason: 'activation', for: null, correlationKey: null, until: null });
    } else if (wait !== null) {
      const lacks =
        wait.type === 'data' && 'availability' in node
          ? { for: node.availability?.reads.join(', ') ?? null }
          : undefined;
      found.push({ ...base, reason: wait.type, ...described(wait), ...lacks });
    }
  });
  return found;
}

/** A process waits itself only while its listeners are asked. */
function wholeOf({ name }: Process) {
  return { name, kind: 'process', stage: null } as const;
}

function guarded(state: State, parent: Key, host: string): string | null {
  return findRecord(state.elements, parent)?.element === host ? host : null;
}

function described(wait: Exclude<Waiting, { type: 'scope' }>): Pick<Wait, 'for' | 'correlationKey' | 'until'> {
  switch (wait.type) {
    case 'task':
      return { for: null, correlationKey: null, until: null };
    case 'job':
      return { for: wait.jobType, correlationKey: null, until: null };
    case 'timer':
      return { for: null, correlationKey: null, until: wait.due };
    case 'signal':
      return { for: wait.signal, correlationKey: null, until: null };
    case 'condition':
    case 'events':
    case 'happened':
    case 'data':
    case 'transition':
      return { for: null, correlationKey: null, until: null };
    case 'reset':
      return { for: wait.flows.join(', '), correlationKey: null, until: null };
    case 'message':
      return { for: wait.message, correlationKey: wait.correlationKey, until: null };
    case 'call':
      return { for: wait.process, correlationKey: null, until: null };
    default:
      throw new Error(`unknown wait ${JSON.stringify(wait satisfies never)}`);
  }
}

function lackingJoins(process: Process, tokens: { readonly [flow: string]: number }) {
  const joins = new Set(Object.keys(tokens).map((flow) => process.flows.get(flow)?.target));
  return [...joins].flatMap((node) => {
    if (node === undefined) return [];
    const lacking = node.incoming.filter((flow) => tokens[flow.id] === undefined).map((flow) => flow.id);
    const { id: element, name, kind, stage } = node;
    return [{ element, name, kind, stage, reason: 'join' as const, for: lacking.join(', ') }];
  });
}
