import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RequestTypeFiles } from '../domains/catalogue/index.ts';

const TAKEN =
  /^(service\.json|process\.bpmn|README\.md|(forms|decisions|documents|scenarios)\/[^/]+\.(form|dmn|html|json))$/;

/** The files of a request type's folder: path inside it, with slashes, to text. Anything else in the folder stays behind. */
export async function readRequestTypeFolder(folder: string): Promise<RequestTypeFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((name) => TAKEN.test(name))
    .sort();
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await readFile(path.join(folder, name), 'utf8')] as const)),
  );
}
