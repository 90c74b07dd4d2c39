import { describe, expect, it } from 'vitest';
import { compile, read } from '../src/index.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

async function found(inside: string, { roots = '', attributes = '' } = {}) {
  const { definitions, diagnostics } = await read(
    `<definitions xmlns="${BPMN}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t"${attributes}>${roots}<process id="p" isExecutable="true">${inside}</process></definitions>`,
  );
  if (definitions === null) throw new Error(JSON.stringify(diagnostics));
  return compile(definitions).diagnostics.map(({ severity, code, element }) => `${severity} ${code} ${element}`);
}

const MESSAGE = '<message id="m" name="m"/>';
const START = (id: string, inside = '') => `<startEvent id="${id}">${inside}</startEvent>`;
const CHOICE = (condition: string) =>
  `${START('s')}<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"><conditionExpression>${condition}</conditionExpression></sequenceFlow><sequenceFlow id="h" sourceRef="s" targetRef="a"/>`;
const BY_MESSAGE = '<messageEventDefinition messageRef="m"/>';

describe('what BPMN leaves open', () => {
  it('begins at every start event without a trigger, with a warning', async () => {
    expect(await found(START('s') + START('t'))).toEqual(['warning several-starts p']);
  });

  it('gives a message to one start event of a process', async () => {
    const starts = START('s', BY_MESSAGE) + START('t', BY_MESSAGE);
    expect(await found(starts, { roots: MESSAGE })).toEqual(['error bad-value t']);
  });

  it('passes a script task without a script, with a warning', async () => {
    expect(await found(`${START('s')}<scriptTask id="x"/><sequenceFlow id="f" sourceRef="s" targetRef="x"/>`)).toEqual([
      'warning missing-definition x',
    ]);
  });

  it('calls the process that the extension names, with a warning when another is named beside', async () => {
    const call = (id: string) =>
      `${START('s')}<callActivity id="x" calledElement="${id}"><extensionElements><zeebe:calledElement processId="q"/></extensionElements></callActivity><sequenceFlow id="f" sourceRef="s" targetRef="x"/>`;
    expect(await found(call('q'))).toEqual([]);
    expect(await found(call('other'))).toEqual(['warning no-effect x']);
  });

  it('carries out a message flow that stays in its pool, with a warning', async () => {
    const pool =
      '<collaboration id="c"><participant id="pool" processRef="p"/><messageFlow id="mf" sourceRef="x" targetRef="y"/></collaboration>';
    const inside = `${START('s')}<sendTask id="x"/><receiveTask id="y"/><sequenceFlow id="f" sourceRef="s" targetRef="x"/><sequenceFlow id="h" sourceRef="x" targetRef="y"/>`;
    expect(await found(inside, { roots: pool })).toEqual(['warning no-effect mf']);
  });
});

describe('the expression language of a file', () => {
  it.each(['http://www.java.com/java', 'javascript'])('%s is refused where an expression relies on it', async (one) => {
    const attributes = ` expressionLanguage="${one}"`;
    const told = 'warning no-effect d';
    expect(await found(START('s'), { attributes })).toEqual([told]);
    expect(await found(CHOICE('x'), { attributes })).toEqual([told, 'error expression-language f']);
    expect(await found(CHOICE('= x'), { attributes })).toEqual([told]);
  });

  it('is FEEL where the file names the XPath that BPMN takes for granted', async () => {
    const attributes = ' expressionLanguage="http://www.w3.org/1999/XPath"';
    expect(await found(CHOICE('x'), { attributes })).toEqual(['warning no-effect d']);
  });
});

