import type { FileDiagnostic } from '../../api/designer-api.ts';
import type { ElementRegistry, Overlays } from '../canvas/diagram.ts';

const TYPE = 'circula-problem';

/** Puts a marker with the number of findings on each element that has some; the list says what they are. */
export function markProblems(
  overlays: Overlays,
  registry: ElementRegistry,
  problems: readonly FileDiagnostic[],
  titleOf: (problems: readonly FileDiagnostic[]) => string,
): void {
  overlays.remove({ type: TYPE });
  for (const [element, found] of byElement(problems)) {
    const drawn = registry.get(element);
    if (drawn === undefined) continue;
    const marker = document.createElement('div');
    const worst = found.some((problem) => problem.severity === 'error') ? 'error' : 'warning';
    marker.className = `marker marker--${worst}`;
    marker.textContent = found.length === 1 ? '!' : String(found.length);
    marker.title = titleOf(found);
    const position = 'waypoints' in drawn ? { top: 0, left: 0 } : { top: -10, left: -10 };
    overlays.add(element, TYPE, { position, html: marker });
  }
}

function byElement(problems: readonly FileDiagnostic[]): ReadonlyMap<string, readonly FileDiagnostic[]> {
  const found = new Map<string, FileDiagnostic[]>();
  for (const problem of problems) {
    if (problem.element !== null) found.set(problem.element, [...(found.get(problem.element) ?? []), problem]);
  }
  return found;
}
