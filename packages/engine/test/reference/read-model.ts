import type { ModdleElement } from '../../src/compile/moddle-element.ts';
import { compileExpression } from '../../src/feel.ts';
import type { Json, Variables } from '../../src/index.ts';
import {
  type AdHoc,
  type Assignment,
  type Box,
  beginnings,
  type Formula,
  type JobOf,
  type Reason,
  type RefFlow,
  type RefModel,
  type RefNode,
  type Repeat,
  type TaskField,
} from './model.ts';

type Parsed = ModdleElement;

const RETRIES = 3;
const TASK_EVENTS = ['creating', 'assigning', 'updating', 'completing', 'canceling'] as const;

/** The executable process `id` of a parsed file. Models that the engine's compiler refuses are not for it. */
export function readModel(root: Parsed, id: string): RefModel {
  const process = many(root, 'rootElements').find((one) => one.$type === 'bpmn:Process' && one.id === id);
  if (process === undefined) throw new Error(`the file has no process ${id}`);
  const nodes = new Map<string, RefNode>();
  return { id, box: readBox(process, id, nodes), nodes };
}

function readBox(container: Parsed, id: string, nodes: Map<string, RefNode>): Box {
  const box: Box = { id, nodes: [], flows: [] };
  const elements = many(container, 'flowElements');
  const found = new Map<Parsed, RefNode>();
  for (const element of elements) {
    if (!/(Task|task|Event|Gateway|SubProcess|subProcess|Transaction|CallActivity)$/.test(element.$type)) continue;
    const node = readNode(element, box);
    if (node.type.endsWith('ubProcess') || node.type === 'transaction') node.inside = readBox(element, node.id, nodes);
    if (node.adHoc?.worker === true && node.inside !== null) node.inputs = [told(node.inside), ...node.inputs];
    found.set(element, node);
    box.nodes.push(node);
    nodes.set(node.id, node);
  }
  for (const element of elements) {
    if (element.$type !== 'bpmn:SequenceFlow') continue;
    const from = one(element, 'sourceRef');
    const source = from === null ? undefined : found.get(from);
    const target = found.get(one(element, 'targetRef') ?? element);
    if (source === undefined || target === undefined || from === null) throw new Error('a flow that leads nowhere');
    const written = one(element, 'conditionExpression');
    const condition = written === null ? null : formula(string(written, 'body') ?? '');
    const flow = { id: string(element, 'id') ?? '', source, target, condition };
    connect(box, flow);
    if (from.default === element) source.defaultFlow = flow;
  }
  for (const [element, node] of found) {
    const listed = many(element, 'outgoing').map((flow) => string(flow, 'id'));
    const rank = (flow: RefFlow) => (listed.includes(flow.id) ? listed.indexOf(flow.id) : listed.length);
    if (node.type === 'exclusiveGateway') node.outgoing.sort((one, other) => rank(one) - rank(other));
  }
  for (const node of box.nodes) {
    const open = node.outgoing.filter((flow) => flow.condition === null);
    // the only way without a condition is for when there is no other
    if (node.type !== 'exclusiveGateway' || node.defaultFlow !== null || node.outgoing.length < 2) continue;
    if (open.length === 1) node.defaultFlow = open[0] ?? null;
  }
  for (const thrown of box.nodes) {
    const [link] = thrown.reasons;
    if (link?.kind !== 'link' || thrown.type !== 'intermediateThrowEvent') continue;
    const caught = box.nodes.find((other) => {
      const [reason] = other.reasons;
      return other.type === 'intermediateCatchEvent' && reason?.kind === 'link' && reason.name === link.name;
    });
    if (caught === undefined) throw new Error(`nothing catches the link ${link.name}`);
    connect(box, { id: `${thrown.id}-${caught.id}`, source: thrown, target: caught, condition: null });
  }
  for (const [element, node] of found) {
    const host = found.get(one(element, 'attachedToRef') ?? element);
    if (node.type !== 'boundaryEvent' || host === undefined) continue;
    node.host = host;
    if (node.reasons[0]?.kind !== 'compensation') host.attached.push(node);
    else {
      const line = many(container, 'artifacts').find((artifact) => artifact.sourceRef === element);
      host.handler = found.get(one(line ?? null, 'targetRef') ?? element) ?? null;
    }
  }
  return box;
}

/** What the worker of an ad-hoc subprocess gets to know of it. */
function told(inside: Box): Assignment {
  const elements = beginnings(inside).map(({ id, name }) => ({
    elementId: id,
    ...(name === id ? {} : { elementName: name }),
  }));
  return { target: ['adHocSubProcessElements'], source: constant(elements) };
}

function connect(box: Box, flow: RefFlow): void {
  box.flows.push(flow);
  flow.source.outgoing.push(flow);
  flow.target.incoming.push(flow);
}

