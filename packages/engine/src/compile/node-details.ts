import { type DecisionModel, decide } from '../decision/index.ts';
import type {
  CallDefinition,
  ConditionFilter,
  DecisionDefinition,
  Expression,
  JobDefinition,
  Mapping,
  MessageDefinition,
  ProcessNode,
  ScriptDefinition,
  TaskDefinition,
  TimerDefinition,
} from '../kernel/graph.ts';
import type { TriggerKind } from '../kernel/kinds.ts';
import { parseDuration, parseInstant } from '../triggers/iso-time.ts';
import { parseRepeating } from '../triggers/timer.ts';
import type { Diagnostics } from './diagnostics.ts';
import { constant, feel, formal, isFeelLanguage, notation, optionalValue } from './expressions.ts';
import { child, definitionsOf, type Element, extension, flag, idOf, list, text } from './model.ts';
import { type ProcessReading, readPriority } from './process-reading.ts';
import { attributeSupport } from './support.ts';

/** What the parts of one flow node are read with. */
export interface Reading {
  readonly element: Element;
  readonly id: string;
  readonly lane: string | null;
  readonly diagnostics: Diagnostics;
  readonly decisions: readonly DecisionModel[];
  readonly process: ProcessReading;
}

type Details = Pick<
  ProcessNode,
  | ('task' | 'job' | 'script' | 'decision' | 'call' | 'timer' | 'message' | 'error' | 'escalation' | 'signal')
  | ('condition' | 'filter' | 'link' | 'parallel' | 'activation')
>;

const NOTHING: Details = {
  task: null,
  job: null,
  script: null,
  decision: null,
  call: null,
  timer: null,
  message: null,
  error: null,
  escalation: null,
  signal: null,
  condition: null,
  filter: null,
  link: null,
  parallel: false,
  activation: null,
};

/** The definitions that a node's behaviour and trigger work with. */
export function readDetails(reading: Reading, kind: ProcessNode['kind'], trigger: TriggerKind): Details {
  const event = definitionsOf(reading.element)[0] ?? null;
  const named = trigger === 'none' || event === null ? NOTHING : { ...NOTHING, ...readEvent(reading, event, trigger) };
  switch (kind) {
    case 'userTask':
      return { ...named, task: readTask(reading) };
    case 'serviceTask':
      return { ...named, job: readJob(reading) ?? plainJob(reading) };
    case 'sendTask': {
      const job = readJob(reading);
      const message = job === null ? readMessage(reading, child(reading.element, 'messageRef')) : null;
      return message === null ? { ...named, job: job ?? plainJob(reading) } : { ...named, message };
    }
    case 'receiveTask': {
      const message = readMessage(reading, child(reading.element, 'messageRef'));
      if (message === null) missing(reading, 'messageRef', 'The receive task names no message.');
      return { ...named, message };
    }
    case 'scriptTask': {
      const job = readJob(reading);
      return { ...named, job, script: job === null ? readScript(reading) : null };
    }
    case 'businessRuleTask': {
      const decision = readDecision(reading);
      return { ...named, decision, job: decision === null ? (readJob(reading) ?? plainJob(reading)) : null };
    }
    case 'callActivity':
      return { ...named, call: readCall(reading) };
    case 'eventBasedGateway':
      return { ...named, parallel: text(reading.element, 'eventGatewayType') === 'Parallel' };
    case 'complexGateway': {
      const activation = child(reading.element, 'activationCondition');
      return {
        ...named,
        activation: activation === null ? null : formal(activation, reading.id, reading.diagnostics),
      };
    }
    case 'endEvent':
    case 'intermediateThrowEvent':
      return { ...named, job: readJob(reading) };
    default:
      return named;
  }
}

