import type { Diagnostics } from './diagnostics.ts';
import { isFeelLanguage } from './expressions.ts';
import { definitionsOf, type Element, flag, idOf, list, text } from './model.ts';

/** Says of everything that the metamodel table calls `reported` that it has no effect, and refuses extensions that must be understood. */
export function reportUnread(definitions: Element, executable: readonly Element[], diagnostics: Diagnostics): void {
  for (const extension of list(definitions, 'extensions')) {
    if (!flag(extension, 'mustUnderstand')) continue;
    const message = 'The file has an extension that must be understood (mustUnderstand="true") and is not.';
    diagnostics.error('unknown-extension', idOf(definitions) || null, message);
  }
  for (const one of list(definitions, 'imports')) {
    if (!/BPMN/.test(text(one, 'importType') ?? '')) continue;
    const message = 'Other models are not imported: deploy them too, their processes are called by id.';
    diagnostics.warning('no-effect', idOf(definitions) || null, message, { property: 'imports' }, one.$at);
  }
  const language = text(definitions, 'expressionLanguage');
  if (Object.hasOwn(definitions, 'expressionLanguage') && !isFeelLanguage(language)) {
    tell(diagnostics, definitions, 'expressionLanguage', 'Expressions are FEEL unless they say otherwise themselves.');
  }
  for (const process of executable) {
    for (const property of ['supportedInterfaceRef', 'ioBinding']) {
      if (process[property] !== undefined) tell(diagnostics, process, property, 'It is called as a process.');
    }
    if (list(process, 'resources').length > 0) tell(diagnostics, process, 'resources', 'Name them at the user tasks.');
    reportIn(process, diagnostics);
  }
}

function reportIn(container: Element, diagnostics: Diagnostics): void {
  for (const element of list(container, 'flowElements')) {
    const { $type } = element;
    if (element.isImmediate === false) tell(diagnostics, element, 'isImmediate', 'Tokens always pass at once.');
    if (element.renderings !== undefined)
      tell(diagnostics, element, 'renderings', 'Name a form (zeebe:formDefinition).');
    if (element.resources !== undefined && $type !== 'bpmn:UserTask') {
      tell(diagnostics, element, 'resources', 'Only user tasks are assigned to people.');
    }
    if ($type === 'bpmn:Transaction') reportTransaction(element, diagnostics);
    const waits = $type === 'bpmn:ReceiveTask' ? [element] : definitionsOf(element);
    const named = waits.some((one) => one.operationRef !== undefined && one.messageRef !== undefined);
    if (named) tell(diagnostics, element, 'operationRef', 'The message is the one that messageRef names.');
    if (element.flowElements !== undefined) reportIn(element, diagnostics);
  }
}

/** How a transaction is carried out is not chosen by the model. */
function reportTransaction(transaction: Element, diagnostics: Diagnostics): void {
  const method = text(transaction, 'method');
  if (method !== null && !/^\s*(##)?compensate\s*$/i.test(method)) {
    tell(diagnostics, transaction, 'method', 'Cancelling compensates what was done, whatever the method.');
  }
  if (text(transaction, 'protocol') === null) return;
  tell(
    diagnostics,
    transaction,
    'protocol',
    'No transaction is opened elsewhere: cancelling compensates what was done.',
  );
}

function tell(diagnostics: Diagnostics, element: Element, property: string, instead: string): void {
  const message = `${property} has no effect here. ${instead}`;
  diagnostics.warning('no-effect', idOf(element) || null, message, { property }, element.$at);
}
