import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Variables } from '../kernel/types.ts';
import { answerOf, shapeOf } from './cell-shape.ts';
import { decide, readDecisionFiles, readDecisions } from './index.ts';
import { indexOf, rulesOf } from './table-index.ts';

const NS = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const text = (source: string) => `<text>${source.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;

interface Table {
  policy?: string;
  inputs: readonly (readonly [expression: string, type: string, allowed?: string])[];
  type?: string;
  fallback?: string;
  rules: readonly (readonly string[])[];
}

function file({ policy = 'UNIQUE', inputs, type = '', fallback, rules }: Table): string {
  const columns = inputs.map(
    ([expression, of, allowed]) =>
      `<input><inputExpression typeRef="${of}">${text(expression)}</inputExpression>${allowed ? `<inputValues>${text(allowed)}</inputValues>` : ''}</input>`,
  );
  const standard = fallback === undefined ? '' : `<defaultOutputEntry>${text(fallback)}</defaultOutputEntry>`;
  const rows = rules.map(
    (cells) =>
      `<rule>${cells.map((cell, index) => (index < inputs.length ? `<inputEntry>${text(cell)}</inputEntry>` : `<outputEntry>${text(cell)}</outputEntry>`)).join('')}</rule>`,
  );
  const output = `<output name="r" typeRef="${type}">${standard}</output>`;
  return `<definitions xmlns="${NS}" id="d" name="d" namespace="urn:d"><decision id="t" name="t">
