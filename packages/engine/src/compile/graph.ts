import { ELEMENTS } from '../elements/index.ts';
import { isRefusal } from '../kernel/contracts.ts';
import type { Arm, Flow, ProcessNode } from '../kernel/graph.ts';
import type { ElementKind } from '../kernel/kinds.ts';
import { TRIGGERS } from '../triggers/index.ts';
import { message } from '../triggers/message.ts';
import { concludedBy, readAdHoc, readCollected, tellWorker } from './ad-hoc.ts';
import { checkDirection } from './check-direction.ts';
import { checkCatches, checkDoubles } from './check-doubles.ts';
import { checkLiterals } from './check-literals.ts';
import { checkNode, quantityOf, refuse } from './check-node.ts';
import { readClock } from './clock.ts';
import { beginning, type DataFlow, flowInto, NO_DATA, readDataFlow } from './data-flow.ts';
import type { Diagnostics, Position as FilePosition } from './diagnostics.ts';
import { inListedOrder, settleChoice } from './exclusive-choice.ts';
import { CONDITION } from './expressions.ts';
import { conditionOf } from './flow-condition.ts';
import { linkNodes } from './links.ts';
import { readListeners } from './listeners.ts';
import { readLoopEvents } from './loop-events.ts';
import { readLoop } from './loops.ts';
import { child, definitionsOf, type Element, extension, flag, idOf, list, text } from './model.ts';
import {
  armsIn,
  armsOf,
  behindGateway,
  catchesCancel,
  compensatedBy,
  eventsOf,
  readParts,
  waitsForParts,
} from './multiple.ts';
import { readDetails, readMappings } from './node-details.ts';
import {
  CONTAINERS,
  isActivity,
  isNoTarget,
  kindOf,
  positionOf,
  readLanes,
  startsByItself,
  triggerOf,
} from './node-kinds.ts';
import type { ProcessReading } from './process-reading.ts';
import type { Reading } from './reading.ts';
import { repeat } from './repeat.ts';
import { settleMessages } from './settle-messages.ts';
import { nodeSupport } from './support.ts';
import type { Surroundings } from './surroundings.ts';
import { repeats } from './timers.ts';
import { checkUndoing, placeHandler } from './undoing.ts';

type Mutable<T> = { -readonly [P in keyof T]: T[P] };
export type Node = Mutable<Omit<ProcessNode, 'incoming' | 'outgoing' | 'boundary'>> & {
  incoming: Flow[];
  outgoing: Flow[];
  boundary: ProcessNode[];
};

interface Graph {
  readonly nodes: Map<string, ProcessNode>;
  readonly flows: Map<string, Flow>;
  readonly starts: readonly ProcessNode[];
  /** Starts of the event subprocesses of the process itself. */
  readonly arms: readonly Arm[];
}

/** Builds the nodes and flows of a process and of the subprocesses in it, and resolves what they refer to. */
export function buildGraph(
  process: Element,
  id: string,
  positions: ReadonlyMap<string, FilePosition>,
  around: Surroundings,
  reading: ProcessReading,
): Graph {
  return new Builder(positions, around, reading).build(process, id);
}

class Builder {
  readonly #nodes = new Map<string, Node>();
  readonly #flows = new Map<string, Flow>();
  readonly #elements = new Map<Element, Node>();
  readonly #data = new Map<Node, DataFlow>();
  /** Flows with a condition that could not be compiled. */
  readonly #unread = new Set<Flow>();
  readonly #positions: ReadonlyMap<string, FilePosition>;
  readonly #around: Surroundings;
  readonly #process: ProcessReading;
  readonly #diagnostics: Diagnostics;

  constructor(positions: ReadonlyMap<string, FilePosition>, around: Surroundings, process: ProcessReading) {
    this.#process = process;
    this.#positions = positions;
    this.#around = around;
    this.#diagnostics = around.diagnostics;
  }

