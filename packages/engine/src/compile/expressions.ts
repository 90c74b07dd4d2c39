import { compileExpression, type FeelType, type HostFunctions } from '../expression/index.ts';
import type { Outcome } from '../kernel/contracts.ts';
import type { Expression } from '../kernel/graph.ts';
import type { Json } from '../kernel/types.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type Element, text } from './model.ts';
import { attributeSupport } from './support.ts';

/** A FEEL expression of the model, and where it stands. */
export interface NotedExpression {
  /** Id of the element or sequence flow. */
  readonly element: string;
  readonly expression: Expression;
  /** What it has to yield; null when anything will do. */
  readonly expects: FeelType | null;
}

export const CONDITION: FeelType = { kind: 'boolean' };
export const ANY_LIST: FeelType = { kind: 'list', element: { kind: 'any' } };
export const COUNT: FeelType = { kind: 'number' };

/** Compiles the expressions of one model and keeps a list of them. Those that are not FEEL have a diagnostic. */
export class Expressions {
  /** In the order of the model. */
  readonly noted: NotedExpression[] = [];
  readonly #diagnostics: Diagnostics;
  readonly #functions: HostFunctions;
  readonly #language: string | null;

  /** `language`: of the formal expressions that name none themselves; null: FEEL. */
  constructor(diagnostics: Diagnostics, functions: HostFunctions, language: string | null = null) {
    this.#diagnostics = diagnostics;
    this.#functions = functions;
    this.#language = language;
  }

  /** Camunda 8's notation: FEEL after `=`, otherwise the text itself. Null when it cannot be compiled. */
  notation(source: string, id: string, expects: FeelType | null = null): Expression | null {
    const trimmed = source.trim();
    if (trimmed.startsWith('=')) return this.feel(trimmed.slice(1), id, expects);
    if (isJuel(trimmed)) return this.#refuseLanguage(trimmed, id);
    return constant(source, source);
  }

  /** As `notation`; null also when there is no text. */
  optional(source: string | null, id: string, expects: FeelType | null = null): Expression | null {
    return source === null ? null : this.notation(source, id, expects);
  }

  /** A formal expression that has to be FEEL, with or without `=`. */
  formal(element: Element, id: string, expects: FeelType | null = null): Expression | null {
    const source = (text(element, 'body') ?? '').trim();
    const language = text(element, 'language') ?? (source.startsWith('=') ? null : this.#language);
    if (!isFeelLanguage(language) || isJuel(source)) return this.#refuseLanguage(source, id, language);
    return this.feel(source.startsWith('=') ? source.slice(1) : source, id, expects);
  }

  feel(source: string, id: string, expects: FeelType | null = null): Expression | null {
    const compiled = compileExpression(source, { functions: this.#functions, openNames: true });
    if (compiled.ok) {
      this.noted.push({ element: id, expression: compiled.expression, expects });
      return compiled.expression;
    }
    const position = compiled.position ?? 0;
    const shown = source.trim().slice(0, 120);
    const what = compiled.code === 'expression-syntax' ? 'is not FEEL' : 'has no result';
    this.#diagnostics.error('expression-syntax', id, `"${shown}" ${what}: ${compiled.message}`, {
      expression: source.trim().slice(0, 200),
      position,
      reason: compiled.code,
    });
    return null;
  }

  #refuseLanguage(source: string, id: string, language: string | null = null): null {
    const { reason, instead } = attributeSupport('expression language');
    const inner = /^[$#]\{(.*)\}$/s.exec(source)?.[1]?.trim();
    const hint =
      inner === undefined
        ? instead
        : `Write =${inner.replaceAll('==', '=').replaceAll('&&', ' and ').replaceAll('||', ' or ')}`;
    const named = language === null || isFeelLanguage(language) ? '' : ` (here it is ${language.slice(0, 60)})`;
    this.#diagnostics.error('expression-language', id, `${reason}${named} ${hint}`.slice(0, 300), {
      row: 'expression language',
    });
    return null;
  }
}

/** An expression that gives always the same. */
export function constant(value: Json, source: string = JSON.stringify(value)): Expression {
  const outcome = Object.freeze({ ok: true, value } as const);
  const message = `${source} is not true or false.`;
  const decided: Outcome<boolean> =
    typeof value === 'boolean' ? { ok: true, value } : { ok: false, code: 'condition-not-boolean', message };
  return Object.freeze({ source, reads: Object.freeze([]), evaluate: () => outcome, decide: () => decided });
}

export function isFeelLanguage(language: string | null): boolean {
  return language === null || /feel/i.test(language);
}

function isJuel(source: string): boolean {
  return /^[$#]\{.*\}$/s.test(source);
}
