import { unicodePattern } from '../expression/unicode-pattern.ts';
import type { Availability, Mapping } from '../kernel/graph.ts';
import type { ElementKind } from '../kernel/kinds.ts';
import { refuse } from './check-node.ts';
import { firstOf, variable } from './computed.ts';
import { isPlaceholder } from './data-names.ts';
import { constant } from './expressions.ts';
import type { Node } from './graph.ts';
import { child, type Element, extension, idOf, list, text } from './model.ts';
import type { Reading } from './reading.ts';

/** What flows into an element and out of it, by BPMN's data associations (BPMN 2.0.2 §10.4). */
export interface DataFlow {
  /** Variables that each run of the element begins with, unset. */
  readonly own: readonly Mapping[];
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
  /** Null: it never waits for data. */
  readonly availability: Availability | null;
}

export const NO_DATA: DataFlow = Object.freeze({
  own: Object.freeze([]),
  inputs: Object.freeze([]),
  outputs: Object.freeze([]),
  availability: null,
});

const NOTHING = constant(null);
/** One step of the path to a variable that an assignment writes. */
const WRITABLE = unicodePattern(String.raw`^[\p{L}_][\p{L}\p{N}_ -]*$`);

/** `local`: what comes out of the inside of the element has to find its data outputs there (scopes, repeated activities). */
export function readDataFlow(reading: Reading, kind: ElementKind, local: boolean): DataFlow {
  const { element, file } = reading;
  const specification = child(element, 'ioSpecification');
  if (specification !== null) checkSets(reading, specification);
  const incoming = list(element, 'dataInputAssociations').filter((one) => !isDrawnOnly(one, 'in'));
  const outgoing = list(element, 'dataOutputAssociations').filter((one) => !isDrawnOnly(one, 'out'));
  const own = ownVariables(reading, kind);
  if (own.length === 0 && incoming.length === 0 && outgoing.length === 0) return NO_DATA;
  const called = calledIn(reading, kind);
  const aliases = called === null ? contentAliases(reading) : aliasesOf(reading, specification, called, 'dataOutputs');
  const starts = element.$parent?.$type === 'bpmn:Process' && kind === 'startEvent';
  const unset = starts ? [] : [...aliases.values()].flat();
  if (local)
    unset.push(
      ...outgoing.flatMap(sourcesOf).flatMap((source) => (isOutput(source) ? [file.data.of(source) ?? []].flat() : [])),
    );
  const passed = called === null ? [] : [...aliasesOf(reading, specification, called, 'dataInputs')];
  const filled = new Set(incoming.map((association) => file.data.of(child(association, 'targetRef'))));
  return {
    own: own.filter(({ target: [name] }) => !filled.has(name)),
    inputs: [
      ...unsetNames(unset),
      ...incoming.flatMap((association) => mappingsOf(reading, association, NO_ALIASES)),
      ...passed.flatMap(([name, [other]]) =>
        other === undefined ? [] : [{ source: variable(name), target: [other] as const }],
      ),
    ],
    outputs: outgoing.flatMap((association) => mappingsOf(reading, association, aliases)),
    availability: specification === null ? null : availabilityOf(reading, specification, incoming),
  };
}

/** Data comes first, so that extensions may work with it. Of a repeated activity it belongs to the whole, not to each run. */
export function flowInto(node: Node, { inputs, outputs, availability }: DataFlow): void {
  const repeated = node.loop !== null;
  node.inputs = Object.freeze(repeated ? inputs : [...inputs, ...node.inputs]);
  node.outputs = Object.freeze(repeated ? outputs : [...outputs, ...node.outputs]);
  node.availability = availability;
}

/** Unset variables first, but for those that a mapping sets, which may read one of that name further out. */
export function beginning(own: readonly Mapping[], mappings: readonly Mapping[]): Mapping[] {
  return [...own.filter(({ target: [name] }) => !mappings.some(({ target }) => target[0] === name)), ...mappings];
}

/** Names under which what is meant may come as well, by the name of the data output. */
type Aliases = ReadonlyMap<string, readonly string[]>;

const NO_ALIASES: Aliases = new Map();

function isOutput({ $type }: Element): boolean {
  return $type === 'bpmn:DataOutput';
}

/**
 * What a catch event puts into its data output: what came under that name, or the content of the message under the name
 * that its senders in this file give it (an event has one data output for each definition, so that is meant).
 */
function contentAliases({ element, file }: Reading): Aliases {
  const outputs = [...list(element, 'dataOutputs'), ...list(child(element, 'ioSpecification'), 'dataOutputs')];
  const [only] = outputs;
  const name = outputs.length === 1 && only !== undefined ? file.data.of(only) : null;
  const names = name === null ? [] : file.flows.contentNames(element).filter((other) => other !== name);
  return name === null || names.length === 0 ? NO_ALIASES : new Map([[name, names]]);
}

/** The global task or process of this file that a call activity names in BPMN's own way. */
function calledIn({ element, file }: Reading, kind: ElementKind): Element | null {
  if (kind !== 'callActivity' || extension(element, 'zeebe:CalledElement') !== null) return null;
  return file.callables.get(text(element, 'calledElement') ?? '') ?? null;
}

/** Data of a call activity stands for that of what it calls, in the same order (BPMN 2.0.2 §10.3.4), where names differ. */
function aliasesOf(
  { file }: Reading,
  own: Element | null,
  called: Element,
  property: 'dataInputs' | 'dataOutputs',
): Aliases {
  const theirs = list(child(called, 'ioSpecification'), property).map((item) => file.data.of(item));
  const ours = list(own, property).map((item) => file.data.of(item));
  if (theirs.length !== ours.length) return NO_ALIASES;
  return new Map(
    ours.flatMap((name, index): [string, readonly string[]][] => {
      const other = theirs[index] ?? null;
      return name === null || other === null || ours.includes(other) ? [] : [[name, [other]]];
    }),
  );
}

