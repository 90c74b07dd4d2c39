import { DecisionStop } from './decision-stop.ts';
import type { Findings } from './diagnostic.ts';
import type { Names } from './feel.ts';
import type { ItemType } from './item-type.ts';
import type { Logic } from './model.ts';
import type { XmlElement } from './xml.ts';

/** What the reader of a decision's logic knows around it. */
export interface Reading {
  readonly findings: Findings;
  /** Id and name of the decision or knowledge model that the logic belongs to. */
  readonly owner: { readonly id: string; readonly name: string };
  /** Names in scope. */
  readonly names: Names;
  /** Whether the file declares input data; without it any name may be the caller's. */
  readonly declared: boolean;
  /** The type that a reference means; reports an unknown one. Null for none. */
  typeOf(reference: string | undefined, at: XmlElement): ItemType | null;
  /** Types by name, for `instance of`. */
  readonly types: ReadonlyMap<string, ItemType>;
}

/** Compiles the expression that an element must hold. */
export type CompileInside = (element: XmlElement | null, at: XmlElement, reading: Reading) => Logic;

/** The same place with more names in scope. */
export function withNames(reading: Reading, names: Iterable<readonly [string, ItemType | null]>): Reading {
  return { ...reading, names: new Map([...reading.names, ...names]) };
}

/** Logic that was refused when the file was read: it never answers. */
export function refused(message: string): Logic {
  return () => {
    throw new DecisionStop('decision-refused', message, null);
  };
}

export function named(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

export function only(element: XmlElement, name: string): XmlElement | null {
  return element.children.find((child) => child.name === name) ?? null;
}

/** The text of an element's `text` child, without the white space around it. */
export function textOf(element: XmlElement): string {
  return only(element, 'text')?.text.trim() ?? '';
}

/** Type references were elements' attributes from DMN 1.1 on, and are children in item definitions. */
export function typeRefOf(element: XmlElement): string | undefined {
  return element.attributes.get('typeRef') ?? only(element, 'typeRef')?.text.trim();
}

const FEEL =
  /^(feel|https?:\/\/(www\.)?omg\.org\/spec\/(DMN\/\d+\/)?(FEEL)\/?.*|https?:\/\/www\.omg\.org\/spec\/FEEL\/.*)$/i;

/** Whether the element is written in FEEL; reports any other language. */
export function isFeel(element: XmlElement, findings: Findings): boolean {
  const language = element.attributes.get('expressionLanguage');
  if (language === undefined || language === '' || FEEL.test(language)) return true;
  findings.error('dmn-unsupported', `The expression language "${language}" is not carried out; write FEEL.`, element);
  return false;
}
