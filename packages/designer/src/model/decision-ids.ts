import { type ProcessFiles, pathsOf } from './process-files.ts';

/** Ids of the decisions in the type's DMN files, in the order of the files. */
export function decisionIds(files: ProcessFiles): readonly string[] {
  return pathsOf(files, 'decision').flatMap((path) =>
    [...(files[path] ?? '').matchAll(/<(?:[\w-]+:)?decision\s[^>]*?\bid="([^"]+)"/g)].map(([, id]) => id as string),
  );
}
