import type { ElementInstance, Incident, InstanceStatus, State, Suspension, ThrownError } from './state.ts';
import { changeTable, eachRecord, emptyTable, findRecord } from './table.ts';
import type { Key } from './types.ts';

type Mutable<T> = { -readonly [P in keyof T]: T[P] };

/**
 * A state being changed. What is changed is copied once; all else is shared with the state it came from, which stays as
 * it is. Only apply.ts calls the writing methods.
 */
export class Draft {
  readonly #base: State | null;
  readonly #elements = new Map<Key, Mutable<ElementInstance> | null>();
  #incidents: Map<Key, Incident | null> | null = null;
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
  /** The wait of a scope that this draft made last by counting, and so may count in again without a copy. */
  counted: object | null = null;

  constructor(base: State | null) {
    this.#base = base;
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
    const changed = this.#elements.get(key);
    if (changed !== undefined) return changed ?? undefined;
    return this.#base === null ? undefined : findRecord(this.#base.elements, key);
  }

  /** The element instance to write to; it must exist. */
  edit(key: Key): Mutable<ElementInstance> {
    const changed = this.#elements.get(key);
    if (changed) return changed;
    const found = this.find(key);
    if (found === undefined) throw new Error(`no element instance ${key}`);
    const copy = { ...found };
    this.#elements.set(key, copy);
    return copy;
  }

  add(record: ElementInstance): void {
    this.#elements.set(record.key, record);
  }

  remove(key: Key): void {
    if (this.#base !== null && findRecord(this.#base.elements, key) !== undefined) this.#elements.set(key, null);
    else this.#elements.delete(key);
  }

  /** Element instances alive, in ascending order of keys. */
  elements(): ElementInstance[] {
    const found: ElementInstance[] = [];
    if (this.#base !== null) {
      eachRecord(this.#base.elements, (record) => {
        if (!this.#elements.has(record.key)) found.push(record);
      });
    }
    for (const record of this.#elements.values()) if (record !== null) found.push(record);
    return found.sort((a, b) => a.key - b.key);
  }

  findIncident(key: Key): Incident | undefined {
    const changed = this.#incidents?.get(key);
    if (changed !== undefined) return changed ?? undefined;
    return this.#base === null ? undefined : findRecord(this.#base.incidents, key);
  }

  setIncident(key: Key, incident: Incident | null): void {
    this.#incidents ??= new Map();
    this.#incidents.set(key, incident);
  }

  /** The state as it is now. */
  finish(): State {
    const base = this.#base;
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
      elements: changeTable(base === null ? emptyTable<ElementInstance>() : base.elements, this.#elements),
      incidents: changeTable(base === null ? emptyTable<Incident>() : base.incidents, this.#incidents ?? NO_CHANGES),
    };
    return this.suspended === undefined ? state : { ...state, suspended: this.suspended };
  }
}

const NO_CHANGES: ReadonlyMap<Key, null> = new Map();
