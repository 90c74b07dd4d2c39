import type { XmlElement } from './xml.ts';

export type DecisionDiagnosticCode =
  | 'dmn-xml'
  | 'dmn-too-large'
  | 'dmn-doctype'
  /** Not a DMN file. */
  | 'dmn-root'
  /** A part of DMN that is not carried out. */
  | 'dmn-unsupported'
  /** A part of DMN that is read and not checked. */
  | 'dmn-ignored'
  | 'dmn-incomplete'
  | 'dmn-duplicate-id'
  | 'dmn-reference'
  | 'dmn-cycle'
  | 'dmn-expression'
  | 'dmn-table';

/** What is wrong with a decision file, where. Lines and columns count from 1. */
export interface DecisionDiagnostic {
  readonly code: DecisionDiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly element: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly params?: Readonly<Record<string, string | number>>;
}

/** Collects what is found while a file is read. */
export class Findings {
  readonly diagnostics: DecisionDiagnostic[] = [];

  error(
    code: DecisionDiagnosticCode,
    message: string,
    at: XmlElement | null,
    params?: Record<string, string | number>,
  ) {
    this.#add('error', code, message, at, params);
  }

  warning(code: DecisionDiagnosticCode, message: string, at: XmlElement | null) {
    this.#add('warning', code, message, at);
  }

  get failed(): boolean {
    return this.diagnostics.some(({ severity }) => severity === 'error');
  }

  #add(
    severity: DecisionDiagnostic['severity'],
    code: DecisionDiagnosticCode,
    message: string,
    at: XmlElement | null,
    params?: Record<string, string | number>,
  ) {
    // a hostile file must not answer with as many diagnostics as it has cells
    if (this.diagnostics.length >= 200) return;
    const place = { element: at?.attributes.get('id') ?? null, line: at?.line ?? null, column: at?.column ?? null };
    this.diagnostics.push({ code, severity, message, ...place, ...(params ? { params } : {}) });
  }
}