<decisionTable hitPolicy="${policy}">${columns.join('')}${output}
${rows.join('\n')}</decisionTable></decision></definitions>`;
}

describe('found when a table is read', () => {
  const number = [['x', 'number']] as const;
  test.each<[string, Table, string[]]>([
    [
      'nothing',
      {
        inputs: number,
        rules: [
          ['< 1', '1'],
          ['>= 1', '2'],
        ],
      },
      [],
    ],
    [
      'a gap',
      {
        inputs: number,
        rules: [
          ['< 1', '1'],
          ['> 1', '2'],
        ],
      },
      ['dmn-gap x = 1'],
    ],
    [
      'gaps of two inputs',
      {
        inputs: [
          ['x', 'number', '[0..10]'],
          ['b', 'boolean'],
        ],
        rules: [
          ['<= 5', 'true', '1'],
          ['> 5', '-', '2'],
        ],
      },
      ['dmn-gap x = 0, b = false', 'dmn-gap x in (0..5), b = false', 'dmn-gap x = 5, b = false'],
    ],
    ['no gap with a default', { inputs: number, fallback: '0', rules: [['< 1', '1']] }, []],
    ['no gap when collecting', { policy: 'COLLECT', inputs: number, rules: [['< 1', '1']] }, []],
    [
      'an overlap',
      {
        inputs: number,
        rules: [
          ['<= 5', '1'],
          ['>= 5', '2'],
        ],
      },
      ['dmn-overlap rule 2 other 1 x = 5'],
    ],
    [
      'no overlap under FIRST',
      {
        policy: 'FIRST',
        inputs: number,
        rules: [
          ['<= 5', '1'],
          ['-', '2'],
        ],
      },
      [],
    ],
    [
      'a rule that comes too late',
      {
        policy: 'FIRST',
        inputs: number,
        rules: [
          ['-', '1'],
          ['> 3', '2'],
        ],
      },
      ['dmn-unreachable rule 2'],
    ],
    [
      'a rule outside the listed values',
      {
        inputs: [['k', 'string', '"a","b"']],
        rules: [
          ['"a"', '1'],
          ['"b"', '2'],
          ['"c"', '3'],
        ],
      },
      ['dmn-unreachable rule 3'],
    ],
    [
      'an empty range',
      {
        inputs: number,
        fallback: '0',
        rules: [
          ['[5..3]', '1'],
          ['> 9', '2'],
        ],
      },
      ['dmn-unreachable rule 1'],
    ],
    [
      'listed values all met',
      {
        inputs: [['k', 'string', '"a","b"']],
        rules: [
          ['"a"', '1'],
          ['"b"', '2'],
        ],
      },
      [],
    ],
    [
      'not one of them',
      {
        inputs: [['k', 'string']],
        rules: [
          ['"a"', '1'],
          ['not("a")', '2'],
        ],
      },
      [],
    ],
    ['other texts', { inputs: [['k', 'string']], rules: [['"a"', '1']] }, ['dmn-gap k is another value']],
    [
      'nothing claimed of cells that compute',
      {
        inputs: number,
        rules: [
          ['? > y', '1'],
          ['? > y + 1', '2'],
        ],
      },
      [],
    ],
    ['a text in a column of numbers', { inputs: number, rules: [['"a"', '1']] }, ['dmn-type rule 1 cell 1']],
    [
      'a number in a column of texts',
      {
        inputs: [['k', 'string']],
        rules: [
          ['-', '1'],
          ['> 5', '2'],
        ],
      },
      ['dmn-type rule 2 cell 1'],
    ],
    ['a result of another type', { inputs: number, type: 'string', rules: [['-', '1']] }, ['dmn-type rule 1 cell 2']],
    ['a number in a column of dates', { inputs: [['d', 'date']], rules: [['5', '1']] }, ['dmn-type rule 1 cell 1']],
    ['a result that cannot be computed', { inputs: number, rules: [['-', '"a" * 2']] }, ['dmn-type rule 1 cell 2']],
    [
      'a cell that is not FEEL',
      { inputs: number, rules: [['>', '2 +']] },
      ['dmn-expression rule 1 cell 1', 'dmn-expression rule 1 cell 2'],
    ],
  ])('%s', async (_, table, expected) => {
    const { diagnostics } = await readDecisions(file(table));
    const found = diagnostics.map(({ code, params = {} }) => {
      const { rule, other, cell, example } = params;
      const parts = [rule && `rule ${rule}`, other && `other ${other}`, cell && `cell ${cell}`, example];
      return [code, ...parts.filter((part) => part !== undefined)].join(' ');
    });
    expect(found).toEqual(expected);
    for (const { params } of diagnostics) expect(params?.decision).toBe('t');
  });

  test('with the line of the rule', async () => {
    const { diagnostics } = await readDecisions(
      file({
        inputs: number,
        rules: [
          ['<= 5', '1'],
          ['>= 5', '2'],
        ],
      }),
    );
    expect(diagnostics).toMatchObject([{ severity: 'warning', line: 4 }]);
  });

  const many = (count: number, of: (index: number) => string) => Array.from({ length: count }, (_, index) => of(index));
  test.each<[string, Table]>([
    ['long cells', { inputs: number, rules: many(30, () => many(6_000, String).join(',')).map((cell) => [cell, '1']) }],
    [
      'rows',
      { inputs: number, rules: many(6_000, (index) => `[${index}..${index + 5000})`).map((cell) => [cell, '1']) },
    ],
    [
      'texts',
      {
        inputs: [['k', 'string']],
        rules: many(4_000, (index) => many(9, (n) => `"${index}-${n}"`).join()).map((cell) => [cell, '1']),
      },
    ],
    [
      'columns',
      {
        inputs: many(1_500, (index) => `x${index}`).map((name) => [name, 'number'] as const),
        rules: many(12, String).map((row) => [...many(1_500, (column) => `> ${column}.${row}`), '1']),
      },
    ],
  ])('within three seconds on a busy machine: many %s', async (_, table) => {
    const began = performance.now();
    const { decisions } = await readDecisions(file({ ...table, policy: 'FIRST' }));
    if (decisions) decide(decisions, 't', { x: 5, k: 'a' }, { at: 0 });
    expect(performance.now() - began).toBeLessThan(3_000);
  });

  test('gives up on a table of too many combinations', async () => {
    const inputs = Array.from({ length: 12 }, (_, index) => [`x${index}`, 'number'] as const);
    const rules = Array.from({ length: 40 }, (_, row) => [
      ...inputs.map((_, column) => `> ${(row * 7 + column * 3) % 50}`),
      '1',
    ]);
    const began = performance.now();
    await readDecisions(file({ inputs, rules }));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('cells read from their text', () => {
  test.each<[string, unknown, boolean | null]>([
    ['-', 'x', true],
    ['"a", "b"', 'b', true],
    ['not("a")', 'b', true],
    ['not("a")', 1, null],
    ['5', 5, true],
    ['< 5, > 7', 8, true],
    ['< 5, > 7', 6, false],
    ['[1..2)', 2, false],
    [']1..2]', 1, false],
    ['(1..2[', 1.5, true],
    ['-1.5', -1.5, true],
    ['true', false, false],
    ['"a,b"', 'a,b', true],
    ['"a\\"b"', 'a"b', null],
    ['12345678901234567890', 5, null],
    ['x', 5, null],
    ['not(5)', 5, null],
    ['"a", 5', 'a', null],
  ])('%s of %j', (source, value, expected) => expect(answerOf(shapeOf(source), value)).toBe(expected));
});

const numbers = fc.integer({ min: -20, max: 20 }).map((value) => value / 2);
const cell = (column: number) =>
  column === 0
    ? fc.oneof(
        fc.constant('-'),
        numbers.map((value) => `${value}`),
        fc.tuple(fc.constantFrom('<', '<=', '>', '>='), numbers).map(([sign, value]) => `${sign} ${value}`),
        fc
          .tuple(fc.constantFrom('[', '('), numbers, numbers, fc.constantFrom(']', ')'))
          .map(([open, a, b, close]) => `${open}${Math.min(a, b)}..${Math.max(a, b)}${close}`),
      )
    : fc.oneof(
        fc.constant('-'),
        fc.constantFrom('a', 'b', 'c').map((value) => `"${value}"`),
        fc.constantFrom('a', 'b').map((value) => `not("${value}")`),
      );
const rows = fc.array(fc.tuple(cell(0), cell(1)), { minLength: 30, maxLength: 70 });
const values = fc.tuple(numbers, fc.constantFrom('a', 'b', 'c', 'd'));

describe('the index', () => {
  test('lets exactly the rules through that match', () => {
    fc.assert(
      fc.property(rows, fc.array(values, { maxLength: 20 }), (cells, samples) => {
        const shapes = cells.map((row) => row.map(shapeOf));
        const index = indexOf(shapes);
        for (const sample of samples) {
          const plain = shapes.flatMap((row, rule) =>
            row.every((shape, column) => answerOf(shape, sample[column]) === true) ? [rule] : [],
          );
          expect([...rulesOf(index?.candidates(sample) ?? new Uint32Array())]).toEqual(plain);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('answers as the same table without it', async () => {
    await fc.assert(
      fc.asyncProperty(rows, values, async (cells, [x, k]) => {
        const inputs = [
          ['x', 'number'],
          ['k', 'string'],
        ] as const;
        const of = (rules: string[][]) => readDecisions(file({ policy: 'COLLECT', inputs, rules }));
        const indexed = await of(cells.map((row, index) => [...row, String(index)]));
        // cells that compute cannot be indexed
        const plain = await of(cells.map(([a, b], index) => [a, b === '-' ? '? = ?' : b, String(index)]));
        const ask = ({ decisions }: Awaited<ReturnType<typeof of>>, variables: Variables) => {
          if (!decisions) throw new Error('no model');
          const result = decide(decisions, 't', variables, { at: 0 });
          return result.ok ? result.value : result;
        };
        expect(ask(indexed, { x, k })).toEqual(ask(plain, { x, k }));
        expect(ask(indexed, { x: null, k })).toEqual(ask(plain, { x: null, k }));
      }),
      { numRuns: 15 },
    );
  });
});

describe('several files', () => {
  const of = (namespace: string, body: string) =>
    `<definitions xmlns="${NS}" id="d" name="${namespace}" namespace="urn:${namespace}">${body}</definitions>`;
  const base = of(
    'base',
    `<itemDefinition name="tFee"><typeRef>number</typeRef></itemDefinition>
     <inputData id="surface" name="plot surface"><variable name="plot surface" typeRef="number"/></inputData>
     <decision id="fee" name="base fee"><variable name="base fee"/><informationRequirement><requiredInput href="#surface"/></informationRequirement>
       <literalExpression><text>plot surface * 2</text></literalExpression></decision>
     <businessKnowledgeModel id="half" name="half"><variable name="half"/><encapsulatedLogic><formalParameter name="x" typeRef="number"/><literalExpression><text>x / 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>`,
  );
  const top = of(
    'top',
    `<import name="the base" namespace="urn:base" importType="${NS}"/>
     <decision id="t" name="t"><variable name="t" typeRef="the base.tFee"/><informationRequirement><requiredDecision href="urn:base#fee"/></informationRequirement>
       <knowledgeRequirement><requiredKnowledge href="urn:base#half"/></knowledgeRequirement>
       <literalExpression><text>the base.half(the base.base fee) + 1</text></literalExpression></decision>`,
  );

  test('import decisions, functions and types by the name of the import', async () => {
    const { models, diagnostics } = await readDecisionFiles([
      { name: 'top.dmn', xml: top },
      { name: 'base.dmn', xml: base },
    ]);
    expect(diagnostics).toEqual([]);
    const model = models?.[0];
    if (!model) throw new Error('no model');
    expect(decide(model, 't', { 'plot surface': 10 }, { at: 0 })).toMatchObject({ ok: true, value: 11 });
    expect(decide(model, 't', { 'the base': { 'plot surface': 10 } }, { at: 0 })).toMatchObject({ value: 11 });
    expect(decide(model, 't', { 'plot surface': 'x' }, { at: 0 })).toMatchObject({ ok: false, code: 'input-type' });
  });

  test.each([
    ['a file that is missing', [top], 'dmn-reference', 'top'],
    [
      'files in a circle',
      [
        of(
          'a',
          '<import name="b" namespace="urn:b"/><decision id="t" name="t"><literalExpression><text>1</text></literalExpression></decision>',
        ),
        of(
          'b',
          '<import name="a" namespace="urn:a"/><decision id="t" name="t"><literalExpression><text>1</text></literalExpression></decision>',
        ),
      ],
      'dmn-cycle',
      'b',
    ],
  ])('refused: %s', async (_, files, code) => {
    const { models, diagnostics } = await readDecisionFiles(
      files.map((xml, index) => ({ name: `file ${index}`, xml })),
    );
    expect(models).toBeNull();
    expect(diagnostics).toEqual(expect.arrayContaining([expect.objectContaining({ code, file: expect.any(String) })]));
  });
});
