import { expect, test } from 'vitest';
import { readDecisions } from './index.ts';

const NS = 'https://www.omg.org/spec/DMN/20230324/MODEL/';
const text = (source: string) => `<text>${source.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;
const declared = (logic: string, variable = '') =>
  `<definitions xmlns="${NS}" id="d" name="d" namespace="urn:d">
<inputData id="s" name="s"><variable name="s" typeRef="string"/></inputData>
<decision id="t" name="t"><variable name="t"${variable}/><informationRequirement><requiredInput href="#s"/></informationRequirement>
${logic}</decision></definitions>`;
const literal = (source: string) => `<literalExpression>${text(source)}</literalExpression>`;
test.each<[string, string, object[]]>([
  ['types of input data', declared(literal('s * 2')), [{ code: 'dmn-type', severity: 'warning', line: 4 }]],
  ['names', declared(literal('upper case(surname)')), [{ code: 'dmn-name', severity: 'warning', line: 4 }]],
  ['the result', declared(literal('s + "x"'), ' typeRef="number"'), [{ code: 'dmn-type', severity: 'warning' }]],
  ['nothing', declared(literal('upper case(s) = "X"'), ' typeRef="boolean"'), []],
  ['the calendar', declared(literal('working days after(today(), 3)')), []],
  [
    'names of the caller, where no input data are declared',
    `<definitions xmlns="${NS}" id="d" name="d" namespace="urn:d"><decision id="t" name="t">${literal('a + 1')}</decision></definitions>`,
    [],
  ],
  [
    'a sum of texts',
    declared(
      `<decisionTable hitPolicy="COLLECT" aggregation="SUM"><input><inputExpression>${text('s')}</inputExpression></input><output name="r" typeRef="string"/></decisionTable>`,
    ),
    [{ code: 'dmn-type', severity: 'error', line: 4 }],
  ],
])('checked: %s', async (_, xml, expected) => {
  const { diagnostics } = await readDecisions(xml);
  expect(diagnostics).toHaveLength(expected.length);
  expect(diagnostics).toMatchObject(expected);
});

test('a cell that compares with another type', async () => {
  const { diagnostics } = await readDecisions(
    declared(
      `<decisionTable><input><inputExpression typeRef="string">${text('s')}</inputExpression></input><output name="r"/>
<rule><inputEntry>${text('> upper case("a")')}</inputEntry><outputEntry>${text('1')}</outputEntry></rule>
<rule><inputEntry>${text('> abs(5)')}</inputEntry><outputEntry>${text('2')}</outputEntry></rule></decisionTable>`,
    ),
  );
  const params = { decision: 't', rule: 2, cell: 1 };
  expect(diagnostics).toMatchObject([{ code: 'dmn-type', severity: 'error', line: 6, params }]);
});
