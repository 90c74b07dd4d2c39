import { describe, expect, test } from 'vitest';
import type { Json, Variables } from '../kernel/types.ts';
import { decide, readDecisions } from './index.ts';

const NS = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const file = (body: string, namespace = NS) =>
  `<definitions xmlns="${namespace}" id="d" name="test" namespace="urn:test">${body}</definitions>`;
const feel = (source: string, type = '') =>
  `<literalExpression${type && ` typeRef="${type}"`}><text>${source.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text></literalExpression>`;
const decision = (id: string, logic: string, { type = '', requires = '' } = {}) =>
  `<decision id="${id}" name="${id}"><variable name="${id}"${type && ` typeRef="${type}"`}/>${requires}${logic}</decision>`;
const entry = (name: string | null, logic: string, type = '') =>
  `<contextEntry>${name === null ? '' : `<variable name="${name}"${type && ` typeRef="${type}"`}/>`}${logic}</contextEntry>`;
const needs = (kind: 'Decision' | 'Input', id: string) =>
  `<informationRequirement><required${kind} href="#${id}"/></informationRequirement>`;
const knows = (id: string) => `<knowledgeRequirement><requiredKnowledge href="#${id}"/></knowledgeRequirement>`;
const input = (name: string, type: string) =>
  `<inputData id="${name}" name="${name}"><variable name="${name}" typeRef="${type}"/></inputData>`;

async function model(xml: string) {
  const { decisions, diagnostics } = await readDecisions(xml);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!decisions) throw new Error('no model');
  return decisions;
}

async function answer(xml: string, id: string, variables: Variables = {}): Promise<Json> {
  const result = decide(await model(xml), id, variables, { at: 0 });
  return result.ok ? result.value : result.code;
}

