import type { XmlElement, XmlProblem } from './xml.ts';

/** What may be wrong or doubtful in a DMN file. */
export type DecisionDiagnosticCode =
  | 'dmn-xml'
  | 'dmn-too-large'
  | 'dmn-doctype'
  /** Not a DMN file. */
  | 'dmn-root'
  /** A part of DMN that is not carried out. */
  | 'dmn-unsupported'
  | 'dmn-incomplete'
  | 'dmn-duplicate-id'
  | 'dmn-reference'
  | 'dmn-cycle'
  | 'dmn-expression'
  | 'dmn-table'
  /** A cell of another type than its column, or an expression whose types cannot have a result. */
  | 'dmn-type'
  /** A name that nothing declares, in a file that declares its input data. */
  | 'dmn-name'
  /** Two rules match the same values under UNIQUE. */
  | 'dmn-overlap'
  /** Values that no rule matches. */
  | 'dmn-gap'
  /** A rule that is never the answer. */
  | 'dmn-unreachable';

/** What is wrong with a decision file, where. Lines and columns count from 1. */
export interface DecisionDiagnostic {
  readonly code: DecisionDiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly element: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly params?: Readonly<Record<string, string | number>>;
  /** Name of the file, when several were read together. */
  readonly file?: string;
}

/** Collects what is found while a file is read. */
export class Findings {
  readonly diagnostics: DecisionDiagnostic[] = [];
  readonly #file: string | null;
  #errors = 0;

  constructor(file: string | null = null) {
    this.#file = file;
  }

  error(
    code: DecisionDiagnosticCode,
    message: string,
    at: XmlElement | null,
    params?: Record<string, string | number>,
  ) {
    this.#add('error', code, message, at, params);
  }

  warning(
    code: DecisionDiagnosticCode,
    message: string,
    at: XmlElement | null,
    params?: Record<string, string | number>,
  ) {
    this.#add('warning', code, message, at, params);
  }

  /** A problem of the text itself. */
  outside(problem: XmlProblem): void {
    this.#errors += 1;
    const file = this.#file === null ? {} : { file: this.#file };
    this.diagnostics.push({ severity: 'error', element: null, ...problem, ...file });
  }

  /** How many errors were found, those beyond the limit of what is kept included. */
  get errors(): number {
    return this.#errors;
  }

  #add(
    severity: DecisionDiagnostic['severity'],
    code: DecisionDiagnosticCode,
    message: string,
    at: XmlElement | null,
    params?: Record<string, string | number>,
  ) {
    if (severity === 'error') this.#errors += 1;
    // a hostile file must not answer with as many diagnostics as it has cells; warnings leave room for errors
    if (this.diagnostics.length >= (severity === 'error' ? 200 : 150)) return;
    const place = { element: at?.attributes.get('id') ?? null, line: at?.line ?? null, column: at?.column ?? null };
    this.diagnostics.push({
      code,
      severity,
      message,
      ...place,
      ...(params ? { params } : {}),
      ...(this.#file === null ? {} : { file: this.#file }),
    });
  }
}
