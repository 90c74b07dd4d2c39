import type {
  ElementInstance,
  Incident,
  InstanceStatus,
  Loop,
  ScopeWait,
  State,
  Suspension,
  ThrownError,
} from './state.ts';
import { emptyTable } from './table.ts';
import { TableDraft } from './table-draft.ts';
import type { Key } from './types.ts';

type Mutable<T> = { -readonly [P in keyof T]: T[P] };

/** A scope's wait that the draft made and may write to, its loop included. */
export type OwnScope = Omit<Mutable<ScopeWait>, 'loop'> & { loop?: Mutable<Loop> };

/**
 * A state being changed. What is changed is copied once; all else is shared with the state it came from, which stays as
 * it is. Only apply.ts calls the writing methods.
 */
export class Draft {
  readonly #elements: TableDraft<ElementInstance>;
  readonly #incidents: TableDraft<Incident>;
  process: string;
  instance: string;
  businessId: string | undefined;
  status: InstanceStatus;
  called: boolean;
  startedAt: number;
  endedAt: number | null;
  error: ThrownError | null;
  nextKey: Key;
  seq: number;
  suspended: Suspension | undefined;
  /** The scope that was counted in last, and its wait: most of a step happens in one scope. */
  #lastScope: OwnScope | null = null;
  #otherScopes: Set<ScopeWait> | null = null;

  constructor(base: State | null) {
    this.#elements = new TableDraft(base === null ? NO_ELEMENTS : base.elements, copyOf);
    this.#incidents = new TableDraft(base === null ? NO_INCIDENTS : base.incidents, copyIncident);
    this.process = base === null ? '' : base.process;
    this.instance = base === null ? '' : base.instance;
    this.businessId = base === null ? undefined : base.businessId;
    this.status = base === null ? 'active' : base.status;
    this.called = base === null ? false : base.called;
    this.startedAt = base === null ? 0 : base.startedAt;
    this.endedAt = base === null ? null : base.endedAt;
    this.error = base === null ? null : base.error;
    this.nextKey = base === null ? 1 : base.nextKey;
    this.seq = base === null ? 0 : base.seq;
    this.suspended = base?.suspended;
  }

  find(key: Key): ElementInstance | undefined {
    return this.#elements.find(key);
  }

  /** The element instance to write to; it must exist. */
  edit(key: Key): Mutable<ElementInstance> {
    const found = this.#elements.edit(key);
    if (found === undefined) throw new Error(`no element instance ${key}`);
    return found;
  }

  /** The wait of a scope, to write to; what it shares with others (tokens, tables) is replaced, never changed. */
  editScope(key: Key): OwnScope {
    const wait = this.#elements.find(key)?.wait;
    if (wait?.type !== 'scope') throw new Error(`${key} is no scope`);
    if (wait === this.#lastScope) return this.#lastScope;
    if (this.#otherScopes?.has(wait)) return wait;
    const own = ownCopyOf(wait);
    this.edit(key).wait = own;
    if (this.#lastScope !== null) {
      this.#otherScopes ??= new Set();
      this.#otherScopes.add(this.#lastScope);
    }
    this.#lastScope = own;
    return own;
  }

  add(record: ElementInstance): void {
    this.#elements.put(record);
  }

  remove(key: Key): void {
    this.#elements.remove(key);
  }

  /** Element instances alive, in ascending order of keys; later changes do not show in it. */
  elements(): ElementInstance[] {
    return this.#elements.records();
  }

  findIncident(key: Key): Incident | undefined {
    return this.#incidents.find(key);
  }

  addIncident(incident: Incident): void {
    this.#incidents.put(incident);
  }

  removeIncident(key: Key): void {
    this.#incidents.remove(key);
  }

  /** The state as it is now; the draft must not be written to afterwards. */
  finish(): State {
    const state: State = {
      process: this.process,
      instance: this.instance,
      ...(this.businessId === undefined ? undefined : { businessId: this.businessId }),
      status: this.status,
      called: this.called,
      startedAt: this.startedAt,
      endedAt: this.endedAt,
      error: this.error,
      nextKey: this.nextKey,
      seq: this.seq,
      elements: this.#elements.finish(),
      incidents: this.#incidents.finish(),
    };
    return this.suspended === undefined ? state : { ...state, suspended: this.suspended };
  }
}

const NO_ELEMENTS = emptyTable<ElementInstance>();
const NO_INCIDENTS = emptyTable<Incident>();

/** Written out, because it is made for each element that goes on; few have more than these. */
function copyOf(instance: ElementInstance): ElementInstance {
  if (instance.run !== undefined || instance.arms !== undefined) return { ...instance };
  const { key, element, parent, since, status, incident, variables, wait } = instance;
  const whole: Required<Omit<ElementInstance, 'run' | 'arms'>> = {
    key,
    element,
    parent,
    since,
    status,
    incident,
    variables,
    wait,
  };
  return whole;
}

/** A scope that nothing is repeated, queued or undone in, as most are. */
type PlainScope = Required<Pick<ScopeWait, 'type' | 'active' | 'tokens'>>;

function ownCopyOf(wait: ScopeWait): OwnScope {
  const { type, active, tokens, ...special } = wait;
  for (const _ in special) return wait.loop === undefined ? { ...wait } : { ...wait, loop: { ...wait.loop } };
  const plain: PlainScope = { type, active, tokens };
  return plain;
}

function copyIncident(incident: Incident): Incident {
  return { ...incident };
}