function readNode(element: Parsed, box: Box): RefNode {
  const id = string(element, 'id') ?? '';
  const plain = element.$type.slice('bpmn:'.length);
  const lower = plain[0]?.toLowerCase() + plain.slice(1);
  const type = lower === 'subProcess' && element.triggeredByEvent === true ? 'eventSubProcess' : lower;
  const definition = extension(element, 'zeebe:TaskDefinition');
  const message = one(element, 'messageRef');
  const works =
    type === 'serviceTask' ||
    type === 'businessRuleTask' ||
    (type === 'sendTask' && message === null) ||
    definition !== null;
  const reasons =
    message !== null && definition === null
      ? [messageReason(message)]
      : many(element, 'eventDefinitions').map((event) => readReason(event));
  return {
    id,
    name: string(element, 'name') ?? id,
    type,
    box,
    incoming: [],
    outgoing: [],
    defaultFlow: null,
    host: null,
    interrupting: element.cancelActivity !== false && element.isInterrupting !== false,
    reasons,
    all: element.parallelMultiple === true || element.eventGatewayType === 'Parallel',
    attached: [],
    handler: null,
    undoes: element.isForCompensation === true,
    inside: null,
    inputs: assignments(element, 'inputParameters'),
    outputs: assignments(element, 'outputParameters'),
    repeat: readRepeat(element),
    job: works
      ? {
          type: value(string(definition, 'type') ?? string(element, 'implementation') ?? id),
          retries: value(string(definition, 'retries') ?? RETRIES),
        }
      : null,
    starts: listeners(element, 'zeebe:ExecutionListeners', 'start'),
    ends: listeners(element, 'zeebe:ExecutionListeners', 'end'),
    asks: TASK_EVENTS.flatMap((on) =>
      listeners(element, 'zeebe:TaskListeners', on).map((listener) => ({ ...listener, on })),
    ),
    task: type === 'userTask' ? readTask(element) : null,
    script: readScript(element),
    call: type === 'callActivity' ? readCall(element) : null,
    adHoc: type === 'adHocSubProcess' ? readAdHoc(element) : null,
    activation: optional(string(one(element, 'activationCondition'), 'body'), formula),
  };
}

function listeners(element: Parsed, type: string, event: string): JobOf[] {
  return many(extension(element, type), 'listeners')
    .filter((listener) => listener.eventType === event)
    .map((listener) => ({
      type: value(string(listener, 'type') ?? ''),
      retries: value(string(listener, 'retries') ?? RETRIES),
    }));
}

function readReason(event: Parsed): Reason {
  switch (event.$type) {
    case 'bpmn:MessageEventDefinition':
      return messageReason(one(event, 'messageRef'));
    case 'bpmn:SignalEventDefinition':
      return { kind: 'signal', name: value(string(one(event, 'signalRef'), 'name') ?? '') };
    case 'bpmn:TimerEventDefinition':
      return readTimer(event);
    case 'bpmn:ConditionalEventDefinition':
      return { kind: 'conditional', condition: formula(string(one(event, 'condition'), 'body') ?? '') };
    case 'bpmn:ErrorEventDefinition':
      return { kind: 'error', code: optional(string(one(event, 'errorRef'), 'errorCode'), value) };
    case 'bpmn:EscalationEventDefinition':
      return { kind: 'escalation', code: optional(string(one(event, 'escalationRef'), 'escalationCode'), value) };
    case 'bpmn:CompensateEventDefinition':
      return { kind: 'compensation', activity: string(one(event, 'activityRef'), 'id') };
    case 'bpmn:CancelEventDefinition':
      return { kind: 'cancel' };
    case 'bpmn:TerminateEventDefinition':
      return { kind: 'terminate' };
    case 'bpmn:LinkEventDefinition':
      return { kind: 'link', name: string(event, 'name') ?? '' };
    default:
      throw new Error(`${event.$type} is not known here`);
  }
}

function messageReason(message: Parsed | null): Reason {
  const key = string(extension(message, 'zeebe:Subscription'), 'correlationKey');
  return { kind: 'message', name: value(string(message, 'name') ?? ''), key: optional(key, value) };
}

function readTimer(event: Parsed): Reason {
  const follow = extension(event, 'circula:Follow') !== null;
  for (const [form, property] of [
    ['date', 'timeDate'],
    ['duration', 'timeDuration'],
    ['cycle', 'timeCycle'],
  ] as const) {
    const text = string(one(event, property), 'body');
    if (text === null) continue;
    return { kind: 'timer', form, time: /^[RP\d]/.test(text) ? constant(text) : formula(text), follow };
  }
  throw new Error('a timer without a time');
}

