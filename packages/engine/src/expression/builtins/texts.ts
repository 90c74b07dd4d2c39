import { integerOf, type Numeric } from '../numbers.ts';
import { pattern, replaceAll, splitAt } from '../patterns.ts';
import { round } from '../rounding.ts';
import type { Run } from '../run.ts';
import { textOf } from '../text-of.ts';
import type { Value } from '../values.ts';
import { define, type Signature } from './define.ts';

type One = readonly [string];
type Two = readonly [string, string];

/** Functions of texts (DMN 1.5, 10.3.4.3) and those that Camunda 8 documents besides. Characters are code points. */
export const TEXTS: readonly Signature[] = [
  define('string(from: any): string', ([from]: readonly [Value], run) =>
    from === null ? null : textOf(from, run.budget),
  ),
  define(
    'substring(string: string, start position: number, length?: number): string',
    ([text, start, length]: readonly [string, Numeric, Numeric | null], run) => {
      // the kit cuts positions and lengths to whole ones
      const position = integerOf(round(start, 0, 'down'));
      const count = length === null ? text.length : integerOf(round(length, 0, 'down'));
      if (position === null || position === 0 || count === null || count < 1) return null;
      run.budget.text(text);
      const characters = isPlain(text) ? text : [...text];
      const from = position > 0 ? position - 1 : characters.length + position;
      if (from < 0 || from >= Math.max(characters.length, 1)) return null;
      const part = characters.slice(from, from + count);
      return typeof part === 'string' ? part : part.join('');
    },
  ),
  define('string length(string: string): number', ([text]: One, run) => {
    run.budget.text(text);
    return isPlain(text) ? text.length : [...text].length;
  }),
  define('upper case(string: string): string', ([text]: One, run) => run.budget.text(text.toUpperCase())),
  define('lower case(string: string): string', ([text]: One, run) => run.budget.text(text.toLowerCase())),
  define('substring before(string: string, match: string): string', ([text, match]: Two, run) => {
    const at = run.budget.text(text).indexOf(match);
    return at < 0 ? '' : text.slice(0, at);
  }),
  define('substring after(string: string, match: string): string', ([text, match]: Two, run) => {
    const at = run.budget.text(text).indexOf(match);
    return at < 0 ? '' : text.slice(at + match.length);
  }),
  define('contains(string: string, match: string): boolean', ([text, match]: Two, run) =>
    run.budget.text(text).includes(match),
  ),
  define('starts with(string: string, match: string): boolean', ([text, match]: Two) => text.startsWith(match)),
  define('ends with(string: string, match: string): boolean', ([text, match]: Two) => text.endsWith(match)),
  define(
    'matches(input: string, pattern: string, flags?: string?): boolean',
    ([input, source, flags]: readonly [string, string, string | null], run) =>
      pattern(source, flags ?? '', input, run.budget)
        ?.matcher(input)
        .find() ?? null,
  ),
  define(
    'replace(input: string, pattern: string, replacement: string, flags?: string?): string',
    ([input, source, replacement, flags]: readonly [string, string, string, string | null], run) => {
      const expression = pattern(source, flags ?? '', input, run.budget);
      return expression && replaceAll(expression, input, replacement, flags?.includes('q') ?? false, run.budget);
    },
  ),
  define('split(string: string, delimiter: string): list', ([text, delimiter]: Two, run) => {
    const expression = pattern(delimiter, '', text, run.budget);
    return expression && splitAt(expression, text, run.budget);
  }),
  define('extract(string: string, pattern: string): list', ([text, source]: Two, run) => {
    const matcher = pattern(source, '', text, run.budget)?.matcher(text);
    if (!matcher) return null;
    const found: string[] = [];
    while (matcher.find()) {
      run.budget.spend(4);
      found.push(matcher.group() ?? '');
    }
    return found;
  }),
  define('string join(list: list, delimiter?: string?): string', join),
  // with prefix and suffix: Camunda 8's
  define('string join(list: list, delimiter: string?, prefix: string?, suffix: string?): string', join),
  define('trim(string: string): string', ([text]: One, run) => run.budget.text(text).trim()),
  define('is blank(string: string): boolean', ([text]: One, run) => run.budget.text(text).trim() === ''),
];

type Joined = readonly [readonly Value[], string | null, string | null, string | null];

function join([list, delimiter, prefix, suffix]: Joined, run: Run): string | null {
  const texts = list.filter((one) => one !== null);
  let length = (prefix?.length ?? 0) + (suffix?.length ?? 0);
  for (const one of texts) {
    if (typeof one !== 'string') return null;
    length += one.length + (delimiter?.length ?? 0);
    run.budget.spend(1);
    run.budget.length(length);
  }
  return run.budget.text(`${prefix ?? ''}${texts.join(delimiter ?? '')}${suffix ?? ''}`);
}

/** Without surrogates, a character is a unit. */
function isPlain(text: string): boolean {
  return !/[\uD800-\uDFFF]/.test(text);
}
