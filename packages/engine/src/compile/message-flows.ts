import type { DataNames } from './data-names.ts';
import { child, definitionsOf, type Element, flag, idOf, list, text } from './model.ts';

/** An arrow between pools, of which at least one end is in a process that runs. */
export interface MessageFlow {
  readonly id: string;
  readonly name: string | null;
  /** The `message` that it is drawn with. */
  readonly message: Element | null;
  readonly source: Element;
  /** The element that gets the message; null: a pool without a process that runs. */
  readonly target: Element | null;
  /** The processes that run; null: nothing here runs at that end. */
  readonly from: Element | null;
  readonly to: Element | null;
  /** The pool that it leads to, when nothing in the pool can be told to be meant. */
  readonly unclear: Element | null;
}

/** The message flows of a file's collaborations (BPMN 2.0.2 §9.4), by the elements they connect. */
export class MessageFlows {
  readonly #definitions: Element;
  readonly #executable: readonly Element[];
  readonly #data: DataNames;
  readonly #owners = new Map<Element, Element>();
  readonly #outgoing = new Map<Element, MessageFlow[]>();
  readonly #incoming = new Map<Element, MessageFlow[]>();
  /** Of each process: all that start each other by message flows are one group. */
  readonly #groups = new Map<Element, Set<Element>>();
  #contents: Map<Element, string[]> | null = null;

