import { describe, expect, it } from 'vitest';
import {
  type CompileOptions,
  compile,
  type FeelType,
  type ProcessTypes,
  read,
  readDecisions,
  romanianCalendar,
} from '../src/index.ts';

const NUMBER: FeelType = { kind: 'number' };
const TEXT: FeelType = { kind: 'string' };
const TYPES: ProcessTypes = {
  variables: {
    answers: { kind: 'context', entries: { area: NUMBER, zone: TEXT, parcels: { kind: 'list', element: NUMBER } } },
    deadline: { kind: 'context', entries: { due: TEXT } },
  },
  forms: { verify: { complete: { kind: 'boolean' }, remarks: TEXT } },
  tasksWithoutForm: {},
  jobs: { number: { outgoing: { kind: 'context', entries: { number: NUMBER } } } },
};

const FLOW = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

async function check(inside: string, options: CompileOptions = { types: TYPES }) {
  const { definitions, diagnostics } =
    await read(`<definitions xmlns="${FLOW}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  targetNamespace="urn:circula:test"><process id="p" isExecutable="true">
<startEvent id="start"/>
<userTask id="verify"><extensionElements><zeebe:formDefinition formId="verify"/></extensionElements></userTask>
<sequenceFlow id="f1" sourceRef="start" targetRef="verify"/>
${inside}
</process></definitions>`);
  expect(diagnostics).toEqual([]);
  if (definitions === null) throw new Error('not read');
  // what only writes variables stands beside the path here
  return compile(definitions, options).diagnostics.filter(({ code }) => code !== 'unreachable');
}

const script = (expression: string, result = 'result') =>
  `<scriptTask id="s"><extensionElements><zeebe:script expression="=${expression.replaceAll('"', '&quot;')}" resultVariable="${result}"/></extensionElements></scriptTask>`;
const gateway = (condition: string, before = 'verify') =>
  `<exclusiveGateway id="g" default="no"/><userTask id="yes"/><userTask id="other"/>
<sequenceFlow id="f2" sourceRef="${before}" targetRef="g"/>
<sequenceFlow id="go" sourceRef="g" targetRef="yes"><conditionExpression>${condition.replaceAll('<', '&lt;')}</conditionExpression></sequenceFlow>
<sequenceFlow id="no" sourceRef="g" targetRef="other"/>`;

