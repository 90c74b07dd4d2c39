/** What is wrong or doubtful in a model, and where. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  /** BPMN id of the nearest element that has one. */
  readonly element: string | null;
  /** Counted from 1. */
  readonly line: number | null;
  readonly column: number | null;
  readonly params?: { readonly [name: string]: string | number };
}

/** What may be wrong or doubtful in a model. */
export type DiagnosticCode =
  /** The file as XML. */
  | 'xml-too-large'
  | 'xml-too-deep'
  | 'xml-too-many-elements'
  | 'xml-too-many-attributes'
  | 'xml-too-many-namespaces'
  | 'xml-doctype'
  | 'xml-malformed'
  | 'xml-duplicate-id'
  | 'not-bpmn'
  | 'unknown-attribute'
  | 'unresolved-reference'
  | 'reader-warning'
  /** What the model says. */
  | 'no-process'
  | 'process-not-executable'
  | 'no-start'
  | 'several-starts'
  | 'unsupported'
  | 'foreign-engine'
  | 'foreign-extension'
  | 'unknown-extension'
  | 'missing-id'
  | 'dangling-flow'
  | 'flow-crosses-scope'
  | 'missing-reference'
  | 'missing-definition'
  | 'missing-condition'
  | 'bad-value'
  | 'expression-syntax'
  /** A name that nothing writes. */
  | 'expression-name'
  /** Something that cannot have a result with the types that are known. */
  | 'expression-type'
  | 'expression-language'
  | 'decision-unknown'
  | 'message-mismatch'
  | 'no-effect'
  | 'unreachable';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** What one file may say; a flood of warnings does not push an error out. */
const MOST = 500;

/** Collects diagnostics; positions come from the ids of the file. At most 500 are kept. */
export class Diagnostics {
  readonly list: Diagnostic[] = [];
  readonly #positions: ReadonlyMap<string, Position>;
  /** Of what the model gives no id. */
  readonly #unnamed = new Map<string, Position>();
  /** The model was checked when it was published: what a later version refuses does not stop its instances. */
  readonly stored: boolean;
  #failed = false;

  constructor(positions: ReadonlyMap<string, Position> = new Map(), stored = false) {
    this.#positions = positions;
    this.stored = stored;
  }

  /** `at`: where, when that is not where `element` begins. */
  error(
    code: DiagnosticCode,
    element: string | null,
    message: string,
    params?: Diagnostic['params'],
    at?: Position,
  ): void {
    this.#add('error', code, element, message, params, at);
  }

  warning(
    code: DiagnosticCode,
    element: string | null,
    message: string,
    params?: Diagnostic['params'],
    at?: Position,
  ): void {
    this.#add('warning', code, element, message, params, at);
  }

  /** Where something is that has no id in the file, by the id that it is given here. */
  place(id: string, at: Position | undefined): void {
    if (at !== undefined) this.#unnamed.set(id, at);
  }

  failedAt(element: string): boolean {
    return this.list.some((one) => one.severity === 'error' && one.element === element);
  }

  get failed(): boolean {
    return this.#failed;
  }

  #add(
    severity: Diagnostic['severity'],
    code: DiagnosticCode,
    element: string | null,
    message: string,
    params: Diagnostic['params'],
    at: Position | undefined,
  ): void {
    if (severity === 'error') this.#failed = true;
    if (this.list.length >= MOST) {
      const last = severity === 'error' ? this.list.findLastIndex((one) => one.severity === 'warning') : -1;
      if (last < 0) return;
      this.list.splice(last, 1);
    }
    const position =
      at ?? (element === null ? undefined : (this.#positions.get(element) ?? this.#unnamed.get(element)));
    this.list.push({
      code,
      severity,
      message,
      element,
      line: position?.line ?? null,
      column: position?.column ?? null,
      ...(params === undefined ? {} : { params }),
    });
  }
}
