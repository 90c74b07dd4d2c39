import type { Element } from '../features/canvas/diagram.ts';
import { elements, type ModdleElement } from '../model/moddle.ts';

/** The model behind a drawn element. */
export function modelOf(element: Element): ModdleElement {
  return element.businessObject;
}

export function isOne(element: Element, ...types: readonly string[]): boolean {
  return types.some((type) => modelOf(element).$instanceOf(type));
}

/** The event definition of that type, when the element is an event with one. */
export function trigger(element: Element, type: string): ModdleElement | null {
  return elements(modelOf(element), 'eventDefinitions').find((definition) => definition.$type === type) ?? null;
}
