import type { Command, Effect, Process, State } from '../../src/index.ts';
import { isDecision } from '../../src/kernel/arms.ts';
import type { ElementInstance, Waiting } from '../../src/kernel/state.ts';
import { eachRecord } from '../../src/kernel/table.ts';
import { sorted } from '../reference/world.ts';

/** What can be seen of an instance that the kernel runs: by its host, from the effects, and in its state. */
export class KernelView {
  readonly #process: Process;
  /** What the host has been asked to keep, by key. */
  readonly #open = new Map<number, Effect>();
  /** Tasks beside, whose listeners are asked by jobs of the same keys. */
  readonly #tasks = new Map<number, Extract<Effect, { type: 'createTask' }>>();
  #sent: string[] = [];
  #keys = new Map<string, number>();
  readonly #incidents = new Map<string, number>();

  constructor(process: Process) {
    this.#process = process;
  }

  /** Key of the place or listener at an address, as of the last observation. */
  keyOf(address: string): number | undefined {
    return this.#keys.get(address);
  }

  /** Key of the incident that holds what is at an address. */
  incidentOf(address: string): number | undefined {
    return this.#incidents.get(address);
  }

  /** Takes note of a step, as a host does: what has been answered is closed, then the effects are carried out. */
  note(command: Command, effects: readonly Effect[], state: State): void {
    this.#sent = [];
    switch (command.type) {
      case 'completeTask':
        // its listeners are asked first
        if (
          !effects.some(({ type, ...effect }) => type === 'updateTask' && 'key' in effect && effect.key === command.key)
        ) {
          this.#tasks.delete(command.key);
        }
        break;
      case 'completeJob':
      case 'correlateMessage':
      case 'deliverSignal':
      case 'triggerTimer':
      case 'completeCall':
        this.#open.delete(command.key);
        break;
      default:
    }
    for (const effect of effects) this.#carryOut(effect);
    if (state.error !== null) this.#sent.push(`failed ${state.error.code}`);
  }

