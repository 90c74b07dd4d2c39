import { calendarFunctions } from '../deadline/index.ts';
import { decide, hasDecision } from '../decision/index.ts';
import { unicodePattern } from '../expression/unicode-pattern.ts';
import type {
  CodeDefinition,
  ConditionFilter,
  DecisionDefinition,
  Expression,
  JobDefinition,
  Mapping,
  ProcessNode,
  ScriptDefinition,
  TaskDefinition,
} from '../kernel/graph.ts';
import type { TriggerKind } from '../kernel/kinds.ts';
import { readCall } from './called-process.ts';
import { CONDITION, constant, isFeelLanguage } from './expressions.ts';
import { readHeaders } from './headers.ts';
import { messageNamed } from './message-flows.ts';
import { ownMessage, readAwaited, readSent } from './messages.ts';
import { child, definitionsOf, type Element, extension, idOf, list, text } from './model.ts';
import { readPerformers } from './performers.ts';
import { readPriority } from './process-reading.ts';
import type { Reading } from './reading.ts';
import { attributeSupport } from './support.ts';
import { readTaskListeners } from './task-listeners.ts';
import { readTimer } from './timers.ts';

/** One step of the path to a variable that a mapping writes. */
const WRITABLE = unicodePattern(String.raw`^[\p{L}_][\p{L}\p{N}_-]*$`);

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
      const message = job === null ? readSent(reading, messageNamed(reading.element)) : null;
      return message === null ? { ...named, job: job ?? plainJob(reading) } : { ...named, message };
    }
    case 'receiveTask': {
      const message = readAwaited(reading, messageNamed(reading.element));
      return { ...named, message: message ?? ownMessage(reading) };
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
        activation: activation === null ? null : reading.expressions.formal(activation, reading.id, CONDITION),
      };
    }
    case 'endEvent':
    case 'intermediateThrowEvent':
    case 'adHocSubProcess':
      return { ...named, job: readJob(reading) };
    default:
      return named;
  }
}

