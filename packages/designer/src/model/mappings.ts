import { type ModdleElement, text } from './moddle.ts';

/** One `zeebe:input` or `zeebe:output`: what is read, and the name it gets. */
export interface Mapping {
  readonly target: string;
  readonly source: string;
}

/** Mappings as lines `name = expression`. */
export function formatMappings(mappings: readonly ModdleElement[]): string {
  return mappings
    .map((mapping) => `${text(mapping, 'target')} = ${text(mapping, 'source').replace(/^\s*=\s*/, '')}`)
    .join('\n');
}

/** Reads lines `name = expression`; the 1-based number of the first line that is none. Empty lines do not count. */
export function parseMappings(
  lines: string,
): { readonly ok: true; readonly mappings: readonly Mapping[] } | { readonly ok: false; readonly line: number } {
  const mappings: Mapping[] = [];
  for (const [index, line] of lines.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^\s*([^=\s][^=]*?)\s*=\s*(\S.*?)\s*$/.exec(line);
    if (match === null) return { ok: false, line: index + 1 };
    mappings.push({ target: match[1] as string, source: `=${match[2]}` });
  }
  return { ok: true, mappings };
}
