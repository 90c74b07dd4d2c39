/** Safe access to what the reader has built: a property that is missing or of another type is null or empty. */
import type { ModdleElement } from './moddle-element.ts';

export type Element = ModdleElement;

export function text(element: Element | null, property: string): string | null {
  const value = element?.[property];
  return typeof value === 'string' && value !== '' ? value : null;
}

export function flag(element: Element, property: string): boolean {
  return element[property] === true;
}

export function child(element: Element | null, property: string): Element | null {
  const value = element?.[property];
  return isElement(value) ? value : null;
}

export function list(element: Element | null, property: string): Element[] {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

export function idOf(element: Element): string {
  return text(element, 'id') ?? '';
}

/** The extension elements of a type, `zeebe:TaskDefinition`. */
export function extensions(element: Element, type: string): Element[] {
  return list(child(element, 'extensionElements'), 'values').filter((one) => one.$type === type);
}

export function extension(element: Element, type: string): Element | null {
  return extensions(element, type)[0] ?? null;
}

/** The event definitions of an event, its own and those it refers to. */
export function definitionsOf(element: Element): Element[] {
  return [...list(element, 'eventDefinitions'), ...list(element, 'eventDefinitionRef')];
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && '$type' in value;
}