  constructor(definitions: Element, executable: readonly Element[], data: DataNames) {
    this.#definitions = definitions;
    this.#executable = executable;
    this.#data = data;
    const drawn = list(definitions, 'rootElements').flatMap((root) => list(root, 'messageFlows'));
    if (drawn.length === 0) return;
    for (const process of executable) eachNode(process, (node) => this.#owners.set(node, process));
    const targets = new Set(drawn.flatMap((flow) => child(flow, 'targetRef') ?? []));
    for (const flow of drawn) this.#add(flow, targets);
    for (const process of executable) this.#groups.set(process, new Set([process]));
    for (const { from, to, target } of [...this.#outgoing.values()].flat()) {
      if (from !== null && to !== null && target !== null && startsProcess(target, to)) this.#join(from, to);
    }
  }

  outgoing(element: Element): readonly MessageFlow[] {
    return this.#outgoing.get(element) ?? NONE;
  }

  incoming(element: Element): readonly MessageFlow[] {
    return this.#incoming.get(element) ?? NONE;
  }

  /** Whether a message that reaches the element begins an instance of its process. */
  starts({ target, to }: MessageFlow): boolean {
    return target !== null && to !== null && startsProcess(target, to);
  }

  /**
   * Names the conversation that the flow is part of, the same at both ends; null when only one end runs. Processes that
   * start each other share one, any other two have one of their own.
   */
  conversation({ from, to }: MessageFlow): string | null {
    if (from === null || to === null || from === to) return null;
    const group = this.#groups.get(from);
    const members = group?.has(to) === true ? [...group] : [from, to];
    return `conversation:${members.map(idOf).sort().join('+')}`;
  }

  /** The `message` that an element waits for: its own, or that of a flow to it or of a flow's source. */
  awaited(element: Element): Element | null {
    const own = messageOf(element);
    if (own !== null) return own;
    const flows = this.incoming(element);
    for (const { message } of flows) if (message !== null) return message;
    for (const { source } of flows) {
      const message = messageOf(source);
      if (message !== null) return message;
    }
    return null;
  }

  /** The names under which the senders in this file carry data to the element. */
  contentNames(element: Element): readonly string[] {
    const flows = this.incoming(element).map(({ source }) => source);
    const message = this.awaited(element);
    if (message === null && flows.length === 0) return [];
    this.#contents ??= contentsOf(this.#definitions, this.#data);
    const found = [...this.#contents].filter(([sender]) => flows.includes(sender) || messageOf(sender) === message);
    return [...new Set(found.flatMap(([, names]) => names))];
  }

  #add(drawn: Element, targets: ReadonlySet<Element>): void {
    const source = child(drawn, 'sourceRef');
    const end = child(drawn, 'targetRef');
    if (source === null || end === null) return;
    const from = this.#processAt(source);
    const to = this.#processAt(end);
    if (from === null && to === null) return;
    const meant = end.$type === 'bpmn:Participant' && to !== null ? receiverIn(to, targets) : end;
    const flow: MessageFlow = Object.freeze({
      id: idOf(drawn),
      name: text(drawn, 'name'),
      message: child(drawn, 'messageRef'),
      source,
      target: to === null ? null : meant,
      from,
      to,
      unclear: to !== null && meant === null ? end : null,
    });
    put(this.#outgoing, source, flow);
    if (flow.target !== null) put(this.#incoming, flow.target, flow);
  }

  #processAt(end: Element): Element | null {
    if (end.$type !== 'bpmn:Participant') return this.#owners.get(end) ?? null;
    const process = child(end, 'processRef');
    return process !== null && this.#executable.includes(process) ? process : null;
  }

  #join(a: Element, b: Element): void {
    const joined = new Set([...(this.#groups.get(a) ?? []), ...(this.#groups.get(b) ?? [])]);
    for (const process of joined) this.#groups.set(process, joined);
  }
}

const NONE: readonly MessageFlow[] = Object.freeze([]);

/** The `message` that an element itself names. What a service task says to its service is for its worker. */
export function messageOf(element: Element): Element | null {
  const own = element.$type === 'bpmn:ServiceTask' ? null : messageNamed(element);
  if (own !== null) return own;
  for (const definition of definitionsOf(element)) {
    const message = messageNamed(definition);
    if (message !== null) return message;
  }
  return null;
}

/** What a send or receive task or an event definition names: a message, or the one that begins an operation (§8.4.7). */
export function messageNamed(one: Element): Element | null {
  return child(one, 'messageRef') ?? child(child(one, 'operationRef'), 'inMessageRef');
}

function startsProcess(element: Element, process: Element): boolean {
  if (!list(process, 'flowElements').includes(element)) return false;
  if (element.$type === 'bpmn:ReceiveTask' && flag(element, 'instantiate')) return true;
  if (element.$type === 'bpmn:StartEvent') return true;
  return list(element, 'incoming').some((flow) => {
    const gateway = child(flow, 'sourceRef');
    return gateway !== null && flag(gateway, 'instantiate') && list(gateway, 'incoming').length === 0;
  });
}

/** What a message to a pool is for: its one message start, else the one other element that waits and has no flow. */
function receiverIn(process: Element, targets: ReadonlySet<Element>): Element | null {
  const free: Element[] = [];
  eachNode(process, (node) => {
    if (!targets.has(node) && waitsForMessage(node)) free.push(node);
  });
  const starts = free.filter((node) => startsProcess(node, process));
  const [only, ...others] = starts.length > 0 ? starts : free;
  return only === undefined || others.length > 0 ? null : only;
}

function waitsForMessage(node: Element): boolean {
  if (node.$type === 'bpmn:ReceiveTask') return true;
  const catches = /^bpmn:(StartEvent|IntermediateCatchEvent|BoundaryEvent)$/.test(node.$type);
  return catches && definitionsOf(node).some(({ $type }) => $type === 'bpmn:MessageEventDefinition');
}

/** The data inputs of everything that sends. */
function contentsOf(definitions: Element, data: DataNames): Map<Element, string[]> {
  const contents = new Map<Element, string[]>();
  for (const process of list(definitions, 'rootElements')) {
    eachNode(process, (node) => {
      const sends = /^bpmn:(EndEvent|IntermediateThrowEvent|SendTask)$/.test(node.$type);
      const inputs = sends ? [...list(node, 'dataInputs'), ...list(child(node, 'ioSpecification'), 'dataInputs')] : [];
      const names = inputs.flatMap((input) => data.of(input) ?? []);
      if (names.length > 0) contents.set(node, names);
    });
  }
  return contents;
}

function eachNode(container: Element, visit: (node: Element) => void): void {
  for (const element of list(container, 'flowElements')) {
    visit(element);
    if (element.flowElements !== undefined) eachNode(element, visit);
  }
}

function put(map: Map<Element, MessageFlow[]>, element: Element, flow: MessageFlow): void {
  const flows = map.get(element);
  if (flows === undefined) map.set(element, [flow]);
  else flows.push(flow);
}
