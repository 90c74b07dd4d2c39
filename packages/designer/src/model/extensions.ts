import { type ElementMaker, element, elements, type ModdleElement, text } from './moddle.ts';

/** The first extension element of a type, e.g. `zeebe:FormDefinition`. */
export function extension(of: ModdleElement, type: string): ModdleElement | null {
  return elements(element(of, 'extensionElements'), 'values').find((value) => value.$type === type) ?? null;
}

/** What to do with the extension elements of a type: replace the first by one with these attributes, or remove it. */
export interface ExtensionChange {
  readonly type: string;
  readonly attributes: Readonly<Record<string, unknown>> | null;
}

/**
 * The extension elements after the changes, as a new `bpmn:ExtensionElements` (or undefined when nothing is left), so
 * that setting it is one undoable change. Everything the changes do not name is carried over untouched and in order,
 * attributes of other tools included.
 */
export function withExtensions(
  of: ModdleElement,
  changes: readonly ExtensionChange[],
  make: ElementMaker,
): ModdleElement | undefined {
  let values = [...elements(element(of, 'extensionElements'), 'values')];
  for (const { type, attributes } of changes) {
    const index = values.findIndex((value) => value.$type === type);
    if (attributes === null) {
      values = values.filter((value) => value.$type !== type);
      continue;
    }
    const before = index < 0 ? {} : copied(values[index] as ModdleElement);
    const next = make.create(type, withoutUndefined({ ...before, ...attributes }));
    if (index < 0) values.push(next);
    else values[index] = next;
  }
  if (values.length === 0) return undefined;
  const container = make.create('bpmn:ExtensionElements', { values });
  container.$parent = of;
  for (const value of values) value.$parent = container;
  return container;
}

/** Own properties and foreign attributes of an element; children keep their identity. */
function copied(from: ModdleElement): Record<string, unknown> {
  const own = Object.entries(from as unknown as Record<string, unknown>).filter(([name]) => !name.startsWith('$'));
  return { ...from.$attrs, ...Object.fromEntries(own) };
}

function withoutUndefined(attributes: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));
}

/** Headers of an automatic step (`zeebe:taskHeaders`) by key. */
export function headers(of: ModdleElement): Readonly<Record<string, string>> {
  const list = elements(extension(of, 'zeebe:TaskHeaders'), 'values');
  return Object.fromEntries(list.map((header) => [text(header, 'key'), text(header, 'value')]));
}
