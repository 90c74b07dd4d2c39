/** The files of a request type: path inside its folder → text. */
export type ProcessFiles = Readonly<Record<string, string>>;

export type FileKind = 'process' | 'service' | 'form' | 'decision' | 'document' | 'scenario' | 'other';

export const PROCESS_FILE = 'process.bpmn';
export const SERVICE_FILE = 'service.json';

/** What a file of a request type is, told by its path. */
export function fileKind(path: string): FileKind {
  if (path === SERVICE_FILE) return 'service';
  if (path.endsWith('.bpmn')) return 'process';
  if (path.startsWith('forms/')) return 'form';
  if (path.startsWith('decisions/')) return 'decision';
  if (path.startsWith('documents/')) return 'document';
  if (path.startsWith('scenarios/')) return 'scenario';
  return 'other';
}

/** Paths of one kind, in alphabetical order. */
export function pathsOf(files: ProcessFiles, kind: FileKind): readonly string[] {
  return Object.keys(files)
    .filter((path) => fileKind(path) === kind)
    .sort();
}

/** `forms/verificare.form` → `verificare`. */
export function idOfPath(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
}