describe('boxed expressions', () => {
  test.each<[string, string, Json]>([
    ['context', `<context>${entry('a', feel('1'))}${entry('b', feel('a + 1'))}</context>`, { a: 1, b: 2 }],
    ['context with a result', `<context>${entry('a', feel('1'))}${entry(null, feel('a + 41'))}</context>`, 42],
    ['context of another type', `<context>${entry('a', feel('1'), 'string')}</context>`, { a: null }],
    ['names with spaces', `<context>${entry('sum due', feel('2'))}${entry(null, feel('sum due * 2'))}</context>`, 4],
    ['list', `<list>${feel('1')}${feel('"b"')}</list>`, [1, 'b']],
    [
      'relation',
      `<relation><column name="a"/><column name="b"/><row>${feel('1')}${feel('2')}</row><row>${feel('3')}${feel('4')}</row></relation>`,
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
    ],
    [
      'function and invocation',
      `<context>${entry('f', `<functionDefinition><formalParameter name="x" typeRef="number"/><formalParameter name="y"/>${feel('x - y')}</functionDefinition>`)}
       ${entry(null, `<invocation>${feel('f')}<binding><parameter name="y"/>${feel('1')}</binding><binding><parameter name="x"/>${feel('10')}</binding></invocation>`)}</context>`,
      9,
    ],
    [
      'invocation with an unknown parameter',
      `<context>${entry('f', `<functionDefinition><formalParameter name="x"/>${feel('1')}</functionDefinition>`)}
       ${entry(null, `<invocation>${feel('f')}<binding><parameter name="z"/>${feel('1')}</binding></invocation>`)}</context>`,
      null,
    ],
    [
      'function that calls itself',
      `<context>${entry('f', `<functionDefinition><formalParameter name="n"/>${feel('if n = 0 then 1 else n * f(n - 1)')}</functionDefinition>`)}${entry(null, feel('f(5)'))}</context>`,
      120,
    ],
    [
      'argument of another type',
      `<context>${entry('f', `<functionDefinition><formalParameter name="x" typeRef="number"/>${feel('1')}</functionDefinition>`)}${entry(null, feel('f("a")'))}</context>`,
      null,
    ],
    ...(
      [
        ['true', 'then'],
        ['false', 'else'],
        ['null', 'else'],
        ['"abc"', null],
      ] as const
    ).map(([condition, found]): [string, string, Json] => [
      `conditional ${condition}`,
      `<conditional><if>${feel(condition)}</if><then>${feel('"then"')}</then><else>${feel('"else"')}</else></conditional>`,
      found,
    ]),
    ...(
      [
        ['[1,2,3]', 'item > 1', [2, 3]],
        ['[1,2,3]', '2', 2],
        ['[1,2,3]', '-1', 3],
        ['[{a: 1}, {a: 2}]', 'a = 2', [{ a: 2 }]],
        ['[]', 'item > 1', []],
        ['5', 'item = 5', [5]],
        ['[1,2]', '"x"', null],
      ] as [string, string, Json][]
    ).map(([list, match, found]): [string, string, Json] => [
      `filter ${list}[${match}]`,
      `<filter><in>${feel(list)}</in><match>${feel(match)}</match></filter>`,
      found,
    ]),
    ...(
      [
        ['[1,2,3]', 'x * 2', [2, 4, 6]],
        ['[1..3]', 'x + count(partial)', [1, 3, 5]],
        ['(0..3)', 'x', [1, 2]],
        ['null', 'x', null],
        ['"a"', 'x', ['a']],
      ] as [string, string, Json][]
    ).map(([list, result, found]): [string, string, Json] => [
      `for x in ${list} return ${result}`,
      `<for iteratorVariable="x"><in>${feel(list)}</in><return>${feel(result)}</return></for>`,
      found,
    ]),
    ...(
      [
        ['some', '[1,2]', 'x > 1', true],
        ['some', '[1,2]', 'x > 2', false],
        ['some', '[1,2]', '"no boolean"', null],
        ['every', '[1,2]', 'x > 0', true],
        ['every', '[1,2]', 'x > 1', false],
        ['every', '[]', 'x', true],
        ['every', '[true, 1]', 'x', null],
      ] as [string, string, string, Json][]
    ).map(([kind, list, condition, found]): [string, string, Json] => [
      `${kind} x in ${list} satisfies ${condition}`,
      `<${kind} iteratorVariable="x"><in>${feel(list)}</in><satisfies>${feel(condition)}</satisfies></${kind}>`,
      found,
    ]),
  ])('%s', async (_, logic, expected) => expect(await answer(file(decision('t', logic)), 't')).toEqual(expected));

  test('a table within a context is traced with its decision', async () => {
    const table =
      '<decisionTable><input><inputExpression><text>x</text></inputExpression></input><output/><rule><inputEntry><text>&gt; 1</text></inputEntry><outputEntry><text>"yes"</text></outputEntry></rule></decisionTable>';
    const result = decide(
      await model(file(decision('t', `<context>${entry('a', table)}</context>`))),
      't',
      { x: 2 },
      { at: 0 },
    );
    expect(result).toMatchObject({ ok: true, value: { a: 'yes' } });
    expect(result.ok && result.trace.map(({ matched }) => matched.length)).toEqual([1, 0]);
  });

  test.each([
    ['Java function', '<functionDefinition kind="Java"><context/></functionDefinition>', 'dmn-unsupported'],
    ['no body', '<functionDefinition/>', 'dmn-incomplete'],
    ['no else', `<conditional><if>${feel('true')}</if><then>${feel('1')}</then></conditional>`, 'dmn-incomplete'],
    ['no iterator', `<for><in>${feel('[]')}</in><return>${feel('1')}</return></for>`, 'dmn-incomplete'],
    ['ragged relation', `<relation><column name="a"/><row>${feel('1')}${feel('2')}</row></relation>`, 'dmn-table'],
    ['unknown function', feel('nothing like it(1)'), 'dmn-expression'],
    ['unknown type', feel('1', 'tNone'), 'dmn-reference'],
    ['prototype', `<context>${entry('__proto__', feel('1'))}</context>`, 'dmn-incomplete'],
  ])('refused: %s', async (_, logic, code) => {
    const { decisions, diagnostics } = await readDecisions(file(decision('t', logic)));
    expect(decisions).toBeNull();
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });
});

const bkm = (id: string, parameters: string, logic: string, requires = '') =>
  `<businessKnowledgeModel id="${id}" name="${id}"><variable name="${id}"/><encapsulatedLogic>${parameters}${logic}</encapsulatedLogic>${requires}</businessKnowledgeModel>`;
const parameter = (name: string, type = '') => `<formalParameter name="${name}"${type && ` typeRef="${type}"`}/>`;

describe('knowledge models', () => {
  const half = bkm('half', parameter('x', 'number'), feel('x / 2'));
  test('are called by decisions and by each other', async () => {
    const quarter = bkm('quarter', parameter('x'), feel('half(half(x))'), knows('half'));
    const xml = file(half + quarter + decision('t', feel('quarter(x: 10)'), { requires: knows('quarter') }));
    expect(await answer(xml, 't')).toBe(2.5);
    expect(await answer(xml, 'half', { x: 3 })).toBe(1.5);
  });

  test('may call themselves, within the budget', async () => {
    const factorial = bkm('f', parameter('n'), feel('if n < 2 then 1 else n * f(n - 1)'));
    const xml = file(factorial + decision('t', feel('f(n)'), { requires: knows('f') }));
    expect(await answer(xml, 't', { n: 10 })).toBe(3_628_800);
    expect(await answer(xml, 't', { n: 1_000_000 })).toBe('budget-exceeded');
  });

  test('a failure inside keeps its code and names the decision', async () => {
    const table =
      '<decisionTable hitPolicy="UNIQUE"><input><inputExpression><text>x</text></inputExpression></input><output/><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>1</text></outputEntry></rule><rule><inputEntry><text>-</text></inputEntry><outputEntry><text>2</text></outputEntry></rule></decisionTable>';
    const xml = file(bkm('b', parameter('x'), table) + decision('t', feel('b(1)'), { requires: knows('b') }));
    expect(decide(await model(xml), 't', {}, { at: 0 })).toMatchObject({ code: 'rules-overlap', decision: 't' });
  });
});

