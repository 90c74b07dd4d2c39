import circulaDescriptor from '@circula/engine/circula.json' with { type: 'json' };
import { BpmnModdle } from 'bpmn-moddle';
import zeebeDescriptor from 'zeebe-bpmn-moddle/resources/zeebe.json' with { type: 'json' };

/** An element of a BPMN model as bpmn-moddle holds it. Properties are read with `get`, so defaults apply. */
export interface ModdleElement {
  readonly $type: string;
  $parent?: ModdleElement | undefined;
  readonly $attrs: Readonly<Record<string, unknown>>;
  $instanceOf(type: string): boolean;
  get(property: string): unknown;
  set(property: string, value: unknown): void;
}

/** Makes elements of the model's types; both a bpmn-moddle instance and bpmn-js' `bpmnFactory` are one. */
export interface ElementMaker {
  create(type: string, attributes?: Record<string, unknown>): ModdleElement;
}

/** The two extension vocabularies of the dialect, as bpmn-moddle and bpmn-js take them. */
export const moddleExtensions: Readonly<Record<string, unknown>> = {
  zeebe: zeebeDescriptor,
  circula: circulaDescriptor,
};

/** Reads and writes the dialect, and makes its elements. */
export interface Moddle extends ElementMaker {
  fromXML(xml: string): Promise<{ readonly rootElement: ModdleElement; readonly warnings: readonly unknown[] }>;
  toXML(element: ModdleElement, options: { readonly format: boolean }): Promise<{ readonly xml: string }>;
}

/** A new reader and writer of the dialect. */
export function createModdle(): Moddle {
  return new BpmnModdle({ ...moddleExtensions }) as unknown as Moddle;
}

/** Reads a model; throws what bpmn-moddle throws when the text is no BPMN. */
export async function readDefinitions(xml: string): Promise<ModdleElement> {
  const { rootElement } = await createModdle().fromXML(xml);
  return rootElement;
}

/** The text of a string property, or '' when the property is absent or no string. */
export function text(element: ModdleElement | null | undefined, property: string): string {
  const value = element?.get(property);
  return typeof value === 'string' ? value : '';
}

/** The elements of a many-valued property. */
export function elements(element: ModdleElement | null | undefined, property: string): readonly ModdleElement[] {
  const value = element?.get(property);
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The element that a single-valued property holds or refers to. */
export function element(of: ModdleElement | null | undefined, property: string): ModdleElement | null {
  const value = of?.get(property);
  return isElement(value) ? value : null;
}

function isElement(value: unknown): value is ModdleElement {
  return typeof value === 'object' && value !== null && '$type' in value;
}
