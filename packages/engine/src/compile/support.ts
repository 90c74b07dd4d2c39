/**
 * The truth about coverage: every flow-node kind of BPMN 2.0.2 in every position with every trigger, and every
 * attribute that changes execution, is supported or refused with a reason. Deployment, lint and the coverage page are
 * made from this table.
 */
import { ELEMENTS } from '../elements/index.ts';
import { isRefusal } from '../kernel/contracts.ts';
import { ELEMENT_KINDS, type ElementKind, TRIGGER_KINDS, type TriggerKind } from '../kernel/kinds.ts';
import { TRIGGERS } from '../triggers/index.ts';

/** One row of the table of what a model may say. */
export interface SupportRow {
  readonly id: string;
  readonly kind: ElementKind | null;
  readonly trigger: TriggerKind | null;
  readonly position: Position | null;
  /** Set for rows about an attribute or extension element. */
  readonly attribute: string | null;
  readonly status: 'supported' | 'refused';
  /** Whether BPMN 2.0.2 allows it at all. */
  readonly standard: boolean;
  readonly reason: string | null;
  readonly instead: string | null;
}

export type Position =
  | 'process'
  | 'subProcess'
  | 'eventSubProcess'
  | 'eventSubProcess-nonInterrupting'
  | 'interrupting'
  | 'nonInterrupting'
  | 'flow';

type Positions = { readonly [P in Position]?: readonly TriggerKind[] };

/** What BPMN 2.0.2 allows (tables 10.84–10.93). */
const STANDARD: { readonly [K in ElementKind]?: Positions } = {
  startEvent: {
    process: ['none', 'message', 'timer', 'signal', 'conditional', 'multiple', 'parallelMultiple'],
    subProcess: ['none'],
    eventSubProcess: [
      ...(['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation'] as const),
      ...(['multiple', 'parallelMultiple'] as const),
    ],
    'eventSubProcess-nonInterrupting': [
      ...(['message', 'timer', 'signal', 'conditional', 'escalation', 'multiple', 'parallelMultiple'] as const),
    ],
  },
  intermediateCatchEvent: {
    flow: ['message', 'timer', 'signal', 'conditional', 'link', 'multiple', 'parallelMultiple'],
  },
  intermediateThrowEvent: {
    flow: ['none', 'message', 'signal', 'escalation', 'compensation', 'link', 'multiple'],
  },
  boundaryEvent: {
    interrupting: [
      ...(['message', 'timer', 'signal', 'conditional', 'escalation', 'error', 'cancel', 'compensation'] as const),
      ...(['multiple', 'parallelMultiple'] as const),
    ],
    nonInterrupting: ['message', 'timer', 'signal', 'conditional', 'escalation', 'multiple', 'parallelMultiple'],
  },
  endEvent: {
    flow: [
      ...(['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate'] as const),
      'multiple',
    ],
  },
};

const EVENT_POSITIONS: { readonly [K in ElementKind]?: readonly Position[] } = {
  startEvent: ['process', 'subProcess', 'eventSubProcess', 'eventSubProcess-nonInterrupting'],
  intermediateCatchEvent: ['flow'],
  intermediateThrowEvent: ['flow'],
  boundaryEvent: ['interrupting', 'nonInterrupting'],
  endEvent: ['flow'],
};

/** Positions of events that end nothing, and the attribute by which they are that. */
const ATTRIBUTE_OF: { readonly [P in Position]?: readonly [without: Position, attribute: string] } = {
  nonInterrupting: ['interrupting', 'cancelActivity'],
  'eventSubProcess-nonInterrupting': ['eventSubProcess', 'isInterrupting'],
};

/** Attributes and extension elements: null is supported, otherwise why not and what to write instead. */
const ATTRIBUTES = {
  'default flow': null,
  'conditional flow from an activity': null,
  'conditional flow from an exclusive gateway': null,
  lane: null,
  'zeebe:ioMapping input': null,
  'zeebe:ioMapping output': null,
  'zeebe:assignmentDefinition': null,
  'zeebe:formDefinition': null,
  'zeebe:taskSchedule': null,
  'zeebe:priorityDefinition': null,
  'zeebe:taskHeaders': null,
  'zeebe:taskDefinition': null,
  'zeebe:script': null,
  'FEEL script': null,
  'zeebe:calledDecision': null,
  'zeebe:calledElement': null,
  'zeebe:subscription': null,
  'zeebe:versionTag': null,
  'circula:stage': null,
  'circula:clock': null,
  'circula:follow': null,
  'circula:workingDays': null,
  'timer date': null,
  'timer duration': null,
  'timer cycle': null,
  'multi-instance': null,
  'standard loop': null,
  'multi-instance behavior': null,
  isForCompensation: null,
  'compensation not awaited': null,
  'receive task instantiate': null,
  ioSpecification: null,
  'data association': null,
  'data object': null,
  'data store': null,
  property: null,
  'data of an event': null,
  'data of a repeated activity': null,
  'data while executing': [
    'Data that comes or goes while an activity is at work is not carried out.',
    'Split the activity, or exchange messages.',
  ],
  performer: null,
  'resource parameter': ['Parameters of resources are not carried out.', 'Say it in the assignment expression.'],
  globalTask: null,
  globalUserTask: null,
  globalManualTask: null,
  globalScriptTask: null,
  globalBusinessRuleTask: null,
  'message flow': null,
  'correlation key': null,
  'correlation subscription': null,
  'participant multiplicity': [
    'Several instances of a pool at once are not required nor limited here.',
    'Remove the multiplicity: each conversation has an instance of its own.',
  ],
  choreography: ['Choreographies are not carried out.', 'Draw pools with message flows.'],
  'token quantity': null,
  'expression language': ['The only expression language is FEEL.', 'Write the expression in FEEL, after "=".'],
  'script format': ['The only script language is FEEL.', 'Use zeebe:script, or a service task.'],
  'timer cron': null,
  'timer cycle once': null,
  'condition on gateway': [
    'Conditions of the flows that leave here have no meaning.',
    'Put an exclusive gateway behind it.',
  ],
  'zeebe:executionListeners': null,
  'execution listeners of a process': null,
  'zeebe:taskListeners': null,
  'zeebe:linkedResources': null,
  'zeebe:agentDefinition': ['Agents are not carried out.', 'Use a service task with zeebe:taskDefinition.'],
  'zeebe:adHoc': null,
  'zeebe:adHoc outputCollection': null,
  'ad-hoc subprocess of a worker': null,
  'zeebe:loopCharacteristics': null,
  'zeebe:conditionalFilter': null,
  'zeebe:jobPriorityDefinition': null,
  'zeebe:userTaskForm': null,
  'zeebe extension in this place': ['This extension has no meaning in this place.', 'Remove it.'],
  businessId: null,
} as const satisfies { readonly [attribute: string]: readonly [reason: string, instead: string] | null };

