import { describe, expect, it } from 'vitest';
import { compile, read } from '../src/index.ts';

/** The extension attributes of Camunda 7, by its own schema. */
const ATTRIBUTES = [
  'diagramRelationId async asyncBefore asyncAfter exclusive jobPriority errorCodeVariable errorMessageVariable',
  'expression errorMessage formHandlerClass formKey formRef formRefBinding formRefVersion modelerTemplate',
  'modelerTemplateVersion initiator resultVariable resource candidateStarterGroups candidateStarterUsers versionTag',
  'historyTimeToLive isStartableInTasklist escalationCodeVariable assignee candidateUsers candidateGroups dueDate',
  'followUpDate priority calledElementBinding calledElementVersion calledElementVersionTag calledElementTenantId',
  'caseRef caseBinding caseVersion caseTenantId variableMappingClass variableMappingDelegateExpression class',
  'delegateExpression decisionRef decisionRefBinding decisionRefVersion mapDecisionResult decisionRefTenantId type topic',
  'taskPriority collection elementVariable variableName variableEvents',
].flatMap((names) => names.split(' '));

/** Its extension elements. */
const ELEMENTS = [
  'errorEventDefinition potentialStarter properties property connector connectorId inputOutput inputParameter',
  'outputParameter list map entry value script field expression string failedJobRetryTimeCycle executionListener',
  'taskListener formProperty formData formField validation constraint in out',
].flatMap((names) => names.split(' '));

/** Without these the model means the same. */
const HARMLESS = new Set(
  [
    'diagramRelationId async asyncBefore asyncAfter exclusive jobPriority errorMessage modelerTemplate',
    'modelerTemplateVersion candidateStarterGroups candidateStarterUsers historyTimeToLive isStartableInTasklist',
    'potentialStarter properties property',
  ].flatMap((names) => names.split(' ')),
);

const CAMUNDA = 'http://camunda.org/schema/1.0/bpmn';

async function diagnose(line: string, namespace = CAMUNDA) {
  const xml = [
    `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:other="${namespace}" id="d">`,
    '<process id="p" isExecutable="true"><startEvent id="s"/>',
    line,
    '</process></definitions>',
  ].join('\n');
  const { definitions } = await read(xml);
  if (definitions === null) throw new Error('not read');
  const { processes, diagnostics } = compile(definitions);
  return { processes, found: diagnostics.filter(({ code }) => code.startsWith('foreign')) };
}

describe('what Camunda 7 adds to BPMN', () => {
  for (const [what, names, line] of [
    ['attribute', ATTRIBUTES, (name: string) => `<task id="it" other:${name}="x"/>`],
    [
      'element',
      ELEMENTS,
      (name: string) => `<task id="it"><extensionElements><other:${name}/></extensionElements></task>`,
    ],
  ] as const) {
    for (const name of names) {
      it(`${what} ${name}`, async () => {
        const { processes, found } = await diagnose(line(name));
        const harmless = HARMLESS.has(name);
        const severity = harmless ? 'warning' : 'error';
        expect(found).toMatchObject([{ element: 'it', severity, params: { line: 3 } }]);
        // refused with what to write, or left out without a change of meaning
        expect(found[0]?.message).toMatch(harmless ? /has no effect here/ : /is not carried out\. Write /);
        expect(processes.length).toBe(harmless ? 1 : 0);
      });
    }
  }
});

describe('what its relatives add', () => {
  for (const [engine, namespace, line, words] of [
    ['Activiti', 'http://activiti.org/bpmn', '<userTask id="it" other:assignee="me"/>', 'zeebe:assignmentDefinition'],
    ['Flowable', 'http://flowable.org/bpmn', '<callActivity id="it" other:sameDeployment="true"/>', 'bindingType'],
    ['Flowable', 'http://flowable.org/bpmn', '<userTask id="it" other:unheardOf="x"/>', 'Model it with BPMN'],
    ['jBPM', 'http://www.jboss.org/drools', '<task id="it" other:taskName="x"/>', 'Model it with BPMN'],
  ] as const) {
    it(`${engine}: ${line}`, async () => {
      const { processes, found } = await diagnose(line, namespace);
      expect(processes).toEqual([]);
      expect(found).toMatchObject([{ code: 'foreign-engine', element: 'it', severity: 'error' }]);
      expect(found[0]?.message).toContain(engine);
      expect(found[0]?.message).toContain(words);
    });
  }
});
