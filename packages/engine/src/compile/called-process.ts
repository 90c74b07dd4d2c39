import type { CallDefinition } from '../kernel/graph.ts';
import { readBinding } from './bindings.ts';
import { child, type Element, extension, flag, list, text } from './model.ts';
import type { Reading } from './reading.ts';

/** The process that a call activity starts, and what goes in and comes out. */
export function readCall({ element, id, diagnostics, expressions, file }: Reading): CallDefinition | null {
  const called = extension(element, 'zeebe:CalledElement');
  const plain = text(element, 'calledElement');
  const name = text(called, 'processId') ?? text(called, 'processIdExpression') ?? plain;
  if (name === null) {
    diagnostics.error(
      'missing-definition',
      id,
      'The call activity names no process. Add calledElement="…" or zeebe:calledElement.',
    );
    return null;
  }
  if (plain !== null && plain !== name) {
    const message = `calledElement="${plain}" has no effect: zeebe:calledElement names ${name}. Remove one of them.`;
    diagnostics.warning('no-effect', id, message, { property: 'calledElement' });
  }
  if (file.leftOut.has(name)) {
    const message = `It calls ${name}, which is in this file but left out because it is not executable or empty. Set isExecutable="true" there, or deploy ${name} from another file.`;
    diagnostics.warning('process-not-executable', id, message, { property: 'calledElement' });
  }
  const process = expressions.notation(name, id);
  const outputs = list(extension(element, 'zeebe:IoMapping'), 'outputParameters').length > 0;
  const binding = readBinding(called, id, diagnostics);
  if (process === null || binding === null) return null;
  return {
    process,
    binding,
    passAllVariables: called === null ? !bindsData(element) : called.propagateAllParentVariables !== false,
    returnAllVariables:
      called === null || called.propagateAllChildVariables === undefined
        ? !outputs
        : flag(called, 'propagateAllChildVariables'),
    businessId: expressions.optional(text(called, 'businessId'), id),
  };
}

/** Data inputs that are filled say what the called process gets; in a repeated activity they are not its own. */
function bindsData(element: Element): boolean {
  const filled = list(element, 'dataInputAssociations').some(
    (one) => child(one, 'targetRef')?.$type === 'bpmn:DataInput',
  );
  return filled && child(element, 'loopCharacteristics') === null;
}
