import { elements, type ModdleElement } from './moddle.ts';

/** What a flow node is in the office's words. */
export type StepKind =
  | 'start'
  | 'end'
  | 'work'
  | 'automatic'
  | 'decision'
  | 'calculation'
  | 'choice'
  | 'parallel'
  | 'wait'
  | 'message'
  | 'error'
  | 'group'
  | 'call'
  | 'other';

const kindOfType: Readonly<Record<string, StepKind>> = {
  'bpmn:StartEvent': 'start',
  'bpmn:EndEvent': 'end',
  'bpmn:UserTask': 'work',
  'bpmn:ManualTask': 'other',
  'bpmn:Task': 'other',
  'bpmn:ServiceTask': 'automatic',
  'bpmn:SendTask': 'automatic',
  'bpmn:ReceiveTask': 'message',
  'bpmn:ScriptTask': 'calculation',
  'bpmn:BusinessRuleTask': 'decision',
  'bpmn:ExclusiveGateway': 'choice',
  'bpmn:InclusiveGateway': 'choice',
  'bpmn:ParallelGateway': 'parallel',
  'bpmn:SubProcess': 'group',
  'bpmn:Transaction': 'group',
  'bpmn:AdHocSubProcess': 'group',
  'bpmn:CallActivity': 'call',
};

const kindOfTrigger: Readonly<Record<string, StepKind>> = {
  'bpmn:TimerEventDefinition': 'wait',
  'bpmn:MessageEventDefinition': 'message',
  'bpmn:SignalEventDefinition': 'message',
  'bpmn:ErrorEventDefinition': 'error',
  'bpmn:EscalationEventDefinition': 'error',
};

/** Events between start and end are what their trigger is; every other node is what its type is. */
export function stepKind(node: ModdleElement): StepKind {
  const byType = kindOfType[node.$type];
  if (byType !== undefined) return byType;
  const trigger = elements(node, 'eventDefinitions')[0];
  return (trigger && kindOfTrigger[trigger.$type]) ?? 'other';
}
