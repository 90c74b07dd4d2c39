import { type Diagnostic, Diagnostics, type Position } from './diagnostics.ts';
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
  const { scan, diagnostics } = scanXml(xml);
  if (scan === null) return { definitions: null, diagnostics };
  const found = new Diagnostics(scan.positions);
  try {
    // Loaded by the first file that is read: hosts that only run stored processes do without.
    const { moddle } = await import('./bpmn-types.ts');
    const { rootElement, warnings } = await moddle.fromXML(xml, 'bpmn:Definitions', { lax: false });
    for (const warning of warnings) {
      const element = idNear(warning.element);
      const { property = '', value = '' } = warning;
      const params = { property, value: value.slice(0, 100) };
      if (warning.message.startsWith('unresolved reference')) {
        // the diagram only draws; what it refers to does not influence execution
        const severity = isDiagram(warning.element) ? 'warning' : 'error';
        found[severity](
          'unresolved-reference',
          element,
          `${property} refers to "${params.value}", which does not exist.`,
          params,
        );
      } else if (warning.message.startsWith('unknown attribute')) {
        found.warning(
          'unknown-attribute',
          element,
          `The attribute ${property} is not known here and has no effect.`,
          params,
        );
      } else {
        found.warning('reader-warning', element, warning.message.slice(0, 300));
      }
    }
    const definitions = { root: rootElement, positions: scan.positions, foreign: scan.foreign };
    return { definitions: found.failed ? null : definitions, diagnostics: found.list };
  } catch (error) {
    return { definitions: null, diagnostics: [...found.list, unreadable(error)] };
  }
}

function idNear(element: ModdleElement | undefined): string | null {
  for (let at = element; at !== undefined; at = at.$parent) if (typeof at.id === 'string') return at.id;
  return null;
}

function isDiagram(element: ModdleElement | undefined): boolean {
  return element !== undefined && /^(bpmndi|di|dc):/.test(element.$type);
}

/** The reader reports by exception; its text holds line and column, counted from 0. */
function unreadable(error: unknown): Diagnostic {
  const text = error instanceof Error ? error.message : String(error);
  const at = /line: (\d+)\s+column: (\d+)/.exec(text);
  const reason = /nested error: (.*)/.exec(text)?.[1] ?? text.split('\n')[0] ?? text;
  return {
    code: 'not-bpmn',
    severity: 'error',
    message: `The file is not BPMN 2.0: ${reason.slice(0, 300)}.`,
    element: null,
    line: at === null ? null : Number(at[1]) + 1,
    column: at === null ? null : Number(at[2]) + 1,
  };
}
