import { describe, expect, it } from 'vitest';
import { compile, read } from '../src/index.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

async function diagnose(inside: string, { roots = '', attributes = '' } = {}) {
  const { definitions, diagnostics } = await read(
    `<definitions xmlns="${BPMN}" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t"${attributes}>${roots}<process id="p" isExecutable="true">${inside}</process></definitions>`,
  );
  if (definitions === null) throw new Error(JSON.stringify(diagnostics));
  return compile(definitions);
}

async function found(...file: Parameters<typeof diagnose>) {
  const { diagnostics } = await diagnose(...file);
  return diagnostics.map(({ severity, code, element }) => `${severity} ${code} ${element}`);
}

/** What is said, for the tests in which the words matter. */
async function said(...file: Parameters<typeof diagnose>) {
  return (await diagnose(...file)).diagnostics.map(({ element, message }) => `${element}: ${message}`);
}

const MESSAGE = '<message id="m" name="m"/>';
const START = (id: string, inside = '') => `<startEvent id="${id}">${inside}</startEvent>`;
const CHOICE = (condition: string) =>
  `${START('s')}<task id="a"/><task id="b"/><sequenceFlow id="f" sourceRef="a" targetRef="b"><conditionExpression>${condition}</conditionExpression></sequenceFlow><sequenceFlow id="h" sourceRef="s" targetRef="a"/>`;
const BY_MESSAGE = '<messageEventDefinition messageRef="m"/>';
const FLOW = (from: string, to: string) => `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}"/>`;
/** An event-based gateway `w` behind which what is given waits, and an hour beside it. */
const BEHIND = (waits: string, first: string) =>
  `${START('s')}<eventBasedGateway id="w"/>${waits}<intermediateCatchEvent id="hour"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>${FLOW('s', 'w')}${FLOW('w', first)}${FLOW('w', 'hour')}`;
