import { LIMITS, Stop } from '../expression/budget.ts';
import { FeelRange, isContext, isList, type Value } from '../expression/values.ts';
import type { Logic, Scope } from './model.ts';
import { type CompileInside, only, type Reading, withNames } from './reading.ts';
import type { Session } from './session.ts';
import type { XmlElement } from './xml.ts';

/** `if`, `then`, `else` (DMN 1.5, 10.2.2): null counts as false, what is no boolean has no answer. */
export function boxedConditional(element: XmlElement, reading: Reading, inside: CompileInside): Logic {
  const [condition, then, otherwise] = ['if', 'then', 'else'].map((name) =>
    inside(only(element, name), element, reading),
  ) as [Logic, Logic, Logic];
  return (scope, session) => {
    const found = condition(scope, session);
    if (found === true) return then(scope, session);
    return found === false || found === null ? otherwise(scope, session) : null;
  };
}

/** Elements for which `match` is true; a number picks one element, anything else has no answer (10.2.2). */
export function boxedFilter(element: XmlElement, reading: Reading, inside: CompileInside): Logic {
  const list = inside(only(element, 'in'), element, reading);
  const match = inside(only(element, 'match'), element, withNames(reading, [['item', null]]));
  return (scope, session) => {
    const elements = elementsOf(list(scope, session), session) ?? [];
    const first = match(within(scope, elements[0] ?? null), session);
    if (typeof first === 'number') return elements.at(first > 0 ? first - 1 : first) ?? null;
    const chosen: Value[] = [];
    for (const [index, one] of elements.entries()) {
      session.time.budget.spend(1);
      const found = index === 0 ? first : match(within(scope, one), session);
      if (found === true) chosen.push(one);
      else if (found !== false && found !== null) return null;
    }
    return chosen;
  };
}

function within(scope: Scope, item: Value): Scope {
  return isContext(item) ? { ...scope, ...item, item } : { ...scope, item };
}

/** The results for all elements, in order; `partial` holds those before (10.2.2). */
export function boxedFor(element: XmlElement, reading: Reading, inside: CompileInside): Logic {
  const { list, name, inner } = iteration(element, reading, inside);
  const result = inside(only(element, 'return'), element, withNames(inner, [['partial', null]]));
  return (scope, session) => {
    const elements = elementsOf(list(scope, session), session);
    if (elements === null) return null;
    const results: Value[] = [];
    for (const one of elements) {
      session.time.budget.spend(1);
      results.push(result({ ...scope, [name]: one, partial: results.slice() }, session));
    }
    return results;
  };
}

export function boxedSome(element: XmlElement, reading: Reading, inside: CompileInside): Logic {
  return quantified(element, reading, inside, true);
}

export function boxedEvery(element: XmlElement, reading: Reading, inside: CompileInside): Logic {
  return quantified(element, reading, inside, false);
}

/** Ends at the first element that decides; null when a condition is not a boolean and none decides. */
function quantified(element: XmlElement, reading: Reading, inside: CompileInside, decisive: boolean): Logic {
  const { list, name, inner } = iteration(element, reading, inside);
  const condition = inside(only(element, 'satisfies'), element, inner);
  return (scope, session) => {
    const elements = elementsOf(list(scope, session), session);
    if (elements === null) return null;
    let unclear = false;
    for (const one of elements) {
      session.time.budget.spend(1);
      const found = condition({ ...scope, [name]: one }, session);
      if (found === decisive) return decisive;
      if (typeof found !== 'boolean') unclear = true;
    }
    return unclear ? null : !decisive;
  };
}

function iteration(
  element: XmlElement,
  reading: Reading,
  inside: CompileInside,
): { list: Logic; name: string; inner: Reading } {
  const name = element.attributes.get('iteratorVariable') ?? '';
  if (name === '' || name === '__proto__') {
    reading.findings.error('dmn-incomplete', `"${element.name}" needs an iteratorVariable.`, element);
  }
  const list = inside(only(element, 'in'), element, reading);
  return { list, name, inner: withNames(reading, [[name, null]]) };
}

/** What an iteration runs over: a list, the whole numbers of a range, or one value; null for null. */
function elementsOf(value: Value, session: Session): readonly Value[] | null {
  if (value === null) return null;
  if (isList(value)) return value;
  if (!(value instanceof FeelRange)) return [value];
  const { start, end } = value;
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) return null;
  const from = Number(start) + (value.startIncluded ? 0 : 1);
  const count = Number(end) - (value.endIncluded ? 0 : 1) - from + 1;
  if (count > LIMITS.range) throw new Stop('range-too-large', `A range has more than ${LIMITS.range} elements.`);
  session.time.budget.spend(Math.max(0, count));
  return Array.from({ length: Math.max(0, count) }, (_, index) => from + index);
}
