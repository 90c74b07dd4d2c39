import { compileExpression } from '../expression/index.ts';
import type { Outcome } from '../kernel/contracts.ts';
import type { Expression } from '../kernel/graph.ts';
import type { Json } from '../kernel/types.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type Element, text } from './model.ts';
import { attributeSupport } from './support.ts';

/** An expression that gives always the same. */
export function constant(value: Json, source: string = JSON.stringify(value)): Expression {
  const outcome = Object.freeze({ ok: true, value } as const);
  const message = `${source} is not true or false.`;
  const decided: Outcome<boolean> =
    typeof value === 'boolean' ? { ok: true, value } : { ok: false, code: 'condition-not-boolean', message };
  return Object.freeze({ source, reads: Object.freeze([]), evaluate: () => outcome, decide: () => decided });
}

/** Camunda 8's notation: FEEL after `=`, otherwise the text itself. Null when it cannot be compiled. */
export function notation(source: string, id: string, diagnostics: Diagnostics): Expression | null {
  const trimmed = source.trim();
  if (trimmed.startsWith('=')) return feel(trimmed.slice(1), id, diagnostics);
  if (isJuel(trimmed)) return refuseLanguage(trimmed, id, diagnostics);
  return constant(source, source);
}

/** As `notation`; null also when there is no text. */
export function optionalValue(source: string | null, id: string, diagnostics: Diagnostics): Expression | null {
  return source === null ? null : notation(source, id, diagnostics);
}

/** A formal expression that has to be FEEL, with or without `=`. */
export function formal(element: Element, id: string, diagnostics: Diagnostics): Expression | null {
  const source = (text(element, 'body') ?? '').trim();
  if (!isFeelLanguage(text(element, 'language')) || isJuel(source)) return refuseLanguage(source, id, diagnostics);
  return feel(source.startsWith('=') ? source.slice(1) : source, id, diagnostics);
}

export function isFeelLanguage(language: string | null): boolean {
  return language === null || /feel/i.test(language);
}

export function feel(source: string, id: string, diagnostics: Diagnostics): Expression | null {
  const compiled = compileExpression(source);
  if (compiled.ok) return compiled.expression;
  const position = compiled.position ?? 0;
  diagnostics.error('expression-syntax', id, `"${source.trim().slice(0, 120)}" is not FEEL: ${compiled.message}`, {
    expression: source.trim().slice(0, 200),
    position,
    reason: compiled.code,
  });
  return null;
}

function isJuel(source: string): boolean {
  return /^[$#]\{.*\}$/s.test(source);
}

function refuseLanguage(source: string, id: string, diagnostics: Diagnostics): null {
  const { reason, instead } = attributeSupport('expression language');
  const inner = /^[$#]\{(.*)\}$/s.exec(source)?.[1]?.trim();
  const hint =
    inner === undefined
      ? instead
      : `Write =${inner.replaceAll('==', '=').replaceAll('&&', ' and ').replaceAll('||', ' or ')}`;
  diagnostics.error('expression-language', id, `${reason} ${hint}`.slice(0, 300), { row: 'expression language' });
  return null;
}
