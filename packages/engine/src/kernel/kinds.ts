/** Flow-node kinds of BPMN 2.0.2, in the standard's own words (an event subprocess is a kind of its own here). */
export const ELEMENT_KINDS = [
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'boundaryEvent',
  'task',
  'userTask',
  'manualTask',
  'serviceTask',
  'scriptTask',
  'businessRuleTask',
  'sendTask',
  'receiveTask',
  'callActivity',
  'subProcess',
  'eventSubProcess',
  'transaction',
  'adHocSubProcess',
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'complexGateway',
  'eventBasedGateway',
] as const;

/** A flow-node kind of BPMN 2.0.2. */
export type ElementKind = (typeof ELEMENT_KINDS)[number];

/** Why an event happens. `none` for events without a definition and for everything that is not an event. */
export const TRIGGER_KINDS = [
  'none',
  'message',
  'timer',
  'signal',
  'error',
  'escalation',
  'compensation',
  'cancel',
  'conditional',
  'link',
  'terminate',
  'multiple',
  'parallelMultiple',
] as const;

/** A reason for events of BPMN 2.0.2. */
export type TriggerKind = (typeof TRIGGER_KINDS)[number];
