import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json, Variables } from '../kernel/types.ts';
import { decide, readDecisions } from './index.ts';

const NS = 'https://www.omg.org/spec/DMN/20191111/MODEL/';
const file = (body: string) =>
  `<definitions xmlns="${NS}" id="d" name="test" namespace="urn:test">${body}</definitions>`;

interface Table {
  policy?: string;
  aggregation?: string;
  inputs: [expression: string, type?: string, allowed?: string][];
  outputs: [name: string, values?: string | undefined, fallback?: string][];
  rules: string[][];
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text = (value: string) => `<text>${escaped(value)}</text>`;

function table({ policy = 'UNIQUE', aggregation, inputs, outputs, rules }: Table, requires = ''): string {
  const input = inputs.map(
    ([expression, type = '', allowed]) =>
      `<input><inputExpression typeRef="${type}">${text(expression)}</inputExpression>${allowed ? `<inputValues>${text(allowed)}</inputValues>` : ''}</input>`,
  );
  const output = outputs.map(
    ([name, values, fallback]) =>
      `<output name="${name}">${values ? `<outputValues>${text(values)}</outputValues>` : ''}${fallback ? `<defaultOutputEntry>${text(fallback)}</defaultOutputEntry>` : ''}</output>`,
  );
  const rule = rules.map((cells) => {
    const parts = cells.map((cell, index) => {
      const name = index < inputs.length ? 'inputEntry' : 'outputEntry';
      return `<${name}>${text(cell)}</${name}>`;
    });
    return `<rule>${parts.join('')}</rule>`;
  });
  const aggregate = aggregation ? ` aggregation="${aggregation}"` : '';
  return `<decision id="t" name="t">${requires}<decisionTable hitPolicy="${policy}"${aggregate}>${[...input, ...output, ...rule].join('\n')}</decisionTable></decision>`;
}

async function run(xml: string, variables: Variables, decision = 't') {
  const { decisions, diagnostics } = await readDecisions(xml);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (!decisions) throw new Error('no model');
  return decide(decisions, decision, variables, { at: 0 });
}

describe('hit policies', () => {
  const rules = [
    ['> 5', '"low"'],
    ['> 10', '"high"'],
    ['> 20', '"high"'],
  ];
  const shape = { inputs: [['x', 'number']] as Table['inputs'], rules };
  test.each<[string, Partial<Table>, number, Json | string]>([
    ['UNIQUE', {}, 7, 'low'],
    ['UNIQUE', {}, 11, 'rules-overlap'],
    ['UNIQUE', {}, 1, null],
    ['UNIQUE', { outputs: [['r', undefined, '"none"']] }, 1, 'none'],
    ['ANY', {}, 11, 'rules-disagree'],
    ['ANY', { rules: rules.slice(1) }, 30, 'high'],
    ['FIRST', {}, 30, 'low'],
    ['RULE ORDER', {}, 30, ['low', 'high', 'high']],
    ['PRIORITY', { outputs: [['r', '"high", "low"']] }, 11, 'high'],
    ['OUTPUT ORDER', { outputs: [['r', '"high", "low"']] }, 30, ['high', 'high', 'low']],
    ['PRIORITY', { outputs: [['r', '"high"']] }, 11, 'output-not-allowed'],
    ['COLLECT', {}, 11, ['low', 'high']],
    ['COLLECT', { aggregation: 'COUNT' }, 30, 3],
    ['COLLECT', { aggregation: 'COUNT' }, 0, 0],
    ['COLLECT', { aggregation: 'SUM' }, 30, 'aggregate-type'],
    [
      'COLLECT',
      {
        aggregation: 'SUM',
        rules: [
          ['-', '0.1'],
          ['-', '0.2'],
        ],
      },
      1,
      0.3,
    ],
    [
      'COLLECT',
      {
        aggregation: 'MIN',
        rules: [
          ['-', '3'],
          ['-', '2'],
        ],
      },
      1,
      2,
    ],
    [
      'COLLECT',
      {
        aggregation: 'MAX',
        rules: [
          ['-', '3'],
          ['-', '2'],
        ],
      },
      1,
      3,
    ],
  ])('%s %j of %d', async (policy, change, x, expected) => {
    const result = await run(file(table({ policy, outputs: [['r']], ...shape, ...change })), { x });
    expect(result.ok ? result.value : result.code).toEqual(expected);
  });

  test('an overlap names the decision and the rule', async () => {
    expect(await run(file(table({ outputs: [['r']], ...shape })), { x: 30 })).toMatchObject({
      ok: false,
      code: 'rules-overlap',
      decision: 't',
      rule: 2,
    });
  });
});

test('several outputs, empty cells and the trace', async () => {
  const xml = file(
    table({
      inputs: [
        ['kind', 'string', '"a", "b"'],
        ['day', 'date'],
      ],
      outputs: [['fee'], ['note']],
      rules: [['"a"', '>= date("2026-01-01")', '1.5 * 2', '']],
    }),
  );
  expect(await run(xml, { kind: 'a', day: '2026-05-01' })).toEqual({
    ok: true,
    value: { fee: 3, note: null },
    trace: [
      {
        decision: 't',
        name: 't',
        inputs: [
          { label: 'kind', value: 'a' },
          { label: 'day', value: '2026-05-01' },
        ],
        matched: [{ rule: 1, id: null, output: { fee: 3, note: null } }],
        value: { fee: 3, note: null },
      },
    ],
  });
  expect(await run(xml, { kind: 'c', day: null })).toMatchObject({ ok: false, code: 'input-not-allowed' });
  expect(await run(xml, { kind: 3 })).toMatchObject({ ok: false, code: 'input-type' });
});

const requires = (id: string) => `<informationRequirement><requiredDecision href="#${id}"/></informationRequirement>`;
const literal = (id: string, source: string, needs: string[] = []) =>
  `<decision id="${id}" name="${id}">${needs.map(requires).join('')}<literalExpression>${text(source)}</literalExpression></decision>`;

test('required decisions are evaluated once, before', async () => {
  const xml = file(literal('c', 'a + b', ['a', 'b']) + literal('a', 'b * 2', ['b']) + literal('b', 'x + 1'));
  const result = await run(xml, { x: 1 }, 'c');
  expect(result).toMatchObject({ ok: true, value: 6 });
  expect(result.ok && result.trace.map(({ decision }) => decision)).toEqual(['b', 'a', 'c']);
});

test('budget is shared by all cells', async () => {
  const heavy = Array.from({ length: 200 }, () => ['count(for i in 1..10000 return i) = ?', '1']);
  const xml = file(table({ inputs: [['x']], outputs: [['r']], rules: heavy }));
  expect(await run(xml, { x: 1 })).toMatchObject({ ok: false, code: 'budget-exceeded', decision: 't' });
});

describe('refused', () => {
  const valid = { inputs: [['x']] as Table['inputs'], outputs: [['r']] as Table['outputs'], rules: [['1', '1']] };
  test.each<[string, string, string]>([
    ['not XML', 'hello', 'dmn-xml'],
    ['empty', '', 'dmn-xml'],
    ['unclosed', '<a><b></a>', 'dmn-xml'],
    ['doctype', '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', 'dmn-doctype'],
    ['not DMN', '<x/>', 'dmn-root'],
    ['no decision', file(''), 'dmn-incomplete'],
    ['no id', file('<decision/>'), 'dmn-incomplete'],
    ['nothing decided', file('<decision id="a"/>'), 'dmn-incomplete'],
    ['knowledge model', file('<businessKnowledgeModel id="k"/>'), 'dmn-incomplete'],
    ['import of something else', file('<import namespace="x" importType="urn:pmml"/>'), 'dmn-unsupported'],
    ['import', file('<import namespace="x"/>'), 'dmn-reference'],
    [
      'JavaScript',
      file(
        '<decision id="a"><literalExpression expressionLanguage="javascript"><text>1</text></literalExpression></decision>',
      ),
      'dmn-unsupported',
    ],
    ['cycle', file(literal('a', '1', ['b']) + literal('b', '1', ['a'])), 'dmn-cycle'],
    ['self', file(literal('a', '1', ['a'])), 'dmn-cycle'],
    ['dangling', file(literal('a', '1', ['zzz'])), 'dmn-reference'],
    ['same id', file(literal('a', '1') + literal('a', '2')), 'dmn-duplicate-id'],
    ['cell', file(table({ ...valid, rules: [['> >', '1']] })), 'dmn-expression'],
    ['result', file(table({ ...valid, rules: [['1', '1 +']] })), 'dmn-expression'],
    ['ragged', file(table({ ...valid, rules: [['1']] })), 'dmn-table'],
    ['policy', file(table({ ...valid, policy: 'BEST' })), 'dmn-table'],
    ['priority', file(table({ ...valid, policy: 'PRIORITY' })), 'dmn-table'],
    ['aggregation', file(table({ ...valid, aggregation: 'SUM' })), 'dmn-table'],
    ['deep', '<a>'.repeat(100_000), 'dmn-too-large'],
    ['large', ' '.repeat(2_000_000), 'dmn-too-large'],
    ['many', file('<x/>'.repeat(60_000)), 'dmn-too-large'],
    [
      'namespaces',
      `<a ${Array.from({ length: 30_000 }, (_, index) => `xmlns:n${index}="u${index}"`).join(' ')}/>`,
      'dmn-too-large',
    ],
  ])('%s', async (_, xml, code) => {
    const start = performance.now();
    const { decisions, diagnostics } = await readDecisions(xml);
    expect(decisions).toBeNull();
    expect(diagnostics).toEqual(expect.arrayContaining([expect.objectContaining({ code, severity: 'error' })]));
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  test('with element, line, column and rule', async () => {
    const { diagnostics } = await readDecisions(
      file(`\n<decision id="a">\n  <decisionTable><input><inputExpression><text>x</text></inputExpression></input><output/>
      <rule><inputEntry id="cell"><text>1 +</text></inputEntry><outputEntry><text>1</text></outputEntry></rule></decisionTable></decision>`),
    );
    expect(diagnostics).toMatchObject([
      { code: 'dmn-expression', element: 'cell', line: 4, column: 13, params: { rule: 1, position: 3 } },
    ]);
  });
});

/** Codul fiscal, art. 474 (1): upper bounds of the law, in lei. */
describe('fee of the urbanism certificate', () => {
  const xml = file(
    table({
      inputs: [['suprafata', 'number']],
      outputs: [['taxa']],
      rules: [
        ['<= 150', '6'],
        ['(150..250]', '7'],
        ['(250..500]', '9'],
        ['(500..750]', '12'],
        ['(750..1000]', '14'],
        ['> 1000', '14 + 0.01 * (suprafata - 1000)'],
      ],
    }) + literal('rural', 'decimal(t * 0.5, 2)', ['t']),
  );
  test.each([
    [1, 6, 3],
    [150, 6, 3],
    [150.01, 7, 3.5],
    [250, 7, 3.5],
    [500.5, 12, 6],
    [1000, 14, 7],
    [1001, 14.01, 7],
    [1067.5, 14.675, 7.34],
    [12_345.67, 127.4567, 63.73],
    [1000.1, 14.001, 7],
  ])('%d m² costs %d, rural %d', async (suprafata, urban, rural) => {
    expect(await run(xml, { suprafata })).toMatchObject({ ok: true, value: urban });
    expect(await run(xml, { suprafata }, 'rural')).toMatchObject({ ok: true, value: rural });
  });

  test('of the published request type has no gap, overlap or rule in vain', async () => {
    const path = new URL('../../../../processes/certificat-urbanism/decisions/taxa.dmn', import.meta.url);
    const { decisions, diagnostics } = await readDecisions(readFileSync(path, 'utf8'));
    expect(diagnostics).toEqual([]);
    expect(decisions?.decisions.size).toBeGreaterThan(0);
  });
});
