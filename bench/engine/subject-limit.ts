import { CannotRun, type Case, type Subject } from './cases.ts';

/**
 * The limit: a loop written by hand for the same flows. It keeps the same journal, its state is plain JSON and never
 * changed in place, and it does nothing else: no scopes, no expressions, no incidents, no boundary events.
 */
interface Node {
  readonly id: string;
  readonly flows: Flow[];
  /** How many tokens it waits for. */
  readonly join: number;
  readonly waits: boolean;
  readonly act: ((variables: Variables) => Variables) | null;
  readonly choose: ((variables: Variables) => number) | null;
}
interface Flow {
  readonly id: string;
  readonly to: Node;
}
type Variables = { readonly [name: string]: number | boolean };
type Kind =
  | 'instanceStarted'
  | 'elementEntered'
  | 'elementCompleted'
  | 'flowTaken'
  | 'waitOpened'
  | 'instanceCompleted';
interface Event {
  readonly seq: number;
  readonly at: number;
  readonly type: Kind;
  readonly element: string;
  readonly key: number;
}
interface State {
  readonly instance: string;
  readonly status: 'active' | 'completed';
  readonly seq: number;
  readonly nextKey: number;
  readonly active: number;
  readonly variables: Variables;
  readonly open: readonly { readonly key: number; readonly element: string; readonly since: number }[];
  readonly arrived: { readonly [node: string]: number };
}

export const limit: Subject = {
  name: 'limit',
  async prepare(given) {
    const graph = graphOf(given);
    const start = graph.get('start');
    if (start === undefined) throw new CannotRun('not written by hand');
    return {
      run() {
        let { state } = step(null, start, 0, given.variables);
        for (let [task] = state.open; task !== undefined; [task] = state.open) {
          const node = graph.get(task.element);
          if (node === undefined) throw new Error(`no ${task.element}`);
          ({ state } = step(state, node, task.key, state.variables));
        }
        if (state.status !== 'completed') throw new Error('not ended');
      },
    };
  },
};

/** The last step's events, kept so that no compiler may leave them out. */
export let journal: readonly Event[] = [];

/** Starts at `node`, or completes the task `key` there. */
function step(before: State | null, node: Node, key: number, given: Variables) {
  const events: Event[] = [];
  let seq = before?.seq ?? 0;
  let nextKey = before?.nextKey ?? 2;
  let active = before?.active ?? 1;
  let variables = given;
  let open = before?.open ?? [];
  let arrived = before?.arrived ?? {};
  const at = 1;
  const tell = (type: Kind, element: string, about: number) => {
    seq += 1;
    events.push({ seq, at, type, element, key: about });
  };
  const ready: Node[] = [];
  const leave = (left: Node, about: number) => {
    tell('elementCompleted', left.id, about);
    active -= 1;
    const { flows, choose } = left;
    const [from, to] = choose === null ? [0, flows.length] : [choose(variables), choose(variables) + 1];
    for (let index = from; index < to; index += 1) {
      const flow = flows[index];
      if (flow === undefined) break;
      tell('flowTaken', flow.id, 1);
      active += 1;
      ready.push(flow.to);
    }
  };
  if (before === null) {
    tell('instanceStarted', 'process', 1);
    ready.push(node);
  } else {
    open = open.filter((one) => one.key !== key);
    leave(node, key);
  }
  for (let index = 0; index < ready.length; index += 1) {
    const next = ready[index];
    if (next === undefined) break;
    if (next.join > 1) {
      const count = (arrived[next.id] ?? 0) + 1;
      arrived = { ...arrived, [next.id]: count % next.join };
      if (count < next.join) continue;
      active -= next.join - 1;
    }
    const own = nextKey;
    nextKey += 1;
    tell('elementEntered', next.id, own);
    if (next.act !== null) variables = next.act(variables);
    if (next.waits) {
      tell('waitOpened', next.id, own);
      open = [...open, { key: own, element: next.id, since: at }];
    } else leave(next, own);
  }
  if (active === 0) tell('instanceCompleted', 'process', 1);
  journal = events;
  const status = active === 0 ? 'completed' : 'active';
  const state: State = { instance: 'i', status, seq, nextKey, active, variables, open, arrived };
  return { state, events };
}

type Trait = Partial<Pick<Node, 'join' | 'waits' | 'act' | 'choose'>>;

function graphOf({ name }: Case): ReadonlyMap<string, Node> {
  const graph = new Map<string, Node>();
  const node = (id: string, trait: Trait = {}): Node => {
    const found = graph.get(id) ?? { id, flows: [], join: 1, waits: false, act: null, choose: null, ...trait };
    graph.set(id, found);
    return found;
  };
  const path = (...ids: string[]) =>
    ids.reduce((from, to) => {
      node(from).flows.push({ id: `${from}-${to}`, to: node(to) });
      return to;
    });
  switch (name) {
    case 'sequence':
      path('start', ...Array.from({ length: 10 }, (_, index) => `task-${index}`), 'end');
      break;
    case 'user':
      node('user', { waits: true });
      path('start', 'user', 'end');
      break;
    case 'fork':
      node('join', { join: 10 });
      path('start', 'fork');
      for (let index = 0; index < 10; index += 1) path('fork', `task-${index}`, 'join');
      path('join', 'end');
      break;
    case 'loop':
      node('count', { act: (variables) => ({ ...variables, i: Number(variables.i) + 1 }) });
      node('again', { choose: ({ i }) => (Number(i) < 100 ? 0 : 1) });
      path('start', 'count', 'again', 'count');
      path('again', 'end');
      break;
    case 'permit': {
      for (const id of ['register', 'assign', 'verify', 'draft', 'review', 'approve', 'sign', 'hand-over'])
        node(id, { waits: true });
      for (const id of ['receipt', 'fee', 'number', 'document', 'notify', 'archive']) node(id, { waits: true });
      for (const id of ['complete', 'fits', 'agreed', 'approved', 'signed', 'paid'])
        node(id, { choose: ({ ok }) => (ok === true ? 0 : 1) });
      node('join', { join: 3 });
      path('start', 'register', 'receipt', 'assign', 'fee', 'paid', 'verify', 'complete', 'fork');
      for (const id of ['consult-law', 'consult-plan', 'consult-water']) path('fork', id, 'join');
      path('join', 'fits', 'draft', 'review', 'agreed', 'approve', 'approved', 'number', 'sign', 'signed', 'document');
      path('document', 'notify', 'hand-over', 'archive', 'issued');
      break;
    }
    default:
      break;
  }
  return graph;
}
