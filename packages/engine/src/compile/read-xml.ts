import type { Diagnostic, Position } from './diagnostics.ts';
import type { ModdleElement } from './moddle-element.ts';
import { type ForeignItem, scanXml } from './scan-xml.ts';

/** A BPMN file that has been read; `compile` makes processes of it. */
export interface Definitions {
  readonly root: ModdleElement;
  readonly positions: ReadonlyMap<string, Position>;
  readonly foreign: readonly ForeignItem[];
}

/**
 * Reads BPMN 2.0 XML of any origin. Never throws and never hangs: what is too large, too deep, not well-formed or not
 * BPMN is refused with a diagnostic, and every doubt of the reader becomes one. `definitions` is null when there is an
 * error.
 */
export async function read(xml: string): Promise<{ definitions: Definitions | null; diagnostics: Diagnostic[] }> {
  // Loaded by the first file that is read: hosts that only run stored processes do without.
  const { TreeBuilder } = await import('./tree-builder.ts');
  const { scan, diagnostics } = scanXml(xml, (found, namespaces) => new TreeBuilder(found, namespaces));
  if (scan === null) return { definitions: null, diagnostics };
  const { root, positions, foreign, found } = scan;
  const definitions = root === null || found.failed ? null : { root, positions, foreign };
  return { definitions, diagnostics: found.list };
}
