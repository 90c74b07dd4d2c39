/** The models of the benchmark, as files. */
const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

interface Table {
  readonly id: string;
  readonly requires?: string;
  readonly inputs: readonly (readonly [expression: string, type: string])[];
  readonly rules: readonly (readonly string[])[];
}

const text = (source: string) => `<text>${source.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</text>`;

function table({ id, requires, inputs, rules }: Table): string {
  const required = requires === undefined ? '' : `<requiredDecision href="#${requires}"/>`;
  const requirement = required && `<informationRequirement id="${id}_r">${required}</informationRequirement>`;
  const columns = inputs.map(
    ([expression, type], index) =>
      `<input id="${id}_i${index}"><inputExpression id="${id}_e${index}" typeRef="${type}">${text(expression)}</inputExpression></input>`,
  );
  const rows = rules.map((cells, row) => {
    const entries = cells.map((cell, index) => {
      const name = index < inputs.length ? 'inputEntry' : 'outputEntry';
      return `<${name} id="${id}_c${row}_${index}">${text(cell)}</${name}>`;
    });
    return `<rule id="${id}_${row}">${entries.join('')}</rule>`;
  });
  const head = `<decision id="${id}" name="${id}"><variable id="${id}_v" name="${id}"/>${requirement}`;
  const body = `<output id="${id}_o" name="${id}" typeRef="number"/>${rows.join('')}`;
  return `${head}<decisionTable id="${id}_t">${columns.join('')}${body}</decisionTable></decision>`;
}

const file = (...decisions: string[]) =>
  `<definitions xmlns="${NAMESPACE}" id="bench" name="bench" namespace="urn:bench">${decisions.join('')}</definitions>`;

/** A table of three rules that needs the result of another. */
export const FEE = file(
  table({
    id: 'base',
    inputs: [['surface', 'number']],
    rules: [
      ['<= 150', '6'],
      ['(150..250]', '7'],
      ['> 250', '9 + 0.01 * (surface - 250)'],
    ],
  }),
  table({
    id: 'fee',
    requires: 'base',
    inputs: [['area', 'string']],
    rules: [
      ['"urban"', 'base'],
      ['"rural"', 'base * 0.5'],
      ['"mountain"', '0'],
    ],
  }),
);

/** A thousand rules over a text, a range of numbers and a boolean. */
export const THOUSAND = file(
  table({
    id: 'rate',
    inputs: [
      ['locality', 'string'],
      ['surface', 'number'],
      ['urgent', 'boolean'],
    ],
    rules: Array.from({ length: 1_000 }, (_, index) => {
      const band = index % 10;
      const locality = `"locality ${Math.floor(index / 20)}"`;
      return [locality, `[${band * 100}..${band * 100 + 100})`, String(index % 20 < 10), String(index)];
    }),
  }),
);
