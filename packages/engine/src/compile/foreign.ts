import type { Diagnostics } from './diagnostics.ts';
import type { ForeignItem } from './scan-xml.ts';

/** Namespaces whose elements change how another engine executes a model: ignoring them would change its meaning. */
const ENGINES: { readonly [namespace: string]: string } = {
  'http://camunda.org/schema/1.0/bpmn': 'Camunda 7',
  'http://activiti.org/bpmn': 'Activiti',
  'http://flowable.org/bpmn': 'Flowable',
  'http://www.jboss.org/drools': 'jBPM',
  'http://spiffworkflow.org/bpmn/schema/1.0/core': 'SpiffWorkflow',
};

/** What to write for the attributes and elements of Camunda 7 (and those who share its names). */
const EQUIVALENTS: { readonly [name: string]: string } = {
  assignee: 'zeebe:assignmentDefinition assignee="…"',
  candidateGroups: 'zeebe:assignmentDefinition candidateGroups="…"',
  candidateUsers: 'zeebe:assignmentDefinition candidateUsers="…"',
  dueDate: 'zeebe:taskSchedule dueDate="…"',
  followUpDate: 'zeebe:taskSchedule followUpDate="…"',
  priority: 'zeebe:priorityDefinition priority="…"',
  formKey: 'zeebe:formDefinition formId="…"',
  formRef: 'zeebe:formDefinition formId="…"',
  formData: 'zeebe:formDefinition formId="…"',
  topic: 'zeebe:taskDefinition type="…"',
  type: 'zeebe:taskDefinition type="…"',
  class: 'zeebe:taskDefinition type="…" and a worker',
  delegateExpression: 'zeebe:taskDefinition type="…" and a worker',
  expression: 'zeebe:script expression="=…" or zeebe:taskDefinition',
  resultVariable: 'zeebe:script resultVariable="…" or zeebe:output',
  decisionRef: 'zeebe:calledDecision decisionId="…" resultVariable="…"',
  mapDecisionResult: 'zeebe:calledDecision resultVariable="…"',
  inputOutput: 'zeebe:ioMapping with zeebe:input and zeebe:output',
  inputParameter: 'zeebe:input',
  outputParameter: 'zeebe:output',
  in: 'zeebe:calledElement propagateAllParentVariables or zeebe:input',
  out: 'zeebe:calledElement propagateAllChildVariables or zeebe:output',
  calledElementBinding: 'zeebe:calledElement bindingType="…"',
  calledElementVersion: 'zeebe:calledElement bindingType="versionTag" versionTag="…"',
  failedJobRetryTimeCycle: 'zeebe:taskDefinition retries="…"',
  executionListener: 'a service task before or after',
  taskListener: 'a service task before or after',
  versionTag: 'zeebe:versionTag value="…"',
  collection: 'an exclusive gateway that loops over an index',
};

/** Attributes that only steer the other engine's storage and job queue; without them the model means the same. */
const HARMLESS = new Set([
  ...['historyTimeToLive', 'asyncBefore', 'asyncAfter', 'async', 'exclusive', 'jobPriority', 'modelerTemplate'],
  ...[
    'modelerTemplateVersion',
    'modelerTemplateIcon',
    'isStartableInTasklist',
    'diagramRelationId',
    'properties',
    'property',
  ],
]);

/** Namespaces of tools that only draw, document or remember. */
const TOOLS =
  /bpmn\.io|camunda\.org\/schema\/modeler|signavio|bizagi|yaoqiang|trisotec|omg\.org|adonis|boc-|visual-paradigm|sparxsystems|w3\.org/;

/** Diagnoses what comes from a namespace that is neither BPMN's nor ours. */
export function checkForeign(items: readonly ForeignItem[], diagnostics: Diagnostics): void {
  for (const item of items) {
    const { namespace, name, element } = item;
    const params = { namespace: namespace.slice(0, 100), name, line: item.line };
    const engine = ENGINES[namespace];
    const what = item.attribute ? `The attribute ${name}` : `The element ${name}`;
    if (engine !== undefined && !HARMLESS.has(name)) {
      const instead = EQUIVALENTS[name];
      const hint = instead === undefined ? 'Model it with BPMN or zeebe extension elements.' : `Write ${instead}.`;
      diagnostics.error(
        'foreign-engine',
        element,
        `${what} belongs to ${engine} and is not carried out. ${hint}`,
        params,
      );
    } else if (!TOOLS.test(namespace)) {
      const whose = engine ?? namespace.slice(0, 100);
      diagnostics.warning('foreign-extension', element, `${what} of ${whose} has no effect here.`, params);
    }
  }
}
