import type { CallDefinition } from '../kernel/graph.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type Element, text } from './model.ts';

/** Which version of a process, decision or form an extension element means; null when it does not say it rightly. */
export function readBinding(
  called: Element | null,
  id: string,
  diagnostics: Diagnostics,
): CallDefinition['binding'] | null {
  const type = text(called, 'bindingType') ?? 'latest';
  const tag = text(called, 'versionTag');
  if (type === 'latest' || type === 'deployment') return { type };
  if (type !== 'versionTag') {
    diagnostics.error('bad-value', id, `The binding type "${type}" is none of latest, deployment and versionTag.`);
    return null;
  }
  if (tag !== null) return { type, tag };
  diagnostics.error('missing-definition', id, 'A binding by version tag needs a versionTag.');
  return null;
}
