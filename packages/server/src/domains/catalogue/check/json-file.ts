import type { Diagnostic } from '../schemas.ts';

const MAX_DEPTH = 64;

/** Reads a JSON file of a request type: the value, or a diagnostic that names the line. Refuses hostile shapes. */
export function readJsonFile(file: string, text: string): { value: unknown; diagnostic: Diagnostic | null } {
  const refuse = (code: string, message: string, offset: number | null) => ({
    value: undefined,
    diagnostic: diagnose(file, code, message, { line: offset === null ? null : lineAt(text, offset) }),
  });
  if (tooDeep(text)) return refuse('json-too-deep', `JSON is nested more than ${MAX_DEPTH} deep`, null);
  try {
    const value: unknown = JSON.parse(text, (key, inner) => {
      if (key === '__proto__') throw new Error('The name __proto__ is not available');
      return inner;
    });
    return { value, diagnostic: null };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = /position (\d+)/.exec(message)?.[1];
    return refuse('json-malformed', message, position === undefined ? null : Number(position));
  }
}

/** The line of a JSON pointer in the text, found by walking its names forwards; null when a name is missing. */
export function lineOfPointer(text: string, pointer: string): number | null {
  let offset = 0;
  for (const part of pointer.split('/').slice(1)) {
    if (/^\d+$/.test(part)) continue;
    const found = text.indexOf(`"${part}"`, offset);
    if (found === -1) break;
    offset = found;
  }
  return lineAt(text, offset);
}

/** A diagnostic of a file, with what is not known left null. */
export function diagnose(
  file: string | null,
  code: string,
  message: string,
  more: {
    readonly element?: string | null;
    readonly line?: number | null;
    readonly column?: number | null;
    readonly severity?: 'error' | 'warning';
    readonly params?: { [name: string]: string | number };
  } = {},
): Diagnostic {
  return {
    code,
    severity: more.severity ?? 'error',
    message,
    file,
    element: more.element ?? null,
    line: more.line ?? null,
    column: more.column ?? null,
    ...(more.params === undefined ? {} : { params: more.params }),
  };
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

function tooDeep(text: string): boolean {
  let depth = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted && character === '\\') index += 1;
    else if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '{' || character === '[')) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (!quoted && (character === '}' || character === ']')) depth -= 1;
  }
  return false;
}