  build(process: Element, id: string): Graph {
    const starts = this.#container(process, id, new Map());
    const insides = armsIn(this.#nodes.values());
    for (const node of this.#nodes.values()) {
      const guards = node.boundary.flatMap((event) => armsOf(event));
      node.guards = guards.length;
      node.arms = Object.freeze([
        ...guards,
        ...(insides.get(node.id) ?? []),
        ...(node.kind === 'eventBasedGateway' ? node.outgoing.flatMap(({ target }) => armsOf(target)) : []),
        ...(waitsForParts(node, id) ? armsOf(node) : []),
      ]);
      node.keys = 1 + Math.max(node.arms.length, node.parts.length, node.message?.also.length ?? 0);
      if (node.inner !== null) {
        node.inner = Object.freeze({ ...node.inner, arms: Object.freeze(insides.get(node.id) ?? []) });
      }
    }
    for (const node of this.#nodes.values()) checkCatches(eventsOf(node), this.#diagnostics);
    for (const arms of insides.values()) checkCatches(new Set(arms.map(({ event }) => event)), this.#diagnostics);
    for (const node of this.#nodes.values()) placeHandler(node, this.#nodes, this.#diagnostics);
    for (const node of this.#nodes.values()) {
      checkUndoing(node, this.#nodes, this.#diagnostics);
      settleMessages(node);
      node.concludes = concludedBy(node, this.#nodes.get(node.scope));
      if (node.loop !== null) repeat(node, node.loop);
      flowInto(node, this.#data.get(node) ?? NO_DATA);
      for (const part of [node.incoming, node.outgoing, node.boundary, node]) Object.freeze(part);
    }
    return { nodes: this.#nodes, flows: this.#flows, starts, arms: Object.freeze(insides.get(id) ?? []) };
  }

  /** Reads what a container holds; answers where a token starts in it. */
  #container(container: Element, id: string, outerLanes: ReadonlyMap<Element, string>): readonly ProcessNode[] {
    const lanes = new Map(outerLanes);
    for (const set of list(container, 'laneSets')) readLanes(set, lanes);
    const elements = list(container, 'flowElements');
    const own: Node[] = [];
    for (const element of elements) {
      const kind = kindOf(element);
      if (kind === null) continue;
      const node = this.#node(element, kind, id, container, lanes);
      if (node !== null) own.push(node);
    }
    for (const element of elements) if (element.$type === 'bpmn:BoundaryEvent') this.#attach(element);
    let unnamed = 0;
    for (const element of elements) {
      if (element.$type !== 'bpmn:SequenceFlow') continue;
      const flow = idOf(element) || `${id}-flow-${++unnamed}`;
      if (idOf(element) === '') this.#diagnostics.place(flow, element.$at);
      this.#flow(element, flow);
    }
    linkNodes(own, this.#flows, this.#diagnostics);
    for (const element of elements) {
      const node = this.#elements.get(element);
      if (node === undefined) continue;
      inListedOrder(node, list(element, 'outgoing').map(idOf));
      if (node.kind !== 'eventBasedGateway' || !flag(element, 'instantiate')) continue;
      if (node.incoming.length > 0) this.#startsTwice(node.id);
      for (const { target } of node.outgoing) (target as Node).instantiates = true;
    }
    for (const node of own) this.#finish(node);
    for (const element of elements) {
      this.#checkStart(element);
      const node = this.#elements.get(element);
      if (node !== undefined) checkDirection(element, node, this.#diagnostics);
    }
    if (flag(container, 'triggeredByEvent')) return this.#eventStart(container, id, own);
    const none = own.filter((node) => node.kind === 'startEvent' && node.trigger === 'none');
    if (none.length > 1) {
      const message = `It has ${none.length} start events without a trigger: one instance begins at all of them, unless its start names one.`;
      this.#diagnostics.warning('several-starts', id, message);
    }
    if (none.length > 0 || own.some((node) => node.kind === 'startEvent')) return none;
    // without any start event, every node without incoming flow starts (BPMN 2.0.2 §10.5.2)
    return own.filter((node) => node.incoming.length === 0 && !startsByItself(node));
  }

  /** The one start of an event subprocess. */
  #eventStart(container: Element, id: string, own: readonly Node[]): readonly ProcessNode[] {
    const starts = own.filter((node) => node.kind === 'startEvent');
    // one that was refused has a diagnostic of its own
    if (list(container, 'flowElements').filter((one) => kindOf(one) === 'startEvent').length !== 1) {
      this.#diagnostics.error('no-start', id, 'An event subprocess needs exactly one start event.');
    }
    return starts;
  }

  #node(element: Element, kind: ElementKind, scope: string, container: Element, lanes: ReadonlyMap<Element, string>) {
    const diagnostics = this.#diagnostics;
    const id = idOf(element);
    if (id === '') {
      diagnostics.error('missing-id', scope, `A ${element.$type.replace('bpmn:', '')} has no id.`, {}, element.$at);
      return null;
    }
    const trigger = triggerOf(element);
    const behaviour = ELEMENTS[kind];
    const event = TRIGGERS[trigger];
    const position = positionOf(element, kind, container);
    const support = nodeSupport(kind, trigger, position);
    if (support.status === 'refused' || isRefusal(behaviour) || isRefusal(event)) {
      diagnostics.error('unsupported', id, `${support.reason} ${support.instead}`, { row: support.id });
      return null;
    }
    checkNode(element, id, kind, diagnostics);
    checkDoubles(element, id, kind, diagnostics);
    checkLiterals(element, id, diagnostics);
    const lane = lanes.get(element) ?? null;
    const process = this.#process;
    const reading: Reading = { element, id, lane, ...this.#around, process, file: process.file };
    const details = readDetails(reading, kind, trigger);
    const loop = readLoop(reading);
    const data = readDataFlow(reading, kind, loop !== null || CONTAINERS.has(kind));
    const thrown = definitionsOf(element);
    const node: Node = {
      id,
      name: text(element, 'name') ?? id,
      kind,
      trigger,
      scope,
      lane,
      stage: text(extension(element, 'circula:Stage'), 'ref'),
      clock: readClock(reading),
      line: this.#positions.get(id)?.line ?? null,
      incoming: [],
      outgoing: [],
      defaultFlow: null,
      conditional: false,
      joins: false,
      converges: false,
      behaviour,
      // these tasks stand for message events (BPMN 2.0.2 §10.3.3)
      event: kind === 'receiveTask' || (kind === 'sendTask' && details.message !== null) ? message : event,
      inputs: Object.freeze(beginning(data.own, readMappings(reading, 'inputParameters'))),
      outputs: Object.freeze(readMappings(reading, 'outputParameters')),
      availability: null,
      boundary: [],
      arms: [],
      guards: 0,
      keys: 1,
      parts: [],
      host: null,
      interrupting: element.cancelActivity !== false && element.isInterrupting !== false,
      instantiates: position === 'process' || (kind === 'receiveTask' && flag(element, 'instantiate')),
      inner: null,
      compensation: null,
      forCompensation: flag(element, 'isForCompensation'),
      compensates: trigger === 'compensation' ? compensatedBy(reading, thrown[0] ?? null) : null,
      detached: kind === 'intermediateThrowEvent' && thrown.some((one) => one.waitForCompletion === false),
      needs: quantityOf(element, 'startQuantity'),
      gives: quantityOf(element, 'completionQuantity'),
      single: null,
      marker: null,
      loop,
      collects: readCollected(reading),
      concludes: null,
      adHoc: kind === 'adHocSubProcess' ? readAdHoc(reading) : null,
      ...details,
      ...readListeners(reading, kind, trigger),
    };
    if (node.loop !== null) node.loop = { ...node.loop, throws: readLoopEvents(reading, node) };
    if (trigger === 'multiple' || trigger === 'parallelMultiple') node.parts = readParts(reading, node, position);
    const once = kind === 'intermediateCatchEvent' || (position !== 'process' && node.interrupting);
    if (once && [node, ...node.parts].some(({ timer }) => repeats(timer))) {
      diagnostics.warning('bad-value', id, 'The event happens once: only the first time of the cycle counts.');
    }
    this.#nodes.set(id, node);
    this.#elements.set(element, node);
    if (data !== NO_DATA) this.#data.set(node, data);
    if (CONTAINERS.has(kind)) {
      const inside = new Map(lanes);
      if (lane !== null) for (const one of list(element, 'flowElements')) inside.set(one, lane);
      node.inner = { id, starts: this.#container(element, id, inside), arms: [] };
      if (kind !== 'eventSubProcess' && node.inner.starts.length === 0 && list(element, 'flowElements').length > 0) {
        diagnostics.error('no-start', id, 'Nothing starts the subprocess.');
      }
      tellWorker(reading, node);
    }
    return node;
  }

  #attach(element: Element): void {
    const node = this.#elements.get(element);
    if (node === undefined) return;
    const host = this.#elements.get(child(element, 'attachedToRef') ?? element);
    if (host === undefined || host === node || !isActivity(host.kind)) {
      const message =
        host?.kind === 'eventSubProcess'
          ? `${host.id} is an event subprocess, which can have no boundary events: attach it to an activity inside.`
          : 'The boundary event is attached to no activity.';
      this.#diagnostics.error('missing-reference', node.id, message, { property: 'attachedToRef' });
      return;
    }
    if (host.scope !== node.scope) {
      const message = `The boundary event and ${host.id} are not in the same process or subprocess.`;
      this.#diagnostics.error('flow-crosses-scope', node.id, message);
      return;
    }
    node.host = host;
    if (node.trigger !== 'compensation') host.boundary.push(node);
    else if (host.compensation === null) host.compensation = this.#handlerOf(node, element);
    else this.#diagnostics.error('bad-value', node.id, `${host.id} has two handlers that compensate it.`);
    if (catchesCancel(node) && host.kind !== 'transaction') {
      this.#diagnostics.error('bad-value', node.id, 'A cancel event can only be attached to a transaction.');
    }
  }

  /** The activity that an association leads to from a compensation boundary event. */
  #handlerOf(node: Node, element: Element): string | null {
    for (const other of this.#process.file.associated(element)) {
      const handler = this.#elements.get(other);
      if (handler?.forCompensation === true && handler.scope === node.scope) return handler.id;
    }
    const message = 'No association leads from the event to an activity beside it with isForCompensation="true".';
    this.#diagnostics.error('missing-reference', node.id, message, { property: 'association' });
    return null;
  }

  #flow(element: Element, id: string): void {
    const diagnostics = this.#diagnostics;
    const from = child(element, 'sourceRef');
    const to = child(element, 'targetRef');
    if (from === null || to === null) {
      diagnostics.error('dangling-flow', id, 'The sequence flow lacks a source or a target.');
      return;
    }
    const source = this.#elements.get(from);
    const target = this.#elements.get(to);
    // a node that is not there has a diagnostic of its own
    if (source === undefined || target === undefined) {
      if (kindOf(from) === null || kindOf(to) === null) {
        diagnostics.error('dangling-flow', id, 'The sequence flow does not connect flow nodes.');
      }
      const away = [source === undefined ? from : null, target === undefined ? to : null].find(
        (node) => node !== null && kindOf(node) !== null && !diagnostics.failedAt(idOf(node)),
      );
      if (away === undefined || away === null) return;
      const message = `The sequence flow leads from or to ${idOf(away)}, which is not in the process or subprocess that the flow is in.`;
      diagnostics.error('flow-crosses-scope', id, message);
      return;
    }
    if (source.scope !== target.scope) {
      diagnostics.error('flow-crosses-scope', id, 'A sequence flow cannot leave or enter a subprocess.');
      return;
    }
    if (isNoTarget(target.kind) || source.kind === 'endEvent' || source.kind === 'eventSubProcess') {
      diagnostics.error('dangling-flow', id, `No sequence flow can lead from ${source.id} to ${target.id}.`);
      return;
    }
    const condition = conditionOf(element, id, diagnostics);
    const expression = condition === null ? null : this.#around.expressions.formal(condition, id, CONDITION);
    const flow: Flow = Object.freeze({ id, source, target, condition: expression });
    // one that cannot be compiled has a diagnostic
    if (condition !== null && expression === null) this.#unread.add(flow);
    this.#flows.set(id, flow);
    source.outgoing.push(flow);
    target.incoming.push(flow);
    if (child(from, 'default') !== element) return;
    source.defaultFlow = flow;
    if (condition === null) return;
    const message = 'The condition of a default flow has no effect: it is taken when no other is.';
    diagnostics.warning('no-effect', id, message, { property: 'conditionExpression' });
  }

  /** Nothing leads to what begins an instance, and a default flow leaves from where it is the default. */
  #checkStart(element: Element): void {
    const node = this.#elements.get(element);
    if (node === undefined) return;
    if (node.kind === 'receiveTask' && flag(element, 'instantiate') && node.incoming.length > 0) {
      this.#startsTwice(node.id);
    }
    const given = child(element, 'default');
    if (given === null || node.defaultFlow !== null) return;
    const message = `Its default is ${idOf(given)}, which does not leave from here.`;
    this.#diagnostics.error('bad-value', node.id, message, { property: 'default' });
  }

  #startsTwice(id: string): void {
    const message = 'It starts the process (instantiate="true"), so no sequence flow can lead to it.';
    this.#diagnostics.error('dangling-flow', id, message, { property: 'instantiate' });
  }

  /** What needs all flows of the container. */
  #finish(node: Node): void {
    const outside = node.forCompensation || (node.kind === 'boundaryEvent' && node.trigger === 'compensation');
    if (outside && node.incoming.length + node.outgoing.length > 0) {
      this.#diagnostics.error('dangling-flow', node.id, 'Sequence flows do not lead to or from compensation.');
    }
    node.converges = node.kind === 'complexGateway' || (node.kind === 'inclusiveGateway' && node.incoming.length > 1);
    node.joins = (node.kind === 'parallelGateway' || node.converges) && node.incoming.length > 1;
    if (node.needs > 1 && node.incoming.length > 0) node.joins = true;
    if (node.kind === 'eventBasedGateway') behindGateway(node, this.#diagnostics);
    const conditions = node.outgoing.some((flow) => flow.condition !== null);
    node.conditional = conditions || node.defaultFlow !== null || node.detached;
    settleChoice(node, this.#unread, this.#diagnostics);
    if (conditions && !CHOOSING.has(node.kind) && !isActivity(node.kind)) {
      refuse(this.#diagnostics, 'condition on gateway', node.id);
    }
  }
}

/** Gateways whose outgoing flows may have conditions. */
const CHOOSING: ReadonlySet<ElementKind> = new Set(['exclusiveGateway', 'inclusiveGateway', 'complexGateway']);
