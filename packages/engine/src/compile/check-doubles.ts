import type { ProcessNode } from '../kernel/graph.ts';
import type { ElementKind } from '../kernel/kinds.ts';
import type { Diagnostics } from './diagnostics.ts';
import { child, type Element, extension, list, text } from './model.ts';
import { catchesCancel } from './multiple.ts';

/** Refuses what is said in two ways that cannot both be meant: one of them would be dropped. */
export function checkDoubles(element: Element, id: string, kind: ElementKind, diagnostics: Diagnostics): void {
  const refuse = (ways: readonly (string | null)[], what: string): void => {
    const given = ways.filter((way) => way !== null);
    if (given.length > 1) diagnostics.error('bad-value', id, `${given.join(' and ')} both say ${what}: keep one.`);
  };
  const has = (type: string, name: string) => (extension(element, type) === null ? null : name);
  const worker = has('zeebe:TaskDefinition', 'zeebe:taskDefinition');
  if (kind === 'businessRuleTask') {
    refuse([has('zeebe:CalledDecision', 'zeebe:calledDecision'), worker], 'how it is decided');
  }
  if (kind === 'scriptTask') {
    const script = text(element, 'script') === null ? null : 'script';
    refuse([has('zeebe:Script', 'zeebe:script'), script, worker], 'what it computes');
  }
  if (kind === 'userTask' && has('zeebe:AssignmentDefinition', '') !== null && list(element, 'resources').length > 0) {
    const message = 'Performers and potential owners have no effect beside zeebe:assignmentDefinition.';
    diagnostics.warning('no-effect', id, message, { property: 'resources' });
  }
  const form = extension(element, 'zeebe:FormDefinition');
  if (!diagnostics.stored) {
    refuse(
      ['formId', 'formKey', 'externalReference'].map((way) => (text(form, way) === null ? null : way)),
      'which form it has',
    );
  }
  const loop = child(element, 'loopCharacteristics');
  if (loop === null) return;
  const collection = extension(loop, 'zeebe:LoopCharacteristics') === null ? null : 'zeebe:loopCharacteristics';
  const input = child(loop, 'loopDataInputRef') === null ? null : 'loopDataInputRef';
  const count = child(loop, 'loopCardinality') === null ? null : 'loopCardinality';
  refuse([collection, input, count], 'how often it runs');
}

/**
 * Of several events that catch the same error, escalation or cancelling in one place only the first ever happens; a
 * message goes to one of those that wait for it, and nobody could tell to which.
 */
export function checkCatches(events: Iterable<ProcessNode>, diagnostics: Diagnostics): void {
  const caught = new Set<string>();
  for (const event of events) {
    const { id, trigger, error, escalation, message } = event;
    if (message !== null && !diagnostics.stored) {
      const { source } = message.name;
      const text = `Another event here waits for the message "${source.slice(0, 80)}" already: name another.`;
      if (caught.has(`message ${source}`)) diagnostics.error('bad-value', id, text, { property: 'messageRef' });
      caught.add(`message ${source}`);
    }
    if (catchesCancel(event)) {
      const text =
        'Another event here catches the cancellation of the transaction already: it never happens at this one.';
      if (caught.has('cancel')) diagnostics.warning('no-effect', id, text);
      caught.add('cancel');
    }
    if (trigger !== 'error' && trigger !== 'escalation') continue;
    const code = (trigger === 'error' ? error : escalation)?.code ?? null;
    const key = `${trigger} ${code?.source ?? ''}`;
    if (caught.has(key)) {
      const which = code === null ? `each ${trigger}` : `the ${trigger} "${code.source.slice(0, 80)}"`;
      diagnostics.warning('no-effect', id, `Another event here catches ${which} already: this one never happens.`);
    }
    caught.add(key);
  }
}

/** A message begins one instance of a process: two of its start events cannot both have it. */
export function checkMessageStarts(starts: readonly ProcessNode[], diagnostics: Diagnostics): void {
  const named = new Map<string, string>();
  for (const { id, message } of starts) {
    if (message === null) continue;
    const { source } = message.name;
    const other = named.get(source);
    if (other === undefined) named.set(source, id);
    else {
      const text = `${other} begins the process with the message "${source.slice(0, 80)}" already: name another.`;
      diagnostics.error('bad-value', id, text, { property: 'messageRef' });
    }
  }
}
