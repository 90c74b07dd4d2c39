import { compileExpression } from '@circula/engine';
import type { Issue } from './field-kind.ts';
import type { Answer, Field } from './form.ts';

/** Characters that no single answer exceeds, whatever the form says. */
export const MAX_TEXT = 10_000;

const matcher = compileExpression('matches(text, pattern)');

/** Whether the whole text matches; null for a pattern that is not supported. Linear time, whoever wrote the pattern. */
export function matchesWhole(text: string, pattern: string): boolean | null {
  if (!matcher.ok) return null;
  const result = matcher.expression.evaluate({ text, pattern: `^(?:${pattern})$` }, { at: 0 });
  return result.ok && typeof result.value === 'boolean' ? result.value : null;
}

/** Length and pattern of a text. Lengths count characters as people do, not code units. */
export function checkText(value: Answer, field: Field): readonly Issue[] {
  if (typeof value !== 'string') return [{ code: 'wrong-type' }];
  const { minLength, maxLength = MAX_TEXT, pattern } = field.validate;
  const length = [...value.trim()].length;
  if (minLength !== undefined && length < minLength) return [{ code: 'too-short', params: { minLength } }];
  if (length > maxLength) return [{ code: 'too-long', params: { maxLength } }];
  if (pattern !== undefined && matchesWhole(value.trim(), pattern) !== true) return [{ code: 'pattern' }];
  return [];
}

/** JSON Schema of a text with these rules. */
export function textSchema(field: Field): Record<string, unknown> {
  const { minLength, maxLength = MAX_TEXT } = field.validate;
  return { type: 'string', maxLength, ...(minLength === undefined ? {} : { minLength }) };
}