  #carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'createTask':
        this.#tasks.set(effect.key, effect);
        return;
      case 'createJob':
      case 'scheduleTimer':
      case 'openSubscription':
      case 'openSignal':
      case 'raiseIncident':
        this.#open.set(effect.key, effect);
        return;
      case 'updateTask': {
        const task = this.#tasks.get(effect.key);
        if (task !== undefined) this.#tasks.set(effect.key, { ...task, ...effect.changes });
        return;
      }
      case 'cancelTask':
      case 'finishTask':
        this.#tasks.delete(effect.key);
        return;
      case 'cancelJob':
      case 'cancelTimer':
      case 'closeSubscription':
      case 'closeSignal':
      case 'resolveIncident':
      case 'cancelProcess':
        this.#open.delete(effect.key);
        return;
      case 'publishMessage': {
        const { element, message, correlationKey, timeToLive, variables } = effect;
        this.#sent.push(`publish ${element} ${message} ${correlationKey} ${timeToLive} ${sorted(variables)}`);
        return;
      }
      case 'broadcastSignal':
        this.#sent.push(`broadcast ${effect.element} ${effect.signal} ${sorted(effect.variables)}`);
        return;
      case 'escalate':
        this.#sent.push(`escalate ${effect.element} ${effect.code} ${sorted(effect.variables)}`);
        return;
      case 'startProcess':
        this.#open.set(effect.key, effect);
        this.#sent.push(`call ${effect.element} ${effect.process} ${sorted(effect.variables)}`);
        return;
      default:
        throw new Error(JSON.stringify(effect satisfies never));
    }
  }

  /** The same lines as those of the reference interpreter. */
  observe(state: State): string[] {
    const lines = [`status ${state.status}`, ...this.#sent.map((sent) => `sent ${sent}`)];
    const records: ElementInstance[] = [];
    eachRecord(state.elements, (record) => void records.push(record));
    const addresses = this.#addresses(records);
    this.#keys = new Map([...addresses].map(([key, address]) => [address, key]));
    this.#incidents.clear();
    const unseen = new Set(this.#open.keys());
    const unseenTasks = new Set(this.#tasks.keys());
    for (const { key, variables, wait, incident } of records) {
      const address = addresses.get(key) ?? '?';
      if (variables !== null && Object.keys(variables).length > 0)
        lines.push(`variables ${address} ${sorted(variables)}`);
      if (incident !== 0) {
        this.#incidents.set(address, incident);
        const raised = this.#open.get(incident);
        lines.push(
          `incident ${address} ${raised?.type === 'raiseIncident' ? raised.code : 'that the host does not know'}`,
        );
        unseen.delete(incident);
      }
      if (wait === null) continue;
      lines.push(...this.#shown(address, key, wait));
      if (wait.type !== 'transition' && wait.type !== 'task') unseen.delete(key);
      unseenTasks.delete(key);
    }
    for (const key of unseen) lines.push(`left over ${sorted(JSON.parse(JSON.stringify(this.#open.get(key))))}`);
    for (const key of unseenTasks) lines.push(`task ${key} left over`);
    return lines.sort();
  }

  #addresses(records: readonly ElementInstance[]): Map<number, string> {
    const addresses = new Map<number, string>();
    const byKey = new Map(records.map((record) => [record.key, record]));
    const counts = new Map<string, number>();
    for (const record of records) {
      const { key, element, parent, run } = record;
      const holder = byKey.get(parent);
      if (holder === undefined) {
        addresses.set(key, '');
        continue;
      }
      const around = addresses.get(parent) ?? '?';
      if (isDecision(record)) {
        addresses.set(key, `${around}?`);
        continue;
      }
      const whole = this.#process.nodes.get(holder.element);
      const node = holder.run === undefined ? whole : (whole?.single ?? whole);
      const arms = holder.key === 1 ? this.#process.root.arms : (node?.arms ?? []);
      const index = key - holder.key - 1;
      const arm = arms[index];
      if (arm !== undefined) {
        const part = index - arms.findIndex(({ event }) => event === arm.event);
        addresses.set(key, `${around}!${element}${part > 0 ? `~${part}` : ''}`);
      } else {
        const plain = `${around}/${element}${run === undefined ? '' : `#${run}`}`;
        const count = counts.get(plain) ?? 0;
        counts.set(plain, count + 1);
        addresses.set(key, count > 0 ? `${plain}~${count}` : plain);
      }
    }
    return addresses;
  }

  #shown(address: string, key: number, wait: Waiting): string[] {
    const effect = this.#open.get(key);
    const missing = [`${wait.type} ${address} that the host does not know`];
    switch (wait.type) {
      case 'scope':
        return Object.entries(wait.tokens).map(([flow, count]) => `held ${address} ${flow} ${count}`);
      case 'task': {
        const task = this.#task(key);
        return task === null ? missing : [`task ${address} ${task}`];
      }
      case 'job':
        if (effect?.type !== 'createJob') return missing;
        if (wait.listener !== undefined) {
          const { on } = wait.listener;
          const { jobType, variables, headers } = effect;
          const shown = `${on} ${jobType} ${wait.retries} ${sorted(variables)} ${sorted(told(headers))}`;
          return [`listener ${address} ${shown}`, ...this.#kept(address, key)];
        }
        return [`job ${address} ${effect.jobType} ${wait.retries} ${sorted(effect.variables)}`];
      case 'timer':
        if (wait.due === null)
          return effect === undefined ? [`timer ${address} null`] : [`timer ${address} parked and due`];
        if (effect?.type !== 'scheduleTimer') return missing;
        return [`timer ${address} ${effect.due}`];
      case 'message':
        if (effect?.type !== 'openSubscription') return missing;
        return [`message ${address} ${effect.message} ${effect.correlationKey}`];
      case 'signal':
        if (effect?.type !== 'openSignal') return missing;
        return [`signal ${address} ${effect.signal}`];
      case 'call':
        return [`call ${address} ${wait.process}`];
      case 'condition':
        return [`condition ${address} ${wait.holds}`];
      case 'events':
        return [`events ${address}`];
      case 'happened':
        return [`happened ${address}`];
      case 'data':
        return [`data ${address}`];
      case 'transition':
        if (wait.listener.on === 'start' || wait.listener.on === 'end') return [];
        return [`halted ${address} ${wait.listener.on}`, ...this.#kept(address, key)];
      case 'reset':
        return [`rest ${address} ${wait.flows.join(',')}`];
      default:
        throw new Error(JSON.stringify(wait satisfies never));
    }
  }

  #kept(address: string, key: number): string[] {
    const task = this.#task(key);
    return task === null ? [] : [`kept ${address} ${task}`];
  }

  #task(key: number): string | null {
    const effect = this.#tasks.get(key);
    if (effect === undefined) return null;
    const { assignee, candidateGroups, candidateUsers, form, dueDate, followUpDate, priority, variables } = effect;
    return sorted({ assignee, candidateGroups, candidateUsers, form, dueDate, followUpDate, priority, variables });
  }
}

const RESERVED = 'io.camunda.zeebe:';

/** What a listener is told of the task, without its key. */
function told(headers: { readonly [name: string]: string }): { readonly [name: string]: string } {
  const names = Object.keys(headers).filter((name) => name.startsWith(RESERVED) && !name.endsWith(':userTaskKey'));
  return Object.fromEntries(names.map((name) => [name.slice(RESERVED.length), headers[name] ?? '']));
}