describe('what is known when a model is deployed', () => {
  const ext = (inside: string) => `<extensionElements>${inside}</extensionElements>`;
  const task = (inside: string, type = 'userTask') =>
    `${START('s')}<${type} id="t">${ext(inside)}</${type}><sequenceFlow id="f" sourceRef="s" targetRef="t"/>`;
  const worker = (inside: string) => task(`<zeebe:taskDefinition type="t"/>${inside}`, 'serviceTask');
  const keyed = (key: string) =>
    `<message id="m" name="m">${ext(`<zeebe:subscription correlationKey="${key}"/>`)}</message>`;
  const two = (what: string, attributes: string) =>
    ['b1', 'b2'].map((id) => `<boundaryEvent id="${id}" ${attributes}>${what}</boundaryEvent>`).join('');

  const refused: { readonly [what: string]: readonly [inside: string, element: string, roots?: string] } = {
    'a number of retries that is none': [task('<zeebe:taskDefinition type="t" retries="few"/>', 'serviceTask'), 't'],
    'a job priority that is none': [worker('<zeebe:jobPriorityDefinition priority="1.5"/>'), 't'],
    'a priority that is none': [task('<zeebe:priorityDefinition priority="120"/>'), 't'],
    'a date that is none': [task('<zeebe:taskSchedule dueDate="12345"/>'), 't'],
    'a list with nothing between commas': [task('<zeebe:assignmentDefinition candidateGroups="a,,b"/>'), 't'],
    'a variable that is a word of FEEL': [
      worker('<zeebe:ioMapping><zeebe:input source="=1" target="null"/></zeebe:ioMapping>'),
      't',
    ],
    'a binding that there is not': [task('<zeebe:formDefinition formId="f" bindingType="newest"/>'), 't'],
    'a correlation key that is the same for all': [START('s', BY_MESSAGE), 's', keyed('order')],
    'the same message for two boundary events': [
      `${START('s')}<userTask id="t"/>${two(BY_MESSAGE, 'attachedToRef="t"')}<sequenceFlow id="f" sourceRef="s" targetRef="t"/>`,
      'b2',
      keyed('=order'),
    ],
    'the same message for a receive task and its boundary event': [
      `${START('s')}<receiveTask id="t" messageRef="m"/><boundaryEvent id="b" attachedToRef="t">${BY_MESSAGE}</boundaryEvent><sequenceFlow id="f" sourceRef="s" targetRef="t"/>`,
      'b',
      keyed('=order'),
    ],
    'a form named twice': [task('<zeebe:formDefinition formId="f" formKey="g"/>'), 't'],
    'a loop in which nothing waits or chooses': [
      `${START('s')}<task id="t"/><manualTask id="m"/><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="g" sourceRef="t" targetRef="m"/><sequenceFlow id="h" sourceRef="m" targetRef="t"/>`,
      't',
    ],
    'a start by a message that variables name': [START('s', BY_MESSAGE), 's', '<message id="m" name="=x"/>'],
    'a start by a time that variables give': [
      START('s', '<timerEventDefinition><timeDuration>=x</timeDuration></timerEventDefinition>'),
      's',
    ],
  };
  it.each(Object.entries(refused))('%s is refused', async (_, [inside, element, roots = '']) => {
    expect(await found(inside, { roots })).toEqual([`error bad-value ${element}`]);
  });

  it('a gateway behind which one event waits is told, as is undoing what has no handler', async () => {
    const gateway = `${START('s')}<eventBasedGateway id="g"/><intermediateCatchEvent id="c">${BY_MESSAGE}</intermediateCatchEvent><sequenceFlow id="f" sourceRef="s" targetRef="g"/><sequenceFlow id="h" sourceRef="g" targetRef="c"/>`;
    expect(await found(gateway, { roots: MESSAGE })).toEqual(['warning no-effect g']);
    const undoing = `${START('s')}<userTask id="t"/><endEvent id="e"><compensateEventDefinition activityRef="t"/></endEvent><sequenceFlow id="f" sourceRef="s" targetRef="t"/><sequenceFlow id="h" sourceRef="t" targetRef="e"/>`;
    expect(await found(undoing)).toEqual(['warning no-effect e']);
  });

  it('loops that wait, choose or join are left alone', async () => {
    const loop = (middle: string, more = '') =>
      `${START('s')}<exclusiveGateway id="j"/>${middle}<endEvent id="e"/><sequenceFlow id="f" sourceRef="s" targetRef="j"/><sequenceFlow id="g" sourceRef="j" targetRef="m"/><sequenceFlow id="h" sourceRef="m" targetRef="j">${more}</sequenceFlow>`;
    const when = '<conditionExpression>= again</conditionExpression>';
    const out = '<sequenceFlow id="o" sourceRef="m" targetRef="e"/>';
    expect(await found(`${loop('<userTask id="m"/>')}${out}`)).toEqual([]);
    expect(await found(`${loop('<exclusiveGateway id="m" default="o"/>', when)}${out}`)).toEqual([]);
    expect(await found(`${loop('<task id="m"/>', when)}${out}`)).toEqual([]);
  });

  it('expressions and negative job priorities are left alone', async () => {
    const inside =
      '<zeebe:priorityDefinition priority="=p"/><zeebe:taskSchedule dueDate="=d"/><zeebe:assignmentDefinition candidateUsers="=u"/>';
    expect(await found(task(inside))).toEqual([]);
    expect(await found(worker('<zeebe:jobPriorityDefinition priority="-5"/>'))).toEqual([]);
  });
});
