/** Where and why a text is no JSON; null when it is. `line` is 1-based. */
export interface JsonProblem {
  readonly line: number;
  readonly message: string;
}

/** Checks JSON text. Engines say the place as a position or as line and column: both are understood. */
export function jsonProblem(source: string): JsonProblem | null {
  try {
    JSON.parse(source);
    return null;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { line: lineOf(source, message), message: message.replace(/\s+in JSON at position.*$/, '') };
  }
}

function lineOf(source: string, message: string): number {
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  const before = position === undefined ? source : source.slice(0, Number(position));
  return before.split('\n').length;
}
