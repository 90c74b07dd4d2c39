import { type AiParameter, aiParameters } from '../expression/index.ts';
import type { AdHocDefinition, Expression } from '../kernel/graph.ts';
import type { Json } from '../kernel/types.ts';
import { refuse } from './check-node.ts';
import type { Diagnostics } from './diagnostics.ts';
import { ANY_LIST, CONDITION, constant } from './expressions.ts';
import type { Node } from './graph.ts';
import { outputVariable } from './loops.ts';
import { child, type Element, extension, extensions, idOf, list, text } from './model.ts';
import { isActivity } from './node-kinds.ts';
import type { Reading } from './reading.ts';

/** As in Camunda 8. */
const ELEMENTS = 'adHocSubProcessElements';

/** What an ad-hoc subprocess begins with and when it is over. */
export function readAdHoc(reading: Reading): AdHocDefinition {
  const { element, id, diagnostics, expressions } = reading;
  const zeebe = extension(element, 'zeebe:AdHoc');
  const ofWorker = extension(element, 'zeebe:TaskDefinition') !== null;
  if (ofWorker) checkWorker(reading, zeebe);
  else refuseJobParts(reading);
  for (const one of list(element, 'flowElements')) {
    if (one.$type !== 'bpmn:StartEvent' && one.$type !== 'bpmn:EndEvent') continue;
    const message = 'An ad-hoc subprocess has neither start nor end events (BPMN 2.0.2 §10.3.5).';
    diagnostics.error('bad-value', idOf(one) || id, message);
  }
  const completion = child(element, 'completionCondition');
  const output = text(zeebe, 'outputCollection');
  const given = text(zeebe, 'outputElement');
  if ((output === null) !== (given === null)) {
    diagnostics.error('missing-definition', id, 'outputCollection and outputElement belong together.');
  }
  return {
    active: expressions.optional(text(zeebe, 'activeElementsCollection'), id, ANY_LIST),
    manual: zeebe !== null || ofWorker,
    output,
    outputItem: given === null ? null : outputVariable(given),
    sequential: text(element, 'ordering') === 'Sequential',
    completion: completion === null ? null : expressions.formal(completion, id, CONDITION),
    cancelRemaining: element.cancelRemainingInstances !== false,
    worker: null,
  };
}

/** The worker says what begins and when it is over, so nothing else may. */
function checkWorker({ element, id, diagnostics }: Reading, zeebe: Element | null): void {
  const wrong = (property: string, message: string) =>
    diagnostics.error('bad-value', id, `${message} Remove ${property}: the worker of the job decides.`, { property });
  if (text(zeebe, 'activeElementsCollection') !== null) {
    wrong('activeElementsCollection', 'The model says what begins.');
  }
  if (child(element, 'completionCondition') !== null) wrong('completionCondition', 'The model says when it is over.');
  if (element.cancelRemainingInstances === false) {
    wrong('cancelRemainingInstances', 'The model says what becomes of the rest.');
  }
  if (text(element, 'ordering') === 'Sequential') wrong('ordering', 'The model says in which order activities begin.');
  if (list(element, 'flowElements').length === 0) {
    diagnostics.error('no-start', id, 'There is no activity whose worker could let it begin.');
  }
}

/** Without a job they would mean nothing. */
function refuseJobParts({ element, id, diagnostics }: Reading): void {
  for (const type of ['zeebe:TaskHeaders', 'zeebe:LinkedResources', 'zeebe:JobPriorityDefinition']) {
    if (extension(element, type) !== null) refuse(diagnostics, 'zeebe extension in this place', id, `${type}: `);
  }
}

/** Of an ad-hoc subprocess with a job: its worker is told what can begin, in a variable that its mappings see too. */
export function tellWorker({ element, diagnostics }: Reading, node: Node): void {
  if (node.adHoc === null || node.job === null) return;
  const begins = new Set(node.inner?.starts.map(({ id }) => id));
  const elements = list(element, 'flowElements')
    .filter((one) => begins.has(idOf(one)))
    .map((one) => described(one, diagnostics));
  node.adHoc = { ...node.adHoc, worker: { variable: ELEMENTS, elements } };
  node.inputs = Object.freeze([{ source: constant(elements, ELEMENTS), target: [ELEMENTS] as const }, ...node.inputs]);
}

/** What Camunda 8 says of it, each only where there is something to say. */
function described(element: Element, diagnostics: Diagnostics): Json {
  const name = text(element, 'name');
  const documentation = list(element, 'documentation').flatMap((one) => text(one, 'text') ?? [])[0];
  const properties = extensions(element, 'zeebe:Properties')
    .flatMap((one) => list(one, 'properties'))
    .flatMap((one): [string, string][] => {
      const key = text(one, 'name');
      return key === null || key === '__proto__' ? [] : [[key, text(one, 'value') ?? '']];
    });
  const parameters = filledIn(element, diagnostics);
  return {
    elementId: idOf(element),
    ...(name === null ? undefined : { elementName: name }),
    ...(documentation === undefined ? undefined : { documentation }),
    ...(properties.length === 0 ? undefined : { properties: Object.fromEntries(properties) }),
    ...(parameters.length === 0 ? undefined : { parameters: parameters.map((one) => ({ ...one })) }),
  };
}

/** The values that its input mappings want of a language model. */
function filledIn(element: Element, diagnostics: Diagnostics): AiParameter[] {
  return list(extension(element, 'zeebe:IoMapping'), 'inputParameters').flatMap((mapping) => {
    const source = (text(mapping, 'source') ?? '').trim();
    const found = source.startsWith('=') ? aiParameters(source.slice(1)) : { ok: true as const, parameters: [] };
    if (found.ok) return found.parameters;
    diagnostics.error('bad-value', idOf(element), `The mapping of ${text(mapping, 'target')}: ${found.message}`);
    return [];
  });
}

/** What a flow gives that ends in an activity directly in an ad-hoc subprocess; null when nothing is collected. */
export function readCollected({ element, id, expressions }: Reading): Expression | null {
  const container = element.$parent;
  if (container?.$type !== 'bpmn:AdHocSubProcess' || element.triggeredByEvent === true) return null;
  const zeebe = extension(container, 'zeebe:AdHoc');
  if (text(zeebe, 'outputCollection') === null) return null;
  return expressions.optional(text(zeebe, 'outputElement'), id) ?? constant(null);
}

/** After each activity in it the completion condition is looked at (BPMN 2.0.2 §13.3.5). */
export function concludedBy({ kind, outgoing }: Node, container: Node | undefined): Expression | null {
  return isActivity(kind) && outgoing.length > 0 ? (container?.adHoc?.completion ?? null) : null;
}
