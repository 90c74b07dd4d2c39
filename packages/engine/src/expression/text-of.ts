import type { Budget } from './budget.ts';
import { isNumeric, numberText } from './numbers.ts';
import { temporalText } from './temporal-text.ts';
import { unicodePattern } from './unicode-pattern.ts';
import { FeelRange, isContext, isList, isTemporal, type Value } from './values.ts';

/** A name that FEEL reads without quotes. */
const PLAIN_NAME = unicodePattern(String.raw`^[\p{L}_][\p{L}\p{N}_ ]*$`);

/** The text of a value as `string()` gives it: texts themselves, other values as FEEL writes them. */
export function textOf(value: Value, budget: Budget): string {
  return typeof value === 'string' ? value : budget.text(literalOf(value, budget));
}

/** The value as FEEL would write it; long values are charged for. */
export function literalOf(value: Value, budget: Budget): string {
  budget.spend(1);
  if (value === null) return 'null';
  if (typeof value === 'string') return budget.text(`"${value.replace(/["\\]/g, '\\$&')}"`);
  if (typeof value === 'boolean') return String(value);
  if (isNumeric(value)) return numberText(value);
  if (isTemporal(value)) return temporalText(value);
  if (isList(value))
    return joined(
      '[',
      value.map((element) => literalOf(element, budget)),
      ']',
      budget,
    );
  if (value instanceof FeelRange) return rangeText(value, budget);
  if (!isContext(value)) return 'function';
  const entries = Object.keys(value).map((key) => {
    const name = PLAIN_NAME().test(key) ? key : `"${key.replace(/["\\]/g, '\\$&')}"`;
    return `${name}: ${literalOf(value[key] ?? null, budget)}`;
  });
  return joined('{', entries, '}', budget);
}

function joined(open: string, parts: readonly string[], close: string, budget: Budget): string {
  return budget.text(open + parts.join(', ') + close);
}

function rangeText({ start, end, startIncluded, endIncluded }: FeelRange, budget: Budget): string {
  const bound = (value: Value) =>
    value === null ? '' : isTemporal(value) ? `@"${temporalText(value)}"` : literalOf(value, budget);
  return `${startIncluded ? '[' : '('}${bound(start)}..${bound(end)}${endIncluded ? ']' : ')'}`;
}