describe('decision services', () => {
  const service = (id: string, parts: string) =>
    `<decisionService id="${id}" name="${id}"><variable name="${id}"/>${parts}</decisionService>`;
  const xml = file(
    input('a', 'number') +
      decision('b', feel('a + 1'), { requires: needs('Input', 'a') }) +
      decision('c', feel('a * 100 + b'), { requires: needs('Input', 'a') + needs('Decision', 'b') }) +
      service('s', '<outputDecision href="#c"/><inputDecision href="#b"/><inputData href="#a"/>') +
      service('both', '<outputDecision href="#b"/><outputDecision href="#c"/><inputData href="#a"/>') +
      decision('called', feel('s(1, 2)'), { requires: knows('s') }) +
      decision('named', feel('s(b: 2, a: 1)'), { requires: knows('s') }) +
      decision('apart', feel('[s(1, 2), a, b]'), {
        requires: knows('s') + needs('Input', 'a') + needs('Decision', 'b'),
      }) +
      decision('mistyped', feel('s("x", 2)'), { requires: knows('s') }),
  );
  test.each<[string, Variables, Json]>([
    ['s', { a: 1, b: 5 }, 105],
    ['both', { a: 1 }, { b: 2, c: 102 }],
    ['called', {}, 102],
    ['named', {}, 102],
    ['apart', { a: 7 }, [102, 7, 8]],
    ['mistyped', {}, null],
  ])('%s of %j', async (id, variables, expected) => expect(await answer(xml, id, variables)).toEqual(expected));
});