export function readMappings(reading: Reading, property: 'inputParameters' | 'outputParameters'): Mapping[] {
  const mappings: Mapping[] = [];
  for (const one of list(extension(reading.element, 'zeebe:IoMapping'), property)) {
    const target = (text(one, 'target') ?? '').trim();
    const source = notation(text(one, 'source') ?? '=null', reading.id, reading.diagnostics);
    const path = target.split('.');
    const [name, ...rest] = path;
    if (name === undefined || path.some((part) => !/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(part) || part === '__proto__')) {
      reading.diagnostics.error('bad-value', reading.id, `"${target}" is no variable that a mapping can write.`);
    } else if (source !== null) {
      mappings.push({ source, target: [name, ...rest] });
    }
  }
  return mappings;
}

/** What one event definition says. */
export function readEvent(reading: Reading, event: Element, trigger: TriggerKind): Partial<Details> {
  switch (trigger) {
    case 'timer':
      return { timer: readTimer(reading, event) };
    case 'message': {
      const message = readMessage(reading, child(event, 'messageRef'));
      if (message === null && readJob(reading) === null) missing(reading, 'messageRef', 'The event names no message.');
      return { message };
    }
    case 'error': {
      const error = child(event, 'errorRef');
      const code = optionalValue(text(error, 'errorCode'), reading.id, reading.diagnostics);
      if (error !== null && text(error, 'errorCode') === null) missing(reading, 'errorCode', 'The error has no code.');
      return { error: { code } };
    }
    case 'escalation': {
      const escalation = child(event, 'escalationRef');
      const code = optionalValue(text(escalation, 'escalationCode'), reading.id, reading.diagnostics);
      if (escalation !== null && text(escalation, 'escalationCode') === null) {
        missing(reading, 'escalationCode', 'The escalation has no code.');
      }
      return { escalation: { code } };
    }
    case 'signal': {
      const signal = child(event, 'signalRef');
      if (signal === null) missing(reading, 'signalRef', 'The event names no signal.');
      const name = signal === null ? null : (text(signal, 'name') ?? idOf(signal));
      return { signal: optionalValue(name, reading.id, reading.diagnostics) };
    }
    case 'conditional': {
      const condition = child(event, 'condition');
      if (condition === null || text(condition, 'body') === null) {
        missing(reading, 'condition', 'The event has no condition.');
        return {};
      }
      return { condition: formal(condition, reading.id, reading.diagnostics), filter: readFilter(reading, event) };
    }
    case 'link': {
      const name = text(event, 'name');
      if (name === null) missing(reading, 'name', 'The link event has no name.');
      return { link: name };
    }
    default:
      return {};
  }
}

/** Which changes of variables let a condition be looked at (`zeebe:conditionalFilter`). */
function readFilter({ id, diagnostics }: Reading, event: Element): ConditionFilter | null {
  const filter = extension(event, 'zeebe:ConditionalFilter');
  if (filter === null) return null;
  const words = (source: string | null) => (source ?? '').split(',').flatMap((word) => word.trim() || []);
  const names = words(text(filter, 'variableNames'));
  const events = new Set(words(text(filter, 'variableEvents')));
  const [first] = events;
  const known = [...events].every((event) => event === 'create' || event === 'update');
  if (!known) diagnostics.error('bad-value', id, 'variableEvents can only be "create" and "update".');
  return {
    names: names.length === 0 ? null : names,
    only: events.size === 1 && (first === 'create' || first === 'update') ? first : null,
  };
}

function readTimer({ id, diagnostics }: Reading, event: Element): TimerDefinition | null {
  const follow = extension(event, 'circula:Follow') !== null;
  const forms = (
    [
      ['date', 'timeDate'],
      ['duration', 'timeDuration'],
      ['cycle', 'timeCycle'],
    ] as const
  ).filter(([, property]) => text(child(event, property), 'body') !== null);
  const [first] = forms;
  const expression = first === undefined ? null : child(event, first[1]);
  if (first === undefined || expression === null || forms.length > 1) {
    diagnostics.error('missing-definition', id, 'A timer needs exactly one of timeDate, timeDuration and timeCycle.');
    return null;
  }
  const [form] = first;
  const source = (text(expression, 'body') ?? '').trim();
  const literal = { date: parseInstant, duration: parseDuration, cycle: parseRepeating }[form](source) !== null;
  if (literal) return { form, value: constant(source, source), follow };
  const cron = form === 'cycle' && (/^[@*]/.test(source) || source.split(/\s+/).length >= 5);
  if (!source.startsWith('=') && (cron || /^[RP\d]/.test(source))) {
    const wanted = cron ? 'cron expression of six fields' : `${form} in ISO 8601`;
    diagnostics.error('bad-value', id, `"${source.slice(0, 80)}" is no ${wanted}.`);
    return null;
  }
  const value = formal(expression, id, diagnostics);
  return value === null ? null : { form, value, follow };
}

