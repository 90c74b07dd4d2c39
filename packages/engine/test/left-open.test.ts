import { describe, expect, it } from 'vitest';
import { compile, read } from '../src/index.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

async function found(inside: string, { roots = '', attributes = '' } = {}) {
  const { definitions, diagnostics } = await read(
    `<definitions xmlns="${BPMN}" id="d" targetNamespace="t"${attributes}>${roots}<process id="p" isExecutable="true">${inside}</process></definitions>`,
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