/** Data objects inside a subprocess and properties live as long as the element. */
function ownVariables(reading: Reading, kind: ElementKind): Mapping[] {
  const { element } = reading;
  const properties = list(element, 'properties').filter((property) => !isPlaceholder(property));
  const objects = kind.endsWith('ubProcess') || kind === 'transaction' ? list(element, 'flowElements') : [];
  return declared(reading, [...properties, ...objects.filter(({ $type }) => $type === 'bpmn:DataObject')]);
}

function declared({ file }: Reading, items: readonly Element[]): Mapping[] {
  return unsetNames(items.flatMap((item) => file.data.of(item) ?? []));
}

function unsetNames(names: readonly string[]): Mapping[] {
  return [...new Set(names)].map((name) => Object.freeze({ source: NOTHING, target: [name] as const }));
}

/** One association: its transformation or a copy, then its assignments (BPMN 2.0.2 §10.4.2). */
function mappingsOf(reading: Reading, association: Element, aliases: Aliases): Mapping[] {
  const { id, file, diagnostics, expressions } = reading;
  const target = child(association, 'targetRef');
  const name = file.data.of(target);
  if (target === null || name === null) {
    const message = 'A data association leads to nothing that holds data.';
    diagnostics.error('missing-reference', id, message, { property: 'targetRef' });
    return [];
  }
  const sources = sourcesOf(association).flatMap((source) => file.data.of(source) ?? []);
  const transformation = child(association, 'transformation');
  const assignments = list(association, 'assignment');
  const mappings: Mapping[] = [];
  const whole = transformation === null ? null : expressions.formal(transformation, id);
  const [source] = sources;
  if (transformation !== null || assignments.length > 0) {
    for (const one of sources) {
      const names = aliases.get(one);
      if (names !== undefined) mappings.push({ source: firstOf([one, ...names]), target: [one] });
    }
  }
  if (whole !== null) {
    mappings.push({ source: whole, target: [name] });
  } else if (transformation === null && sources.length > 1 && assignments.length === 0) {
    const message = 'A data association from several sources needs a transformation or assignments.';
    diagnostics.error('missing-definition', id, message);
  } else if (transformation === null && assignments.length === 0 && source !== undefined) {
    mappings.push({ source: firstOf([source, ...(aliases.get(source) ?? [])]), target: [name] });
  }
  for (const assignment of assignments) mappings.push(...assigned(reading, assignment, target, name));
  return mappings;
}

/** `to` is a path of names: below the target, or beginning with it. */
function assigned(reading: Reading, assignment: Element, target: Element, name: string): Mapping[] {
  const { id, diagnostics, expressions } = reading;
  const from = child(assignment, 'from');
  if (from === null || text(from, 'body') === null) {
    diagnostics.error('missing-definition', id, 'An assignment of a data association has no "from".');
    return [];
  }
  const to = (text(child(assignment, 'to'), 'body') ?? '').trim().replace(/^=\s*/, '');
  const whole = [name, text(target, 'name'), idOf(target), ''].find(
    (one) => one !== null && (to === one || one === ''),
  );
  const path = to === whole ? [] : to.split('.').map((part) => part.trim());
  if (path[0] === name || path[0] === idOf(target)) path.shift();
  if (path.some((part) => !WRITABLE().test(part) || part === '__proto__')) {
    diagnostics.error('bad-value', id, `"${to.slice(0, 80)}" is no variable that an assignment can write.`);
    return [];
  }
  const source = expressions.formal(from, id);
  return source === null ? [] : [{ source, target: [name, ...path] }];
}

/** BPMN 2.0.2 §13.3.2: one input set of which every required input has a source that is set. */
function availabilityOf({ file }: Reading, specification: Element, incoming: readonly Element[]): Availability | null {
  const needs = (input: Element) =>
    incoming
      .filter((association) => child(association, 'targetRef') === input)
      .map((association) => sourcesOf(association).flatMap((source) => file.data.of(source) ?? []))
      .filter((names) => names.length > 0);
  const sets = list(specification, 'inputSets').map((set) => {
    const optional = list(set, 'optionalInputRefs');
    const required = list(set, 'dataInputRefs').filter((input) => !optional.includes(input));
    return required.map(needs).filter((ways) => ways.length > 0);
  });
  if (sets.length === 0 || sets.some((set) => set.length === 0)) return null;
  return Object.freeze({
    reads: Object.freeze([...new Set(sets.flat(3))]),
    holds: (isSet: (name: string) => boolean) =>
      sets.some((set) => set.every((ways) => ways.some((names) => names.every(isSet)))),
  } satisfies Availability);
}

function checkSets({ id, diagnostics }: Reading, specification: Element): void {
  const during =
    list(specification, 'inputSets').some((set) => list(set, 'whileExecutingInputRefs').length > 0) ||
    list(specification, 'outputSets').some((set) => list(set, 'whileExecutingOutputRefs').length > 0);
  if (during) refuse(diagnostics, 'data while executing', id);
}

function sourcesOf(association: Element): Element[] {
  return list(association, 'sourceRef');
}

/**
 * bpmn.io draws "reads this" as an association to a placeholder and "writes this" as one without a source: the activity
 * sees and writes the variables of its scope anyway.
 */
function isDrawnOnly(association: Element, way: 'in' | 'out'): boolean {
  if (list(association, 'assignment').length > 0 || child(association, 'transformation') !== null) return false;
  if (way === 'out') return !sourcesOf(association).some(({ $type }) => /Data|Property/.test($type));
  const target = child(association, 'targetRef');
  return target !== null && isPlaceholder(target);
}
