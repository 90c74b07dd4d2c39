/** The elements that random models are made of, by their rows of the support table, and where each may stand. */
export const CONTEXTS = [
  'process',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'eventSubProcess',
  'multi-instance',
  'standard loop',
] as const;

/** What holds an element: the kind of the box, or how the box is repeated. */
export type Context = (typeof CONTEXTS)[number];

export const ACTIVITIES = [
  'task',
  'userTask',
  'manualTask',
  'serviceTask',
  'scriptTask',
  'businessRuleTask',
  'sendTask',
  'receiveTask',
  'callActivity',
] as const;

export const BOXES = ['subProcess', 'transaction', 'adHocSubProcess'] as const;

const CATCH = ['message', 'timer', 'signal', 'conditional', 'multiple', 'parallelMultiple'];
const THROW = ['none', 'message', 'signal', 'escalation', 'compensation', 'multiple'];
const INSIDE = ['message', 'timer', 'signal', 'conditional', 'escalation', 'multiple', 'parallelMultiple'];
const END = ['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'terminate', 'multiple'];
const STARTS = ['none', 'message', 'timer', 'signal', 'conditional', 'multiple'];

/** What the listeners of a task are asked about. */
export const TASK_EVENTS = ['creating', 'assigning', 'updating', 'completing', 'canceling'] as const;

const ANYWHERE: readonly string[] = [
  ...ACTIVITIES,
  ...BOXES,
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'complexGateway',
  'eventBasedGateway',
  ...CATCH.map((trigger) => `intermediateCatchEvent ${trigger}`),
  ...THROW.map((trigger) => `intermediateThrowEvent ${trigger}`),
  'intermediateCatchEvent link',
  'intermediateThrowEvent link',
  ...[...INSIDE, 'error', 'cancel', 'compensation'].map((trigger) => `boundaryEvent ${trigger} interrupting`),
  ...INSIDE.map((trigger) => `boundaryEvent ${trigger} nonInterrupting`),
  'multi-instance',
  'standard loop',
  'isForCompensation',
  'default flow',
  'conditional flow from an activity',
  'zeebe:ioMapping input',
  'zeebe:ioMapping output',
  ...['start', 'end'].map((event) => `zeebe:executionListeners ${event}`),
  ...TASK_EVENTS.map((event) => `zeebe:taskListeners ${event}`),
];

/** Not in an ad-hoc subprocess, which has neither start nor end events of its own. */
const FRAMED: readonly string[] = END.map((trigger) => `endEvent ${trigger}`);

const TRIGGERED: readonly string[] = [
  'eventSubProcess',
  ...[...INSIDE, 'error'].map((trigger) => `startEvent ${trigger} eventSubProcess`),
  ...INSIDE.map((trigger) => `startEvent ${trigger} eventSubProcess-nonInterrupting`),
];

export interface Pair {
  readonly row: string;
  readonly context: Context;
}

/** Every element in every context where it may stand. */
export const PAIRS: readonly Pair[] = [
  ...CONTEXTS.flatMap((context) => [
    ...[...ANYWHERE, ...TRIGGERED].map((row) => ({ row, context })),
    ...(context === 'adHocSubProcess' ? [] : FRAMED.map((row) => ({ row, context }))),
  ]),
  ...STARTS.map((trigger) => ({ row: `startEvent ${trigger} process`, context: 'process' as const })),
  { row: 'receive task instantiate', context: 'process' },
  { row: 'startEvent none subProcess', context: 'subProcess' },
  { row: 'endEvent cancel', context: 'transaction' },
];

/** What seldom comes about by chance is what a model is about more often; measured, so that all come about often. */
const SELDOM: readonly (readonly [pattern: RegExp, weight: number])[] = [
  [/^boundaryEvent parallelMultiple /, 20],
  [/^(boundaryEvent|startEvent) (escalation|error|parallelMultiple|cancel) /, 13],
  [/^boundaryEvent (timer|conditional|multiple) /, 8],
  [/^(boundaryEvent|startEvent .*eventSubProcess|isForCompensation|endEvent|receive|startEvent .* process)/, 6],
  [/^intermediate(Catch|Throw)Event link/, 3],
  [/^zeebe:taskListeners /, 2],
];
const REMOTE: { readonly [context in Context]?: number } = {
  adHocSubProcess: 3,
  'standard loop': 2,
  transaction: 1.3,
  'multi-instance': 1.3,
  subProcess: 1.3,
  eventSubProcess: 1.4,
};
const WEIGHED: readonly Pair[] = PAIRS.flatMap((pair) => {
  const weight = SELDOM.find(([pattern]) => pattern.test(pair.row))?.[1] ?? 1;
  return Array.from({ length: Math.ceil(weight * (REMOTE[pair.context] ?? 1)) }, () => pair);
});
/** Shares no factor with the length of the list, so that neighbouring seeds are about different things. */
const STRIDE = 7_919;

/** What the model of a seed is about. */
export function focusOf(seed: number): Pair {
  return WEIGHED[(seed * STRIDE) % WEIGHED.length] as Pair;
}

export function pairName({ row, context }: Pair): string {
  return `${row} in ${context}`;
}
