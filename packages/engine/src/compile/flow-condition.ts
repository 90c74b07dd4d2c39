import type { Diagnostics } from './diagnostics.ts';
import { child, type Element, text } from './model.ts';

/** The condition of a sequence flow. Modelers leave an empty one behind when its text is deleted: it counts as none. */
export function conditionOf(flow: Element, id: string, diagnostics: Diagnostics): Element | null {
  const condition = child(flow, 'conditionExpression');
  if (condition === null || (text(condition, 'body') ?? '').trim() !== '') return condition;
  const message = 'The condition is empty and has no effect.';
  diagnostics.warning('no-effect', id, message, { property: 'conditionExpression' });
  return null;
}