export function readMappings(reading: Reading, property: 'inputParameters' | 'outputParameters'): Mapping[] {
  const mappings: Mapping[] = [];
  for (const one of list(extension(reading.element, 'zeebe:IoMapping'), property)) {
    const target = (text(one, 'target') ?? '').trim();
    const source = reading.expressions.notation(text(one, 'source') ?? '=null', reading.id);
    const path = target.split('.');
    const [name, ...rest] = path;
    if (name === undefined || path.some((part) => !WRITABLE().test(part) || part === '__proto__')) {
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
      const throws = /^bpmn:(EndEvent|IntermediateThrowEvent)$/.test(reading.element.$type);
      const message = (throws ? readSent : readAwaited)(reading, messageNamed(event));
      if (message === null && readJob(reading) === null)
        missing(
          reading,
          'messageRef',
          'The event names no message. Add messageRef="…" and a message with that id beside the process.',
        );
      return { message };
    }
    case 'error': {
      return { error: readCode(reading, child(event, 'errorRef'), 'errorCode') };
    }
    case 'escalation': {
      return { escalation: readCode(reading, child(event, 'escalationRef'), 'escalationCode') };
    }
    case 'signal': {
      const signal = child(event, 'signalRef');
      if (signal === null)
        missing(
          reading,
          'signalRef',
          'The event names no signal. Add signalRef="…" and a signal with that id beside the process.',
        );
      const name = signal === null ? null : reading.file.nameOf(signal);
      return { signal: reading.expressions.optional(name, reading.id) };
    }
    case 'conditional': {
      const condition = child(event, 'condition');
      if (condition === null || text(condition, 'body') === null) {
        missing(reading, 'condition', 'The event has no condition. Add a condition in FEEL.');
        return {};
      }
      return {
        condition: reading.expressions.formal(condition, reading.id, CONDITION),
        filter: readFilter(reading, event),
      };
    }
    case 'link': {
      const name = text(event, 'name');
      if (name === null) missing(reading, 'name', 'The link event has no name. Give both ends of the link the same.');
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

const EMBEDDED = 'camunda-forms:bpmn:';

/** Null: no form. A form that is part of the model is named by its id. */
function readForm({ id, diagnostics, process, expressions }: Reading, form: Element | null): Expression | null {
  const name = text(form, 'formId') ?? text(form, 'formKey') ?? text(form, 'externalReference');
  if (name === null || !name.startsWith(EMBEDDED)) return expressions.optional(name, id);
  const embedded = name.slice(EMBEDDED.length);
  if (process.forms.has(embedded)) return constant(embedded, embedded);
  const message = `The process has no form ${embedded} (zeebe:userTaskForm).`;
  diagnostics.error('missing-reference', id, message, { property: 'formKey' });
  return null;
}

function readTask(reading: Reading): TaskDefinition {
  const { element, id, lane, expressions } = reading;
  const assignment = extension(element, 'zeebe:AssignmentDefinition');
  const schedule = extension(element, 'zeebe:TaskSchedule');
  const form = extension(element, 'zeebe:FormDefinition');
  const value = (source: string | null) => expressions.optional(source, id);
  const performers = assignment === null ? readPerformers(reading) : null;
  const byLane = assignment === null && performers === null && lane !== null;
  return {
    assignee: performers?.assignee ?? value(text(assignment, 'assignee')),
    candidateGroups:
      performers?.candidateGroups ?? (byLane ? constant([lane], lane) : value(text(assignment, 'candidateGroups'))),
    candidateUsers: performers?.candidateUsers ?? value(text(assignment, 'candidateUsers')),
    form: readForm(reading, form),
    dueDate: value(text(schedule, 'dueDate')),
    followUpDate: value(text(schedule, 'followUpDate')),
    priority: value(text(extension(element, 'zeebe:PriorityDefinition'), 'priority')),
    headers: readHeaders(element),
    listeners: readTaskListeners(reading),
  };
}

const RETRIES = 3;

function readJob(reading: Reading): JobDefinition | null {
  const { element, id, diagnostics, expressions } = reading;
  const definition = extension(element, 'zeebe:TaskDefinition');
  if (definition === null) return null;
  const name = text(definition, 'type');
  if (name === null) {
    diagnostics.error('missing-definition', id, 'The task definition has no type.');
    return null;
  }
  const type = expressions.notation(name, id);
  const retries = expressions.optional(text(definition, 'retries'), id) ?? constant(RETRIES);
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

function priorityOf({ element, id, process, expressions }: Reading): Expression | null {
  return readPriority(element, id, expressions) ?? process.jobPriority;
}

function readScript({ element, id, diagnostics, expressions }: Reading): ScriptDefinition | null {
  const script = extension(element, 'zeebe:Script');
  if (script !== null) {
    const source = (text(script, 'expression') ?? '').trim();
    const expression = expressions.feel(source.startsWith('=') ? source.slice(1) : source, id);
    return expression === null ? null : { expression, result: text(script, 'resultVariable') };
  }
  const source = (text(element, 'script') ?? '').trim();
  if (source === '') {
    diagnostics.warning(
      'missing-definition',
      id,
      'The script task has no script and does nothing. Add one in FEEL (zeebe:script), or make it a service task.',
    );
    return null;
  }
  if (!isFeelLanguage(text(element, 'scriptFormat'))) {
    const { reason, instead } = attributeSupport('script format');
    diagnostics.error('unsupported', id, `${reason} ${instead}`, { row: 'script format' });
    return null;
  }
  const expression = expressions.feel(source.startsWith('=') ? source.slice(1) : source, id);
  return expression === null ? null : { expression, result: null };
}

function readDecision({
  element,
  id,
  diagnostics,
  decisions,
  later,
  expressions,
  calendar,
}: Reading): DecisionDefinition | null {
  const called = extension(element, 'zeebe:CalledDecision');
  if (called === null) return null;
  const name = text(called, 'decisionId');
  const result = text(called, 'resultVariable');
  if (name === null || result === null) {
    diagnostics.error('missing-definition', id, 'A called decision needs decisionId and resultVariable.');
    return null;
  }
  const functions = calendar === null ? null : calendarFunctions(calendar);
  const others = text(called, 'bindingType') === 'deployment' ? null : later;
  const tag = text(called, 'bindingType') === 'versionTag' ? text(called, 'versionTag') : null;
  const modelOf = (decision: string) =>
    others?.(decision, tag) ?? decisions.find((model) => hasDecision(model, decision, tag));
  const tagged = tag === null ? '' : ` with the version tag "${tag}"`;
  if (!name.trim().startsWith('=') && modelOf(name) === undefined) {
    const message = `There is no decision "${name}"${tagged} among the deployed decisions.`;
    if (later === null) {
      diagnostics.error('decision-unknown', id, message, { decision: name });
      return null;
    }
    diagnostics.warning('decision-unknown', id, message, { decision: name });
  }
  const expression = expressions.notation(name, id);
  if (expression === null) return null;
  return {
    id: expression,
    result,
    decide(decision, variables, time) {
      const model = modelOf(decision);
      if (model === undefined) {
        return { ok: false, code: 'decision-unknown', message: `There is no decision "${decision}"${tagged}.` };
      }
      return decide(model, decision, variables, functions === null ? time : { ...time, functions });
    },
  };
}

/**
 * Its code; one without (BPMN 2.0.2 §8.4.4 leaves that open) is known by its name, or its id, and catches all else, as Camunda 8
 * documents it. Null: there is none.
 */
function readCode(
  { element, id, diagnostics, expressions }: Reading,
  named: Element | null,
  property: string,
): CodeDefinition {
  const code = text(named, property);
  if (named === null || code !== null) return { code: expressions.optional(code, id) };
  const name = text(named, 'name') ?? idOf(named);
  const throws = /^bpmn:(EndEvent|IntermediateThrowEvent)$/.test(element.$type);
  const meaning = throws ? `its name "${name}" counts as that` : 'whatever no other event here names is caught';
  diagnostics.warning('missing-definition', id, `${idOf(named)} has no ${property}; ${meaning}.`, { property });
  return { code: constant(name, name), open: true };
}

function missing({ id, diagnostics }: Reading, property: string, message: string): void {
  diagnostics.error('missing-reference', id, message, { property });
}
