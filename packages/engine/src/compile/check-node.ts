import { ELEMENT_KINDS, type ElementKind } from '../kernel/kinds.ts';
import type { Diagnostics } from './diagnostics.ts';
import { child, type Element, list } from './model.ts';
import { type Attribute, attributeSupport } from './support.ts';

/** Which extension elements mean something on which kinds; on others they are refused. `null`: everywhere, no effect. */
const EXTENSIONS: { readonly [type: string]: readonly ElementKind[] | null } = {
  'zeebe:Properties': null,
  'circula:Stage': null,
  'circula:Clock': ['userTask'],
  'zeebe:IoMapping': [
    ...([
      'userTask',
      'serviceTask',
      'scriptTask',
      'businessRuleTask',
      'sendTask',
      'receiveTask',
      'callActivity',
    ] as const),
    ...([
      'subProcess',
      'eventSubProcess',
      'transaction',
      'adHocSubProcess',
      'startEvent',
      'endEvent',
      'intermediateCatchEvent',
      'intermediateThrowEvent',
    ] as const),
    ...(['boundaryEvent', 'task', 'manualTask'] as const),
  ],
  'zeebe:UserTask': ['userTask'],
  'zeebe:AssignmentDefinition': ['userTask'],
  'zeebe:TaskListeners': ['userTask'],
  'zeebe:FormDefinition': ['userTask', 'startEvent'],
  'zeebe:TaskSchedule': ['userTask'],
  'zeebe:PriorityDefinition': ['userTask'],
  'zeebe:TaskHeaders': [
    ...(['userTask', 'serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'endEvent'] as const),
    ...(['intermediateThrowEvent', 'adHocSubProcess'] as const),
  ],
  'zeebe:TaskDefinition': [
    ...(['serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'endEvent', 'intermediateThrowEvent'] as const),
    'adHocSubProcess',
  ],
  // the worker gets them in the header `linkedResources`, as JSON
  'zeebe:LinkedResources': [
    ...(['serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'endEvent', 'intermediateThrowEvent'] as const),
    'adHocSubProcess',
  ],
  'zeebe:ExecutionListeners': ELEMENT_KINDS,
  'zeebe:Script': ['scriptTask'],
  'zeebe:CalledDecision': ['businessRuleTask'],
  'zeebe:CalledElement': ['callActivity'],
  'zeebe:AdHoc': ['adHocSubProcess'],
  'zeebe:JobPriorityDefinition': [
    ...(['serviceTask', 'scriptTask', 'businessRuleTask', 'sendTask', 'endEvent', 'intermediateThrowEvent'] as const),
    'adHocSubProcess',
  ],
};

/** Those of which an element may have more than one. */
const SEVERAL: ReadonlySet<string> = new Set(['zeebe:UserTaskForm', 'zeebe:Properties']);

/** Those that mean something on what is neither a flow node nor a process, by its type. */
const BESIDE: { readonly [type: string]: string } = {
  'zeebe:Subscription': 'bpmn:Message',
  'zeebe:ConditionalFilter': 'bpmn:ConditionalEventDefinition',
  'zeebe:LoopCharacteristics': 'bpmn:MultiInstanceLoopCharacteristics',
  'circula:Follow': 'bpmn:TimerEventDefinition',
  'circula:WorkingDays': 'bpmn:TimerEventDefinition',
};

/** Whether an extension element of ours means something, or nothing wrong, on an element of this type. */
export function extendsBeside(extension: string, type: string): boolean {
  return EXTENSIONS[extension] === null || BESIDE[extension] === type;
}

/** Those that mean something on a process. */
const OF_PROCESS: ReadonlySet<string> = new Set([
  'zeebe:VersionTag',
  'zeebe:ExecutionListeners',
  'zeebe:UserTaskForm',
  'zeebe:JobPriorityDefinition',
]);

const REFUSED: { readonly [type: string]: Attribute } = {
  'zeebe:AgentDefinition': 'zeebe:agentDefinition',
};

export function refuse(diagnostics: Diagnostics, attribute: Attribute, id: string, detail = ''): void {
  const { reason, instead } = attributeSupport(attribute);
  diagnostics.error('unsupported', id, `${detail}${reason} ${instead}`, { row: attribute });
}

/** Refuses attributes and extension elements that would change the execution of a node and are not carried out. */
export function checkNode(element: Element, id: string, kind: ElementKind, diagnostics: Diagnostics): void {
  for (const name of ['startQuantity', 'completionQuantity']) {
    const { [name]: quantity } = element;
    if (quantity === undefined || (Number.isInteger(quantity) && Number(quantity) >= 1)) continue;
    diagnostics.error('bad-value', id, `${name} is a whole number from 1.`);
  }
  checkExtensions(element, id, kind, diagnostics);
}

/** `kind` null: a process. */
export function checkExtensions(
  element: Element,
  id: string,
  kind: ElementKind | null,
  diagnostics: Diagnostics,
): void {
  const seen = new Set<string>();
  for (const one of list(child(element, 'extensionElements'), 'values')) {
    if (seen.has(one.$type) && !SEVERAL.has(one.$type)) {
      diagnostics.error('bad-value', id, `${one.$type} can be there only once: what would the others mean?`);
    }
    seen.add(one.$type);
    const refused = REFUSED[one.$type];
    const allowed = EXTENSIONS[one.$type];
    if (refused !== undefined) refuse(diagnostics, refused, id);
    else if (kind === null ? !OF_PROCESS.has(one.$type) && allowed !== null : misplaced(one, kind, allowed)) {
      if (/^(zeebe|circula):/.test(one.$type))
        refuse(diagnostics, 'zeebe extension in this place', id, `${one.$type}: `);
    }
  }
}

function misplaced(_one: Element, kind: ElementKind, allowed: readonly ElementKind[] | null | undefined): boolean {
  return allowed === undefined || (allowed !== null && !allowed.includes(kind));
}

/** How many tokens it needs or gives: one, unless the model says more. */
export function quantityOf(element: Element, name: 'startQuantity' | 'completionQuantity'): number {
  const value = element[name];
  return typeof value === 'number' && Number.isInteger(value) && value > 1 ? value : 1;
}
