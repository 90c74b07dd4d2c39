import { FeelDate, FeelDateTime, FeelTime } from '../expression/temporal.ts';
import { readDate, readDateTime, readDuration, readTime } from '../expression/temporal-text.ts';
import { ANY, conforms, type FeelType } from '../expression/types.ts';
import { entryOf, isContext, isList, type Value } from '../expression/values.ts';
import type { TestCode } from './feel.ts';
import type { Session } from './session.ts';

/** A type of a decision file (DMN 1.5, 7.3.2): a FEEL type, a structure, a collection, or one with constraints. */
export interface ItemType {
  readonly name: string;
  readonly shape: ItemShape;
  /** What each value (each element of a collection) must satisfy. */
  readonly allowed: Constraint | null;
  /** What the value as a whole must satisfy. */
  readonly constraint: Constraint | null;
}

export type ItemShape =
  | { readonly kind: 'feel'; readonly type: FeelType }
  | { readonly kind: 'collection'; readonly element: ItemType }
  | { readonly kind: 'structure'; readonly components: ReadonlyMap<string, ItemType> }
  | { readonly kind: 'alias'; readonly of: ItemType };

export interface Constraint {
  readonly source: string;
  readonly test: TestCode;
}

/** Why a value is not of a type. */
export interface Misfit {
  readonly code: 'type' | 'allowed';
  readonly message: string;
}

export function feelItem(name: string, type: FeelType): ItemType {
  return { name, shape: { kind: 'feel', type }, allowed: null, constraint: null };
}

/**
 * A value as a type takes it (DMN 1.5, 10.3.2.9.4): a list of one for its element, one value for a list of it, a date
 * for its midnight. In sessions that began with JSON an ISO 8601 text stands for a date, time or duration. Null fits any type.
 * A context fits a structure only with all of its components (10.3.2.9.2), except where `partial` says that the giver may
 * have left out what is null.
 */
export function fit(
  value: Value,
  type: ItemType,
  session: Session,
  partial = false,
): { ok: true; value: Value } | { ok: false; misfit: Misfit } {
  if (value === null) return { ok: true, value };
  const shaped = fitShape(value, type, session, partial);
  if (!shaped.ok) return shaped;
  const wrong = firstWrong(shaped.value, type, session);
  return wrong === null ? shaped : { ok: false, misfit: { code: 'allowed', message: wrong } };
}

/** The quick answer for plain values of plain types; false may still mean that the value can be converted. */
export function fits(value: Value, { shape, allowed, constraint }: ItemType): boolean {
  if (shape.kind !== 'feel' || allowed !== null || constraint !== null) return false;
  return typeof value === shape.type.kind || (shape.type.kind !== 'list' && conforms(value, shape.type));
}

function fitShape(value: Value, type: ItemType, session: Session, partial: boolean): ReturnType<typeof fit> {
  const { shape } = type;
  switch (shape.kind) {
    case 'alias':
      return fit(value, shape.of, session, partial);
    case 'collection': {
      const elements: Value[] = [];
      for (const element of isList(value) ? value : [value]) {
        const found = fit(element, shape.element, session, partial);
        if (!found.ok) return found;
        elements.push(found.value);
      }
      return { ok: true, value: elements };
    }
    case 'structure': {
      const single = only(value);
      if (!isContext(single)) return misfit(type);
      const entries: { [name: string]: Value } = { ...single };
      for (const [name, component] of shape.components) {
        const given = entryOf(single, name);
        if (given === undefined && !partial) return misfit(type);
        const found = fit(given ?? null, component, session, partial);
        if (!found.ok) return found;
        entries[name] = found.value;
      }
      return { ok: true, value: entries };
    }
    case 'feel': {
      const found = fitFeel(value, shape.type, session);
      return found === undefined ? misfit(type) : { ok: true, value: found };
    }
    default:
      return shape satisfies never;
  }
}

function misfit(type: ItemType): { ok: false; misfit: Misfit } {
  return { ok: false, misfit: { code: 'type', message: `must be a ${type.name}` } };
}

function only(value: Value): Value {
  return isList(value) && value.length === 1 ? (value[0] ?? null) : value;
}

function fitFeel(value: Value, type: FeelType, session: Session): Value | undefined {
  if (conforms(value, type)) return value;
  if (type.kind === 'list') return fitElement(value, type.element);
  const single = only(value);
  if (single !== value && conforms(single, type)) return single;
  if (type.kind === 'date and time' && single instanceof FeelDate) {
    return new FeelDateTime(single, new FeelTime(0, 0, 0, 0, 0));
  }
  return session.json && typeof single === 'string' ? (readAs(single, type) ?? undefined) : undefined;
}

function fitElement(value: Value, element: FeelType): Value | undefined {
  return !isList(value) && conforms(value, element) ? [value] : undefined;
}

function readAs(text: string, type: FeelType): Value {
  switch (type.kind) {
    case 'date':
      return readDate(text);
    case 'time':
      return readTime(text);
    case 'date and time':
      return readDateTime(text);
    case 'duration':
      return readDuration(text);
    case 'days and time duration':
    case 'years and months duration': {
      const duration = readDuration(text);
      return duration !== null && conforms(duration, type) ? duration : null;
    }
    default:
      return null;
  }
}

function firstWrong(value: Value, type: ItemType, session: Session): string | null {
  if (type.constraint !== null && type.constraint.test(value, {}, session) !== true) {
    return `must satisfy ${type.constraint.source}`;
  }
  const { allowed } = type;
  if (allowed === null) return null;
  const parts = isList(value) ? value : [value];
  return parts.every((part) => allowed.test(part, {}, session) === true) ? null : `may be ${allowed.source}`;
}

/** The FEEL type that `instance of` understands; recursive structures are open where they return to themselves. */
export function feelTypeOf(type: ItemType, above: ReadonlySet<ItemType> = new Set()): FeelType {
  if (above.has(type)) return ANY;
  const inside = new Set(above).add(type);
  const { shape } = type;
  switch (shape.kind) {
    case 'feel':
      return shape.type;
    case 'alias':
      return feelTypeOf(shape.of, inside);
    case 'collection':
      return { kind: 'list', element: feelTypeOf(shape.element, inside) };
    case 'structure': {
      const entries = [...shape.components].map(([name, component]) => [name, feelTypeOf(component, inside)] as const);
      return { kind: 'context', entries: Object.fromEntries(entries) };
    }
    default:
      return shape satisfies never;
  }
}