export type Attribute = keyof typeof ATTRIBUTES;

/** All rows; ids are unique. */
export const SUPPORT: readonly SupportRow[] = Object.freeze([
  ...ELEMENT_KINDS.flatMap((kind) => rowsOf(kind)),
  ...Object.entries(ATTRIBUTES).map(([attribute, refusal]: [string, readonly [string, string] | null]) => ({
    id: attribute,
    kind: null,
    trigger: null,
    position: null,
    attribute,
    status: refusal === null ? ('supported' as const) : ('refused' as const),
    standard: !attribute.startsWith('zeebe') && !attribute.startsWith('circula'),
    reason: refusal?.[0] ?? null,
    instead: refusal?.[1] ?? null,
  })),
]);

const BY_ID = new Map(SUPPORT.map((row) => [row.id, row]));

/** The row of an attribute. */
export function attributeSupport(attribute: Attribute): SupportRow {
  return found(attribute);
}

/** The row of a flow node where it stands. */
export function nodeSupport(kind: ElementKind, trigger: TriggerKind, position: Position): SupportRow {
  // cancelActivity does not apply to compensation (BPMN 2.0.2 §10.5.4)
  const at = trigger === 'compensation' && position === 'nonInterrupting' ? 'interrupting' : position;
  return found(rowId(kind, trigger, EVENT_POSITIONS[kind] === undefined ? null : at));
}

function found(id: string): SupportRow {
  const row = BY_ID.get(id);
  if (row === undefined) throw new Error(`the support table has no row ${id}`);
  return row;
}

function rowsOf(kind: ElementKind): SupportRow[] {
  const element = ELEMENTS[kind];
  const positions = EVENT_POSITIONS[kind];
  if (positions === undefined) {
    const refused = isRefusal(element) ? element : null;
    return [row(kind, null, null, true, refused?.refused ?? null, refused?.instead ?? null)];
  }
  return positions.flatMap((position) =>
    TRIGGER_KINDS.filter((trigger) => trigger !== 'compensation' || position !== 'nonInterrupting').map((trigger) => {
      if (!(STANDARD[kind]?.[position]?.includes(trigger) ?? false)) {
        return row(kind, trigger, position, false, ...whyNot(kind, trigger, position));
      }
      const reason = TRIGGERS[trigger];
      if (isRefusal(reason)) return row(kind, trigger, position, true, reason.refused, reason.instead);
      const inside = position === 'eventSubProcess' || position === 'eventSubProcess-nonInterrupting';
      const outer = inside ? ELEMENTS.eventSubProcess : element;
      if (isRefusal(outer)) return row(kind, trigger, position, true, outer.refused, outer.instead);
      return row(kind, trigger, position, true, null, null);
    }),
  );
}

/** Where only cancelActivity or isInterrupting is wrong, it is named. */
function whyNot(kind: ElementKind, trigger: TriggerKind, position: Position): readonly [string, string] {
  const [without, attribute] = ATTRIBUTE_OF[position] ?? [];
  if (without !== undefined && STANDARD[kind]?.[without]?.includes(trigger)) {
    const what = trigger === 'compensation' ? 'Compensation' : trigger === 'error' ? 'An error' : 'A cancel event';
    return [`${what} always interrupts.`, `Remove ${attribute}="false".`];
  }
  return ['BPMN 2.0 does not allow this event here.', 'Choose another event.'];
}

function row(
  kind: ElementKind,
  trigger: TriggerKind | null,
  position: Position | null,
  standard: boolean,
  reason: string | null,
  instead: string | null,
): SupportRow {
  const status = reason === null ? 'supported' : 'refused';
  return {
    id: rowId(kind, trigger, position),
    kind,
    trigger,
    position,
    attribute: null,
    status,
    standard,
    reason,
    instead,
  };
}

function rowId(kind: ElementKind, trigger: TriggerKind | null, position: Position | null): string {
  if (position === null || trigger === null) return kind;
  return position === 'flow' ? `${kind} ${trigger}` : `${kind} ${trigger} ${position}`;
}
