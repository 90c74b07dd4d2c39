import type { AdHocDefinition, Expression } from '../kernel/graph.ts';
import { refuse } from './check-node.ts';
import { ANY_LIST, CONDITION, constant } from './expressions.ts';
import { outputVariable } from './loops.ts';
import { child, extension, idOf, list, text } from './model.ts';
import type { Reading } from './reading.ts';

/** What an ad-hoc subprocess begins with and when it is over. */
export function readAdHoc({ element, id, diagnostics, expressions }: Reading): AdHocDefinition {
  const zeebe = extension(element, 'zeebe:AdHoc');
  if (extension(element, 'zeebe:TaskDefinition') !== null) refuse(diagnostics, 'ad-hoc subprocess of a worker', id);
  for (const one of list(element, 'flowElements')) {
    if (one.$type !== 'bpmn:StartEvent' && one.$type !== 'bpmn:EndEvent') continue;
    const message = 'An ad-hoc subprocess has neither start nor end events (BPMN 2.0.2 §10.3.5).';
    diagnostics.error('bad-value', idOf(one) || id, message);
  }
  const completion = child(element, 'completionCondition');
  const output = text(zeebe, 'outputCollection');
  const given = text(zeebe, 'outputElement');
  if ((output === null) !== (given === null)) {
    diagnostics.error('missing-definition', id, 'outputCollection and outputElement belong together.');
  }
  return {
    active: expressions.optional(text(zeebe, 'activeElementsCollection'), id, ANY_LIST),
    manual: zeebe !== null,
    output,
    outputItem: given === null ? null : outputVariable(given),
    sequential: text(element, 'ordering') === 'Sequential',
    completion: completion === null ? null : expressions.formal(completion, id, CONDITION),
    cancelRemaining: element.cancelRemainingInstances !== false,
  };
}

/** What a flow gives that ends in an activity directly in an ad-hoc subprocess; null when nothing is collected. */
export function readCollected({ element, id, expressions }: Reading): Expression | null {
  const container = element.$parent;
  if (container?.$type !== 'bpmn:AdHocSubProcess' || element.triggeredByEvent === true) return null;
  const zeebe = extension(container, 'zeebe:AdHoc');
  if (text(zeebe, 'outputCollection') === null) return null;
  return expressions.optional(text(zeebe, 'outputElement'), id) ?? constant(null);
}
