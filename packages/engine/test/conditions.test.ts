import { describe, expect, it } from 'vitest';
import { Engine, type Json } from '../src/index.ts';

const model = (inside: string) => `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:circula:test">
  <process id="p" isExecutable="true"><startEvent id="start"/><userTask id="end"/>${inside}</process></definitions>`;

const flow = (from: string, to: string, condition = '') =>
  `<sequenceFlow id="${from}-${to}" sourceRef="${from}" targetRef="${to}">${
    condition === '' ? '' : `<conditionExpression xsi:type="tFormalExpression">${condition}</conditionExpression>`
  }</sequenceFlow>`;

const around = (element: string) => model(`${element}${flow('start', 'x')}${flow('x', 'end')}`);

/** A place where BPMN asks yes or no, with the condition `go`, and the task that has to be done before it is asked. */
const PLACES: readonly [place: string, xml: string, first: string | null][] = [
  [
    'sequence flow',
    model(
      `<exclusiveGateway id="x" default="x-other"/><userTask id="other"/>${flow('start', 'x')}${flow('x', 'end', '=go')}${flow('x', 'other')}`,
    ),
    null,
  ],
  [
    'conditional event',
    around(
      '<intermediateCatchEvent id="x"><conditionalEventDefinition><condition>=go</condition></conditionalEventDefinition></intermediateCatchEvent>',
    ),
    null,
  ],
  [
    'completion condition of a multi-instance activity',
    around(
      '<userTask id="x"><multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality><completionCondition>go</completionCondition></multiInstanceLoopCharacteristics></userTask>',
    ),
    'x',
  ],
  [
    'condition of a loop',
    around(
      '<userTask id="x"><standardLoopCharacteristics><loopCondition>go</loopCondition></standardLoopCharacteristics></userTask>',
    ),
    'x',
  ],
  [
    'completion condition of an ad-hoc subprocess',
    around(
      '<adHocSubProcess id="x"><userTask id="work"/><completionCondition>go</completionCondition></adHocSubProcess>',
    ),
    'work',
  ],
  [
    'activation condition',
    around('<complexGateway id="x"><activationCondition>go</activationCondition></complexGateway>'),
    null,
  ],
];

async function incidentOf(xml: string, first: string | null, go: Json) {
  const engine = new Engine({ clock: () => 0 });
  const { diagnostics } = await engine.deploy(xml);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const started = engine.start('p', { variables: { go } });
  if (!started.ok) throw new Error(started.failure.message);
  const task = engine.tasks(started.instance).find(({ element }) => element === first);
  if (task) engine.complete(task);
  const [incident] = engine.incidents(started.instance);
  return { incident, engine, instance: started.instance };
}

describe('a condition that is neither true nor false is an incident', () => {
  it.each(PLACES)('%s: a text', async (_, xml, first) => {
    const { incident } = await incidentOf(xml, first, 'da');
    expect(incident).toMatchObject({ element: first === 'work' ? 'x' : (first ?? 'x'), code: 'condition-not-boolean' });
    expect(incident?.message).toContain('The condition "go" is a string, not true or false');
  });

  it.each(PLACES.filter(([place]) => place !== 'conditional event'))('%s: null', async (_, xml, first) => {
    const { incident } = await incidentOf(xml, first, null);
    expect(incident).toMatchObject({ code: 'condition-unknown' });
  });

  it('says where, with names and types', async () => {
    const xml = model(
      `<exclusiveGateway id="x"/><userTask id="other"/>${flow('start', 'x')}${flow('x', 'end', '= not(go) and area &gt; 100')}${flow('x', 'other', '=true')}`,
    );
    const engine = new Engine({ clock: () => 0 });
    await engine.deploy(xml);
    const started = engine.start('p', { variables: { go: false, area: '150' } });
    if (!started.ok) throw new Error(started.failure.message);
    expect(engine.incidents(started.instance)[0]?.message).toBe(
      'Condition of x-end: The condition "not(go) and area > 100" is null, not true or false: ' +
        '"area" is a string and "100" a number: they cannot be compared (character 13).',
    );
  });

  it('waits while a conditional event has no answer yet', async () => {
    const [, xml] = PLACES[1] ?? ['', ''];
    const engine = new Engine({ clock: () => 0 });
    await engine.deploy(xml);
    const started = engine.start('p');
    if (!started.ok) throw new Error(started.failure.message);
    const { instance } = started;
    expect(engine.incidents(instance)).toEqual([]);
    engine.execute(instance, { type: 'setVariables', variables: { go: null } });
    expect(engine.incidents(instance)).toEqual([]);
    engine.execute(instance, { type: 'setVariables', variables: { go: 'da' } });
    expect(engine.incidents(instance)).toHaveLength(1);
    engine.execute(instance, { type: 'setVariables', variables: { go: true } });
    expect(engine.incidents(instance)).toEqual([]);
    expect(engine.tasks(instance).map(({ element }) => element)).toEqual(['end']);
  });
});