function readMessage({ id, diagnostics }: Reading, message: Element | null): MessageDefinition | null {
  if (message === null) return null;
  const name = notation(text(message, 'name') ?? idOf(message), id, diagnostics);
  const key = text(extension(message, 'zeebe:Subscription'), 'correlationKey');
  const correlationKey = optionalValue(key, id, diagnostics);
  return name === null ? null : { name, correlationKey };
}

const EMBEDDED = 'camunda-forms:bpmn:';

/** Null: no form. A form that is part of the model is named by its id. */
function readForm({ id, diagnostics, process }: Reading, form: Element | null): Expression | null {
  const name = text(form, 'formId') ?? text(form, 'formKey') ?? text(form, 'externalReference');
  if (name === null || !name.startsWith(EMBEDDED)) return optionalValue(name, id, diagnostics);
  const embedded = name.slice(EMBEDDED.length);
  if (process.forms.has(embedded)) return constant(embedded, embedded);
  const message = `The process has no form ${embedded} (zeebe:userTaskForm).`;
  diagnostics.error('missing-reference', id, message, { property: 'formKey' });
  return null;
}

function readTask(reading: Reading): TaskDefinition {
  const { element, id, lane, diagnostics } = reading;
  const assignment = extension(element, 'zeebe:AssignmentDefinition');
  const schedule = extension(element, 'zeebe:TaskSchedule');
  const form = extension(element, 'zeebe:FormDefinition');
  const value = (source: string | null) => optionalValue(source, id, diagnostics);
  return {
    assignee: value(text(assignment, 'assignee')),
    candidateGroups:
      assignment === null && lane !== null ? constant([lane], lane) : value(text(assignment, 'candidateGroups')),
    candidateUsers: value(text(assignment, 'candidateUsers')),
    form: readForm(reading, form),
    dueDate: value(text(schedule, 'dueDate')),
    followUpDate: value(text(schedule, 'followUpDate')),
    priority: value(text(extension(element, 'zeebe:PriorityDefinition'), 'priority')),
    headers: readHeaders(element),
  };
}

const RETRIES = 3;

function readJob(reading: Reading): JobDefinition | null {
  const { element, id, diagnostics } = reading;
  const definition = extension(element, 'zeebe:TaskDefinition');
  if (definition === null) return null;
  const name = text(definition, 'type');
  if (name === null) {
    diagnostics.error('missing-definition', id, 'The task definition has no type.');
    return null;
  }
  const type = notation(name, id, diagnostics);
  const retries = optionalValue(text(definition, 'retries'), id, diagnostics) ?? constant(RETRIES);
  return type === null ? null : { type, retries, priority: priorityOf(reading), headers: readHeaders(element) };
}

/** Plain BPMN: the implementation names the work, else the id does. */
function plainJob(reading: Reading): JobDefinition {
  const { element, id } = reading;
  const implementation = text(element, 'implementation');
  const named = implementation !== null && !implementation.startsWith('##') ? implementation : null;
  const operation = text(child(element, 'operationRef'), 'name');
  return {
    type: constant(named ?? operation ?? id),
    retries: constant(RETRIES),
    priority: priorityOf(reading),
    headers: readHeaders(element),
  };
}

function priorityOf({ element, id, diagnostics, process }: Reading): Expression | null {
  return readPriority(element, id, diagnostics) ?? process.jobPriority;
}