describe('types', () => {
  const types = `
    <itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"urban", "rural"</text></allowedValues></itemDefinition>
    <itemDefinition name="tKinds" isCollection="true"><typeRef>tKind</typeRef></itemDefinition>
    <itemDefinition name="tPlot"><itemComponent name="kind"><typeRef>tKind</typeRef></itemComponent>
      <itemComponent name="surface"><typeRef>number</typeRef></itemComponent><itemComponent name="since"><typeRef>date</typeRef></itemComponent></itemDefinition>
    <itemDefinition name="tPlots" isCollection="true"><typeRef>tPlot</typeRef></itemDefinition>
    <itemDefinition name="tPair" isCollection="true"><typeRef>number</typeRef><typeConstraint><text>count(?) = 2</text></typeConstraint></itemDefinition>`;
  const reads = (type: string, source = 'x') =>
    file(types + input('x', type) + decision('t', feel(source), { requires: needs('Input', 'x') }));
  test.each<[string, Json, Json]>([
    ['string', 'a', 'a'],
    ['string', ['a'], 'a'],
    ['string', 1, 'input-type'],
    ['number', '1', 'input-type'],
    ['feel:number', 1, 1],
    ['date', '2026-11-25', '2026-11-25'],
    ['date', 'soon', 'input-type'],
    ['date and time', '2026-11-25T10:00:00', '2026-11-25T10:00:00'],
    ['dateTime', '2026-11-25T10:00:00', '2026-11-25T10:00:00'],
    ['days and time duration', 'P1D', 'P1D'],
    ['days and time duration', 'P1Y', 'input-type'],
    ['tKind', 'urban', 'urban'],
    ['tKind', 'marine', 'input-not-allowed'],
    ['tKinds', ['urban', 'rural'], ['urban', 'rural']],
    ['tKinds', 'urban', ['urban']],
    ['tKinds', ['urban', 'x'], 'input-not-allowed'],
    ['tPlot', { kind: 'rural', surface: 3, since: '2026-01-01' }, { kind: 'rural', surface: 3, since: '2026-01-01' }],
    ['tPlot', { surface: 3 }, { kind: null, surface: 3, since: null }],
    ['tPlot', { surface: 'x' }, 'input-type'],
    ['tPlot', 'x', 'input-type'],
    ['tPlots', { kind: 'rural' }, [{ kind: 'rural', surface: null, since: null }]],
    ['tPair', [1, 2], [1, 2]],
    ['tPair', [1], 'input-not-allowed'],
    ['Any', { free: [1] }, { free: [1] }],
    ['tKind', null, null],
  ])('%s takes %j as %j', async (type, x, expected) => expect(await answer(reads(type), 't', { x })).toEqual(expected));

  test('dates given as texts are dates inside', async () => {
    expect(await answer(reads('date', 'x + duration("P1D")'), 't', { x: '2026-12-31' })).toBe('2027-01-01');
    expect(await answer(reads('tPlot', 'x.since.year'), 't', { x: { since: '2026-12-31' } })).toBe(2026);
  });

  test('a result of another type is null, one value is a list of it', async () => {
    const of = (type: string, source: string) => answer(file(types + decision('t', feel(source), { type })), 't');
    expect(await of('string', '1')).toBeNull();
    expect(await of('tKind', '"marine"')).toBeNull();
    expect(await of('tKinds', '"urban"')).toEqual(['urban']);
    expect(await of('number', '[5]')).toBe(5);
    expect(await of('tPlot', '{surface: 3}')).toBeNull();
    expect(await of('tPlot', '{kind: null, surface: 3, since: null}')).toEqual({ kind: null, surface: 3, since: null });
  });

  test('a service answers with what its type says, declared as the answer or as the function', async () => {
    const functions = `<itemDefinition name="tAsk"><functionItem outputTypeRef="string"/></itemDefinition>`;
    const service = (type: string, source: string) =>
      file(
        functions +
          decision('inner', feel(source)) +
          `<decisionService id="s" name="s"><variable name="s" typeRef="${type}"/><outputDecision href="#inner"/></decisionService>` +
          decision('t', feel('s()'), { requires: knows('s') }),
      );
    for (const id of ['s', 't']) {
      expect(await answer(service('tAsk', '"a"'), id)).toBe('a');
      expect(await answer(service('string', '"a"'), id)).toBe('a');
      expect(await answer(service('tAsk', '1000'), id)).toBeNull();
    }
  });

  test('a built-in function is of the type of its parameters and result', async () => {
    const types = `<itemDefinition name="tNumeric"><functionItem outputTypeRef="number"><parameters name="n" typeRef="number"/></functionItem></itemDefinition>`;
    const ask = `<businessKnowledgeModel id="k" name="k"><variable name="k"/><encapsulatedLogic><formalParameter name="f" typeRef="tNumeric"/>${feel('f(-4)')}</encapsulatedLogic></businessKnowledgeModel>`;
    const of = (given: string) =>
      answer(file(types + ask + decision('t', feel(`k(${given})`), { requires: knows('k') })), 't');
    expect(await of('abs')).toBe(4);
    expect(await of('upper case')).toBeNull();
  });

  test('`instance of` knows them', async () => {
    expect(await answer(reads('Any', 'x instance of tPlot'), 't', { x: { kind: 'a', surface: 1, since: null } })).toBe(
      true,
    );
    expect(await answer(reads('Any', 'x instance of tPlot'), 't', { x: { surface: 'a' } })).toBe(false);
  });

  test.each([
    ['itself', '<itemDefinition name="a"><typeRef>a</typeRef></itemDefinition>', 'dmn-cycle'],
    ['nothing', '<itemDefinition name="a"><typeRef>zzz</typeRef></itemDefinition>', 'dmn-reference'],
    [
      'a wrong constraint',
      '<itemDefinition name="a"><typeRef>number</typeRef><allowedValues><text>1 +</text></allowedValues></itemDefinition>',
      'dmn-expression',
    ],
    ['twice', '<itemDefinition name="a"/><itemDefinition name="a"/>', 'dmn-duplicate-id'],
  ])('refused: defined by %s', async (_, definitions, code) => {
    const { diagnostics } = await readDecisions(file(definitions + decision('t', feel('1'))));
    expect(diagnostics.map((one) => one.code)).toContain(code);
  });

  test('a type may hold itself', async () => {
    const tree =
      '<itemDefinition name="tTree"><itemComponent name="name"><typeRef>string</typeRef></itemComponent><itemComponent name="parts" isCollection="true"><typeRef>tTree</typeRef></itemComponent></itemDefinition>';
    const xml = file(
      tree + input('x', 'tTree') + decision('t', feel('x.parts.name'), { requires: needs('Input', 'x') }),
    );
    expect(await answer(xml, 't', { x: { name: 'a', parts: [{ name: 'b' }] } })).toEqual(['b']);
    expect(await answer(xml, 't', { x: { name: 'a', parts: [{ name: 1 }] } })).toBe('input-type');
  });
});

test.each([
  'http://www.omg.org/spec/DMN/20151101/dmn.xsd',
  'http://www.omg.org/spec/DMN/20180521/MODEL/',
  'https://www.omg.org/spec/DMN/20191111/MODEL/',
  'https://www.omg.org/spec/DMN/20211108/MODEL/',
  NS,
])('reads %s', async (namespace) => expect(await answer(file(decision('t', feel('1 + 1')), namespace), 't')).toBe(2));
