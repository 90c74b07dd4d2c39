import type { XmlElement } from '../packages/engine/src/decision/xml.ts';
import {
  Budget,
  Decimal,
  equals,
  type FeelValue,
  isContext,
  isList,
  isNumeric,
  literalOf,
  numberOf,
  readDate,
  readDateTime,
  readDuration,
  readTime,
} from '../packages/engine/src/expression/feel-values.ts';

/** The value that an `inputNode`, `expected`, `component` or `item` of a test file describes. */
export function valueIn(element: XmlElement): FeelValue {
  if (element.attributes.get('xsi:nil') === 'true') return null;
  const components = element.children.filter(({ name }) => name === 'component');
  if (components.length > 0) {
    return Object.fromEntries(components.map((one) => [one.attributes.get('name') ?? '', valueIn(one)]));
  }
  const [first] = element.children.filter(({ name }) => name === 'list' || name === 'value');
  if (!first || first.attributes.get('xsi:nil') === 'true') return null;
  if (first.name === 'list') return first.children.filter(({ name }) => name === 'item').map(valueIn);
  return scalar(first.text, first.attributes.get('xsi:type')?.replace(/^\w+:/, ''));
}

function scalar(text: string, type: string | undefined): FeelValue {
  const trimmed = text.trim();
  switch (type) {
    case 'boolean':
      return trimmed === 'true' || trimmed === '1';
    case 'decimal':
    case 'double':
    case 'float':
    case 'integer':
    case 'int':
    case 'long':
      return numberOf(trimmed);
    case 'date':
      return readDate(trimmed);
    case 'time':
      return readTime(trimmed);
    case 'dateTime':
      return readDateTime(trimmed);
    case 'duration':
    case 'dayTimeDuration':
    case 'yearMonthDuration':
      return readDuration(trimmed);
    default:
      return text;
  }
}

/** Numbers of the kit are written to so many decimals; results are compared to eight. */
const TOLERANCE = 1e-8;

/** Whether a result is what a test expects. */
export function agrees(found: FeelValue, expected: FeelValue): boolean {
  if (expected === null || found === null) return found === expected;
  if (isNumeric(expected)) return isNumeric(found) && near(found, expected);
  if (isList(expected)) {
    if (!isList(found) || found.length !== expected.length) return false;
    return expected.every((one, index) => agrees(found[index] ?? null, one));
  }
  if (isContext(expected)) {
    if (!isContext(found)) return false;
    const names = new Set([...Object.keys(expected), ...Object.keys(found)]);
    return [...names].every((name) => agrees(found[name] ?? null, expected[name] ?? null));
  }
  return equals(found, expected, new Budget()) === true;
}

function near(found: number | InstanceType<typeof Decimal>, expected: typeof found): boolean {
  const difference = new Decimal(found).minus(expected).abs();
  return difference.lessThanOrEqualTo(Decimal.max(1, new Decimal(expected).abs()).times(TOLERANCE));
}

export function shownValue(value: FeelValue): string {
  try {
    return value === null ? 'null' : literalOf(value, new Budget());
  } catch (error) {
    return `(${String(error)})`;
  }
}
