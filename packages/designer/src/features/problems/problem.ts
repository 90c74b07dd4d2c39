import type { FileDiagnostic } from '../../api/designer-api.ts';

/** Findings of the browser and of the server in one list: errors first, each thing once. */
export function merged(...lists: readonly (readonly FileDiagnostic[])[]): readonly FileDiagnostic[] {
  const byKey = new Map<string, FileDiagnostic>();
  for (const problem of lists.flat()) {
    const key = [problem.code, problem.file, problem.element ?? `${problem.line}:${problem.column}`].join('|');
    if (!byKey.has(key)) byKey.set(key, problem);
  }
  const rank = (problem: FileDiagnostic): number => (problem.severity === 'error' ? 0 : 1);
  return [...byKey.values()].sort((a, b) => rank(a) - rank(b));
}

export function errorsOf(problems: readonly FileDiagnostic[]): readonly FileDiagnostic[] {
  return problems.filter((problem) => problem.severity === 'error');
}
