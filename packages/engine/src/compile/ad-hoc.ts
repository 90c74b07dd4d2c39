import type { AdHocDefinition } from '../kernel/graph.ts';
import { refuse } from './check-node.ts';
import { ANY_LIST, CONDITION } from './expressions.ts';
import { child, extension, idOf, list, text } from './model.ts';
import type { Reading } from './node-details.ts';

/** What an ad-hoc subprocess begins with and when it is over. */
export function readAdHoc({ element, id, diagnostics, expressions }: Reading): AdHocDefinition {
  const zeebe = extension(element, 'zeebe:AdHoc');
  if (text(zeebe, 'outputCollection') !== null) refuse(diagnostics, 'zeebe:adHoc outputCollection', id);
  for (const one of list(element, 'flowElements')) {
    const inside = one.$type === 'bpmn:SubProcess' && one.triggeredByEvent === true;
    if (inside) diagnostics.error('bad-value', idOf(one) || id, 'An ad-hoc subprocess has no event subprocesses here.');
    if (one.$type !== 'bpmn:StartEvent' && one.$type !== 'bpmn:EndEvent') continue;
    const message = 'An ad-hoc subprocess has neither start nor end events (BPMN 2.0.2 §10.3.5).';
    diagnostics.error('bad-value', idOf(one) || id, message);
  }
  const completion = child(element, 'completionCondition');
  return {
    active: expressions.optional(text(zeebe, 'activeElementsCollection'), id, ANY_LIST),
    sequential: text(element, 'ordering') === 'Sequential',
    completion: completion === null ? null : expressions.formal(completion, id, CONDITION),
    cancelRemaining: element.cancelRemainingInstances !== false,
  };
}