function readHeaders(element: Element): { readonly [name: string]: string } {
  const headers: { [name: string]: string } = {};
  for (const header of list(extension(element, 'zeebe:TaskHeaders'), 'values')) {
    const name = text(header, 'key');
    if (name !== null && name !== '__proto__') headers[name] = text(header, 'value') ?? '';
  }
  return Object.freeze(headers);
}

function readScript({ element, id, diagnostics }: Reading): ScriptDefinition | null {
  const script = extension(element, 'zeebe:Script');
  if (script !== null) {
    const source = (text(script, 'expression') ?? '').trim();
    const expression = feel(source.startsWith('=') ? source.slice(1) : source, id, diagnostics);
    return expression === null ? null : { expression, result: text(script, 'resultVariable') };
  }
  const source = (text(element, 'script') ?? '').trim();
  if (source === '') {
    diagnostics.error('missing-definition', id, 'The script task has no script.');
    return null;
  }
  if (!isFeelLanguage(text(element, 'scriptFormat'))) {
    const { reason, instead } = attributeSupport('script format');
    diagnostics.error('unsupported', id, `${reason} ${instead}`, { row: 'script format' });
    return null;
  }
  const expression = feel(source.startsWith('=') ? source.slice(1) : source, id, diagnostics);
  return expression === null ? null : { expression, result: null };
}

function readDecision({ element, id, diagnostics, decisions }: Reading): DecisionDefinition | null {
  const called = extension(element, 'zeebe:CalledDecision');
  if (called === null) return null;
  const name = text(called, 'decisionId');
  const result = text(called, 'resultVariable');
  if (name === null || result === null) {
    diagnostics.error('missing-definition', id, 'A called decision needs decisionId and resultVariable.');
    return null;
  }
  const modelOf = (decision: string) => decisions.find((model) => model.decisions.has(decision));
  if (!name.trim().startsWith('=') && modelOf(name) === undefined) {
    diagnostics.error('decision-unknown', id, `There is no decision "${name}" among the deployed decisions.`, {
      decision: name,
    });
    return null;
  }
  const expression = notation(name, id, diagnostics);
  if (expression === null) return null;
  return {
    id: expression,
    result,
    decide(decision, variables, time) {
      const model = modelOf(decision);
      if (model === undefined) {
        return { ok: false, code: 'decision-unknown', message: `There is no decision "${decision}".` };
      }
      return decide(model, decision, variables, time);
    },
  };
}

function readCall({ element, id, diagnostics }: Reading): CallDefinition | null {
  const called = extension(element, 'zeebe:CalledElement');
  const name = text(called, 'processId') ?? text(called, 'processIdExpression') ?? text(element, 'calledElement');
  if (name === null) {
    diagnostics.error('missing-definition', id, 'The call activity names no process.');
    return null;
  }
  const process = notation(name, id, diagnostics);
  const outputs = list(extension(element, 'zeebe:IoMapping'), 'outputParameters').length > 0;
  const type = text(called, 'bindingType') ?? 'latest';
  const tag = text(called, 'versionTag');
  if (type !== 'latest' && type !== 'deployment' && type !== 'versionTag') {
    diagnostics.error('bad-value', id, `The binding type "${type}" is none of latest, deployment and versionTag.`);
    return null;
  }
  if (type === 'versionTag' && tag === null) {
    diagnostics.error('missing-definition', id, 'A binding by version tag needs a versionTag.');
    return null;
  }
  if (process === null) return null;
  return {
    process,
    binding: type === 'versionTag' ? { type, tag: tag ?? '' } : { type },
    passAllVariables: called === null || called.propagateAllParentVariables !== false,
    returnAllVariables:
      called === null || called.propagateAllChildVariables === undefined
        ? !outputs
        : flag(called, 'propagateAllChildVariables'),
    businessId: optionalValue(text(called, 'businessId'), id, diagnostics),
  };
}

function missing({ id, diagnostics }: Reading, property: string, message: string): void {
  diagnostics.error('missing-reference', id, message, { property });
}