describe('expressions of a model are checked with the types of forms and variables', () => {
  it.each([
    'complete and answers.area > 150',
    'remarks = null or upper case(remarks) = "DA"',
    'sum(answers.parcels) > answers.area',
    'date(deadline.due) > date("2026-11-24")',
    'some parcel in answers.parcels satisfies parcel > 1',
    'string length(answers.zone) in [1..3]',
  ])('%s: nothing to say', async (condition) => expect(await check(gateway(condition))).toEqual([]));

  it.each([
    ['complete = "da"', 'expression-type', 0, 'compares a boolean with a string'],
    ['answers.zone > 150', 'expression-type', 0, 'compares a string with a number'],
    ['answers.area', 'expression-type', 0, 'The result is a number, a boolean is needed'],
    ['answers.aera > 1', 'expression-name', 8, 'is "area" meant'],
    ['complet', 'expression-name', 0, 'is "complete" meant'],
    ['upper case(answers.area) = "A"', 'expression-type', 11, '"upper case" needs a string'],
    ['if answers.area then true else false', 'expression-type', 3, 'true or false is needed'],
  ])('%s: %s at %i', async (condition, code, position, message) => {
    const [first, ...rest] = await check(gateway(condition));
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ code, severity: 'error', element: 'go', line: 8, params: { position } });
    expect(first?.message).toContain(message);
  });

  it.each([
    ['upper caze(answers.zone) = "A"', 'There is no function "upper caze"'],
    ['upper case("a", "b") = "A"', 'upper case(string: string): string'],
    ['working days after(today(), 3) = null', 'There is no function "working days after"'],
  ])('%s has no result, whatever is known', async (condition, message) => {
    const [first] = await check(gateway(condition), {});
    expect(first).toMatchObject({ code: 'expression-syntax', severity: 'error', element: 'go' });
    expect(first?.message).toContain(message);
  });

  it('knows what scripts, mappings, jobs and loops write', async () => {
    const inside = `${script('answers.area * 2')}
<serviceTask id="n"><extensionElements><zeebe:taskDefinition type="number"/><zeebe:ioMapping><zeebe:output source="=outgoing.number + loopCounter" target="last"/></zeebe:ioMapping></extensionElements>
<multiInstanceLoopCharacteristics><extensionElements><zeebe:loopCharacteristics inputCollection="=answers.parcels" inputElement="parcel" outputCollection="all" outputElement="=parcel + 1"/></extensionElements></multiInstanceLoopCharacteristics></serviceTask>`;
    expect(await check(`${inside}${gateway('result > 1 and last > 1 and sum(all) > parcel')}`)).toEqual([]);
    const found = await check(`${inside}${gateway('result = "x" or last = "x" or parcel = "x" or all[1] = "x"')}`);
    expect(found.map(({ params }) => params?.part)).toEqual([
      'result = "x"',
      'last = "x"',
      'parcel = "x"',
      'all[1] = "x"',
    ]);
  });

  it('warns of a script whose value is kept nowhere', async () => {
    const script = (text: string) => check(`<scriptTask id="x"><script>${text}</script></scriptTask>`, {});
    expect(await script('y = 2')).toMatchObject([{ severity: 'warning', code: 'no-effect', element: 'x' }]);
    expect(await script('{y: 2}')).toEqual([]);
    expect(await script('y')).toEqual([]);
  });

  it('says nothing of a variable that is written with several types', async () => {
    expect(await check(`${script('"text"', 'complete')}${gateway('complete = "text"')}`)).toEqual([]);
  });

  it('only warns of a name where a message may bring it', async () => {
    const inside = `<receiveTask id="r" messageRef="m"/></process><message id="m" name="m"/><process id="q">`;
    const found = await check(`${gateway('brought > 1')}${inside}`);
    expect(found.find(({ element }) => element === 'go')).toMatchObject({
      code: 'expression-name',
      severity: 'warning',
      element: 'go',
    });
  });

  it('only warns of the type of a variable that something else may write', async () => {
    const known = await check(`${script('0')}${gateway('result = "ok"', 's')}`);
    expect(known).toMatchObject([{ code: 'expression-type', severity: 'error', element: 'go' }]);
    const job = '<serviceTask id="j"/><sequenceFlow id="sj" sourceRef="s" targetRef="j"/>';
    const open = await check(`${script('0')}${job}${gateway('result = "ok"', 'j')}`);
    expect(open).toMatchObject([{ code: 'expression-type', severity: 'warning', element: 'go' }]);
    const wrong = await check(`${script('0')}${job}${gateway('result = "ok" or 1 > "a"', 'j')}`);
    expect(wrong.map(({ severity, params }) => [severity, params?.part])).toEqual([
      ['warning', 'result = "ok"'],
      ['error', '1 > "a"'],
    ]);
  });

  it('says nothing of names where the host does not say what there is', async () => {
    expect(await check(gateway('anything > 1'), {})).toEqual([]);
    expect((await check(gateway('1 > "a"'), {}))[0]).toMatchObject({ code: 'expression-type' });
    expect(await check(gateway('1 > "a"'), { check: false })).toEqual([]);
  });

  it('knows the functions of a calendar where there is one', async () => {
    const options = { types: TYPES, calendar: romanianCalendar() };
    expect(await check(gateway('is working day(deadline.due)'), options)).toEqual([]);
    expect((await check(gateway('working days between(today(), today()) = "a"'), options))[0]).toMatchObject({
      code: 'expression-type',
    });
    expect((await check(gateway('is working day() = true'), options))[0]?.message).toContain(
      'write is working day(date)',
    );
  });

  it('compares what a decision needs and answers with what there is', async () => {
    const { decisions } =
      await readDecisions(`<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
<inputData id="i1" name="area"><variable name="area" typeRef="number"/></inputData>
<inputData id="i2" name="zone"><variable name="zone" typeRef="string"/></inputData>
<decision id="base" name="base"><variable name="base" typeRef="number"/><informationRequirement><requiredInput href="#i1"/></informationRequirement><literalExpression><text>area</text></literalExpression></decision>
<decision id="fee" name="fee"><variable name="fee" typeRef="number"/><informationRequirement><requiredDecision href="#base"/></informationRequirement><informationRequirement><requiredInput href="#i2"/></informationRequirement><literalExpression><text>base</text></literalExpression></decision>
</definitions>`);
    if (decisions === null) throw new Error('not read');
    const options = { types: TYPES, decisions: [decisions] };
    const task = (...inputs: [source: string, target: string][]) =>
      `<businessRuleTask id="b"><extensionElements><zeebe:calledDecision decisionId="fee" resultVariable="fee"/><zeebe:ioMapping>${inputs
        .map(([source, target]) => `<zeebe:input source="=${source}" target="${target}"/>`)
        .join('')}</zeebe:ioMapping></extensionElements></businessRuleTask>`;
    const right = task(['answers.area', 'area'], ['answers.zone', 'zone']);
    expect(await check(`${right}${gateway('fee > 5')}`, options)).toEqual([]);
    expect((await check(`${right}${gateway('fee = "5"')}`, options))[0]).toMatchObject({ code: 'expression-type' });
    expect(await check(task(['answers.zone', 'area']), options)).toMatchObject([
      { code: 'expression-type', element: 'b', message: 'The decision "fee" needs "area" as number, not as string.' },
      { code: 'expression-name', element: 'b', message: 'The decision "fee" needs "zone", which nothing writes.' },
    ]);
  });
});