const UNDO = (attributes = '', event = '', task = '') =>
  `${START('s')}<userTask id="t">${task}</userTask><boundaryEvent id="b" attachedToRef="t"${attributes}><compensateEventDefinition${event}/></boundaryEvent><userTask id="undo" isForCompensation="true"/><association id="as" sourceRef="b" targetRef="undo"/>${FLOW('s', 't')}`;

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

  it('calls a process of the file that is left out by whatever is deployed, with a warning', async () => {
    const call = (id: string) => `${START('s')}<callActivity id="x" calledElement="${id}"/>${FLOW('s', 'x')}`;
    const q = '<process id="q" isExecutable="false"><startEvent id="i"/></process>';
    const left = 'warning process-not-executable q';
    expect(await found(call('q'), { roots: q })).toEqual([left, 'warning process-not-executable x']);
    expect(await found(call('other'), { roots: q })).toEqual([left]);
    expect(await found(call('q'), { roots: q.replace('false', 'true') })).toEqual([]);
  });

  it('knows messages and signals without a name by their ids, each with one warning', async () => {
    const roots = '<message id="m"/><signal id="g"/><message id="unused"/>';
    const event = '<intermediateCatchEvent id="c"><signalEventDefinition signalRef="g"/></intermediateCatchEvent>';
    const inside = `${START('s')}<receiveTask id="r" messageRef="m"/><sendTask id="t" messageRef="m"/>${event}${FLOW('s', 'r')}${FLOW('r', 't')}${FLOW('t', 'c')}`;
    const { processes, diagnostics } = await diagnose(inside, { roots });
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code: 'missing-definition', element: 'm' },
      { severity: 'warning', code: 'missing-definition', element: 'g' },
    ]);
    expect(processes[0]?.nodes.get('r')?.message?.name.source).toBe('m');
    expect(processes[0]?.nodes.get('c')?.signal?.source).toBe('g');
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
    'a loop with a negative maximum': [
      `${START('s')}<task id="t"><standardLoopCharacteristics loopMaximum="-1"/></task>${FLOW('s', 't')}`,
      't',
    ],
    'a boundary event of a receive task behind a gateway': [
      `${BEHIND('<receiveTask id="r" messageRef="m"/>', 'r')}<boundaryEvent id="b" attachedToRef="r"><signalEventDefinition signalRef="g"/></boundaryEvent>`,
      'r',
      `${MESSAGE}<signal id="g" name="g"/>`,
    ],
    'a handler of a receive task behind a gateway': [
      `${BEHIND('<receiveTask id="r" messageRef="m"/>', 'r')}<boundaryEvent id="b" attachedToRef="r"><compensateEventDefinition/></boundaryEvent><task id="undo" isForCompensation="true"/><association id="as" sourceRef="b" targetRef="undo"/>`,
      'r',
      MESSAGE,
    ],
    'messages that events and tasks await behind one gateway': [
      `${BEHIND(`<receiveTask id="r" messageRef="n"/><intermediateCatchEvent id="c">${BY_MESSAGE}</intermediateCatchEvent>${FLOW('w', 'c')}`, 'r')}`,
      'w',
      `${MESSAGE}<message id="n" name="n"/>`,
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

describe('events that end what is around them', () => {
  const BORDER = (event: string, host = 'task') =>
    `${START('s')}<${host} id="t"/><boundaryEvent id="b" attachedToRef="t" cancelActivity="false">${event}</boundaryEvent>${FLOW('s', 't')}`;
  const INSIDE = (event: string) =>
    `${START('s')}<subProcess id="u" triggeredByEvent="true"><startEvent id="b" isInterrupting="false">${event}</startEvent></subProcess>`;

  it('take compensation as it is: cancelActivity does not apply to it', async () => {
    const { processes, diagnostics } = await diagnose(UNDO(' cancelActivity="false"'));
    expect(diagnostics).toEqual([]);
    expect(processes[0]?.nodes.get('t')?.compensation).toBe('undo');
  });

  it('are refused with the attribute that is wrong, and nothing more', async () => {
    expect(await said(BORDER('<errorEventDefinition/>'))).toEqual([
      'b: An error always interrupts. Remove cancelActivity="false".',
    ]);
    expect(await said(BORDER('<cancelEventDefinition/>'))).toEqual([
      'b: A cancel event always interrupts. Remove cancelActivity="false".',
    ]);
    expect(await said(INSIDE('<errorEventDefinition/>'))).toEqual([
      'b: An error always interrupts. Remove isInterrupting="false".',
    ]);
    expect(await said(INSIDE('<compensateEventDefinition/>'))).toEqual([
      'b: Compensation always interrupts. Remove isInterrupting="false".',
    ]);
    expect(await said(INSIDE('<linkEventDefinition name="l"/>'))).toEqual([
      'b: BPMN 2.0 does not allow this event here. Choose another event.',
    ]);
  });

  it('are told when cancelling a transaction was caught before', async () => {
    const cancel = (id: string, more = '') =>
      `<boundaryEvent id="${id}" attachedToRef="x"><cancelEventDefinition/>${more}</boundaryEvent>`;
    const inside = `${START('s')}<transaction id="x"><startEvent id="i"/></transaction>${cancel('b')}${cancel('c')}${FLOW('s', 'x')}`;
    expect(await found(inside)).toEqual(['warning no-effect c']);
    const either = inside.replace(cancel('c'), cancel('c', '<errorEventDefinition/>'));
    expect(await found(either)).toEqual(['warning no-effect c']);
  });
});

describe('compensation', () => {
  it('is told where an activity is chosen by an event that catches it', async () => {
    expect(await found(UNDO('', ' activityRef="t"'))).toEqual(['warning no-effect b']);
    const handler =
      '<subProcess id="u"><startEvent id="i"/><subProcess id="h" triggeredByEvent="true"><startEvent id="b"><compensateEventDefinition activityRef="t"/></startEvent></subProcess></subProcess>';
    expect(await found(`${START('s')}<task id="t"/>${handler}${FLOW('s', 't')}${FLOW('t', 'u')}`)).toEqual([
      'warning no-effect b',
    ]);
  });

  it('of what is repeated is known by its handler', async () => {
    const thrown = `<endEvent id="e"><compensateEventDefinition activityRef="t"/></endEvent>${FLOW('t', 'e')}`;
    const loops = [
      '<multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality></multiInstanceLoopCharacteristics>',
      '<standardLoopCharacteristics loopMaximum="3"/>',
    ];
    for (const loop of loops) {
      expect(await found(UNDO('', '', loop) + thrown)).toEqual([]);
      expect(await found(thrown + UNDO('', '', loop))).toEqual([]);
    }
  });
});

describe('what is told once and rightly', () => {
  it('an instantiating gateway begins by itself', async () => {
    const gateway = `<eventBasedGateway id="w" instantiate="true"/><receiveTask id="r" messageRef="m"/><intermediateCatchEvent id="c"><signalEventDefinition signalRef="g"/></intermediateCatchEvent>${FLOW('w', 'r')}${FLOW('w', 'c')}`;
    expect(await found(gateway, { roots: `${MESSAGE}<signal id="g" name="g"/>` })).toEqual([]);
  });

  it('two events catch one link', async () => {
    const link = (kind: string, id: string) =>
      `<intermediate${kind}Event id="${id}"><linkEventDefinition name="L"/></intermediate${kind}Event>`;
    const inside = `${START('s')}${link('Throw', 'a')}${link('Catch', 'b')}${link('Catch', 'c')}<task id="x"/><task id="y"/>${FLOW('s', 'a')}${FLOW('b', 'x')}${FLOW('c', 'y')}`;
    expect(await said(inside)).toEqual(['c: b catches the link "L" already: name another.']);
  });

  it('an event subprocess has no border', async () => {
    const inside = `${START('s')}<subProcess id="u" triggeredByEvent="true"><startEvent id="i"><errorEventDefinition/></startEvent></subProcess><boundaryEvent id="b" attachedToRef="u"><errorEventDefinition/></boundaryEvent>`;
    expect((await said(inside))[0]).toBe(
      'b: u is an event subprocess, which can have no boundary events: attach it to an activity inside.',
    );
  });

  it('a loop that never runs', async () => {
    const inside = `${START('s')}<task id="t"><standardLoopCharacteristics loopMaximum="0"/></task>${FLOW('s', 't')}`;
    expect(await found(inside)).toEqual(['warning no-effect t']);
  });

  it('a gateway is not what its direction says', async () => {
    const gateway = (direction: string, to = 1) =>
      `${START('s')}<parallelGateway id="w" gatewayDirection="${direction}"/>${FLOW('s', 'w')}${Array.from({ length: to }, (_, at) => `<task id="t${at}"/>${FLOW('w', `t${at}`)}`).join('')}`;
    const joined = `<parallelGateway id="f"/>${FLOW('s', 'f')}<sequenceFlow id="f1" sourceRef="f" targetRef="w"/>`;
    expect(await said(gateway('Converging', 2))).toEqual([
      'w: gatewayDirection="Converging" has no effect: 2 sequence flows leave from here, not one. The flows count; correct or remove it.',
    ]);
    expect(await found(gateway('Diverging') + joined)).toEqual(['warning no-effect w']);
    expect(await found(gateway('Mixed', 2))).toEqual(['warning no-effect w']);
    expect(await found(gateway('Mixed') + joined)).toEqual(['warning no-effect w']);
    for (const right of [gateway('Mixed', 2) + joined, gateway('Diverging', 2), gateway('Converging') + joined]) {
      expect(await found(right)).toEqual([]);
    }
  });
});

describe('times', () => {
  const timer = (form: string, value: string) =>
    `${START('s')}<intermediateCatchEvent id="t"><timerEventDefinition><${form}>${value}</${form}></timerEventDefinition></intermediateCatchEvent>${FLOW('s', 't')}`;

  it.each([
    ['timeDuration', 'PT1.5H'],
    ['timeDuration', 'P1W1D'],
    ['timeDate', '2026-01-31T09:00:00+02:00'],
    ['timeCycle', 'R1/PT0,5S'],
  ])('%s %s is read', async (form, value) => {
    expect(await said(timer(form, value))).toEqual([]);
  });

  it.each([
    ['timeDate', '20260101T000000Z', 'is not read as a date: write it as in 2026-01-31 or 2026-01-31T09:00:00+02:00.'],
    ['timeDate', '2026-W05-1', 'is not read as a date: write it as in 2026-01-31 or 2026-01-31T09:00:00+02:00.'],
    ['timeDate', '2026-031', 'is not read as a date: write it as in 2026-01-31 or 2026-01-31T09:00:00+02:00.'],
    ['timeDuration', 'PT1.5H30M', 'is not read as a duration: write it as in P1DT12H or PT1.5H.'],
    [
      'timeDuration',
      'P0.5M',
      'has a fraction of a year or month, which are not all of one length: write days, such as P15D.',
    ],
    [
      'timeCycle',
      'R/20260101T000000Z/P1D',
      'is not read as a cycle: write it as in R3/PT1H or R/2026-01-31T09:00:00+02:00/P1D.',
    ],
    ['timeCycle', '* * * *', 'is no cron expression of six fields.'],
  ])('%s %s is refused with what is read', async (form, value, why) => {
    expect(await said(timer(form, value))).toEqual([`t: "${value}" ${why}`]);
  });
});
