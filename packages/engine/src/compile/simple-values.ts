import { unicodePattern } from '../expression/unicode-pattern.ts';
import { CHOICES } from './element-types.ts';
import type { ModdleProperty } from './moddle-types.ts';

/** Attributes of type String here that BPMN's schema has as a name with a namespace. */
const QUALIFIED: ReadonlySet<string> = new Set(['bpmn:calledElement']);

const QUALIFIED_NAME = unicodePattern(String.raw`^\s*([\p{L}_][^\s:]*):([^\s:]+)\s*$`);

/** A value as XML Schema reads it; undefined when it is none of the property's type. */
export function simpleValue(
  { type, ns }: ModdleProperty,
  text: string,
  namespaces: (prefix: string) => string | undefined,
  targetNamespace: string,
): unknown {
  switch (type) {
    case 'Boolean':
      // some exporters write True and False
      return { true: true, '1': true, false: false, '0': false }[text.trim().toLowerCase()];
    case 'Integer':
      return /^\s*[+-]?\d{1,15}\s*$/.test(text) ? Number(text) : undefined;
    case 'Real':
      return Number.isFinite(Number(text)) && text.trim() !== '' ? Number(text) : undefined;
    case 'String':
      return QUALIFIED.has(ns.name) ? localName(text, namespaces, targetNamespace) : text;
    default:
      return CHOICES.get(type)?.has(text.trim()) === false ? undefined : text.trim();
  }
}

function localName(text: string, namespaces: (prefix: string) => string | undefined, targetNamespace: string): string {
  const [, prefix, local] = QUALIFIED_NAME().exec(text) ?? [];
  return prefix !== undefined && local !== undefined && namespaces(prefix) === targetNamespace ? local : text;
}