function readTask(element: Parsed): { readonly [field in TaskField]: Formula | null } {
  const assignment = extension(element, 'zeebe:AssignmentDefinition');
  const schedule = extension(element, 'zeebe:TaskSchedule');
  const field = (from: Parsed | null, name: string) => optional(string(from, name), value);
  return {
    assignee: field(assignment, 'assignee'),
    candidateGroups: field(assignment, 'candidateGroups'),
    candidateUsers: field(assignment, 'candidateUsers'),
    form: field(extension(element, 'zeebe:FormDefinition'), 'formId'),
    dueDate: field(schedule, 'dueDate'),
    followUpDate: field(schedule, 'followUpDate'),
    priority: field(extension(element, 'zeebe:PriorityDefinition'), 'priority'),
  };
}

function readScript(element: Parsed): RefNode['script'] {
  const script = extension(element, 'zeebe:Script');
  if (script !== null) {
    return { formula: formula(string(script, 'expression') ?? ''), result: string(script, 'resultVariable') };
  }
  const text = string(element, 'script');
  return text === null ? null : { formula: formula(text), result: null };
}

function readCall(element: Parsed): RefNode['call'] {
  const called = extension(element, 'zeebe:CalledElement');
  const outputs = many(extension(element, 'zeebe:IoMapping'), 'outputParameters').length > 0;
  return {
    process: value(string(called, 'processId') ?? string(element, 'calledElement') ?? ''),
    passAll: called?.propagateAllParentVariables !== false,
    returnAll: called?.propagateAllChildVariables === undefined ? !outputs : called.propagateAllChildVariables === true,
  };
}

function readAdHoc(element: Parsed): AdHoc {
  return {
    begin: optional(string(extension(element, 'zeebe:AdHoc'), 'activeElementsCollection'), value),
    sequential: element.ordering === 'Sequential',
    done: optional(string(one(element, 'completionCondition'), 'body'), formula),
    cancelRemaining: element.cancelRemainingInstances !== false,
    worker: extension(element, 'zeebe:TaskDefinition') !== null,
  };
}

function readRepeat(element: Parsed): Repeat | null {
  const loop = one(element, 'loopCharacteristics');
  if (loop === null) return null;
  if (loop.$type === 'bpmn:StandardLoopCharacteristics') {
    const again = optional(string(one(loop, 'loopCondition'), 'body'), formula);
    const most = typeof loop.loopMaximum === 'number' ? loop.loopMaximum : null;
    return { kind: 'loop', again, before: loop.testBefore === true, most };
  }
  const zeebe = extension(loop, 'zeebe:LoopCharacteristics');
  const outputElement = string(zeebe, 'outputElement');
  const name = /^=?\s*([a-z_]\w*)(\.[a-z_]\w*)*$/i.exec(outputElement?.trim() ?? '')?.[1] ?? null;
  return {
    kind: 'instances',
    sequential: loop.isSequential === true,
    inTurn: loop.isSequential === true && zeebe !== null,
    collection: optional(string(zeebe, 'inputCollection'), formula),
    cardinality: optional(string(one(loop, 'loopCardinality'), 'body'), formula),
    item: string(zeebe, 'inputElement'),
    output: string(zeebe, 'outputCollection'),
    outputElement: optional(outputElement, formula),
    outputItem: name,
    done: optional(string(one(loop, 'completionCondition'), 'body'), formula),
  };
}

function assignments(element: Parsed, property: string): Assignment[] {
  return many(extension(element, 'zeebe:IoMapping'), property).map((mapping) => ({
    target: (string(mapping, 'target') ?? '').split('.'),
    source: value(string(mapping, 'source') ?? '=null'),
  }));
}

/** FEEL after `=`, else the text itself. */
function value(text: string | number): Formula {
  return typeof text === 'string' && text.startsWith('=') ? formula(text) : constant(text);
}

function constant(text: Json): Formula {
  return Object.assign(() => ({ ok: true, value: text }) as const, { reads: [] });
}

function formula(text: string): Formula {
  const compiled = compileExpression(text.trim().replace(/^=/, ''), { openNames: true });
  if (!compiled.ok) throw new Error(`${text}: ${compiled.message}`);
  const { expression } = compiled;
  const { reads } = expression;
  return Object.assign((variables: Variables, at: number) => expression.evaluate(variables, { at }), { reads });
}

function optional<T extends string>(text: T | null, make: (text: T) => Formula): Formula | null {
  return text === null ? null : make(text);
}

function one(element: Parsed | null, property: string): Parsed | null {
  const found = element?.[property];
  return typeof found === 'object' && found !== null && '$type' in found ? (found as Parsed) : null;
}

function many(element: Parsed | null, property: string): Parsed[] {
  const found = element?.[property];
  return Array.isArray(found) ? (found as Parsed[]) : [];
}

function string(element: Parsed | null, property: string): string | null {
  const found = element?.[property];
  return typeof found === 'string' && found !== '' ? found : null;
}

function extension(element: Parsed | null, type: string): Parsed | null {
  return many(one(element, 'extensionElements'), 'values').find((item) => item.$type === type) ?? null;
}
