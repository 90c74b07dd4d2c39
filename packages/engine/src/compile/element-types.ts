import { moddle } from './bpmn-types.ts';
import { METAMODEL } from './metamodel.ts';
import type { ModdleDescriptor, ModdleProperty } from './moddle-types.ts';

/** A type of BPMN or of an extension, prepared for reading: what its attributes and child elements are. */
export interface ElementType {
  readonly name: string;
  readonly body: ModdleProperty | null;
  readonly hasId: boolean;
  /** Makes an element with the defaults of its type. */
  create(): { [property: string]: unknown };
  /** Null: the type has no such attribute. `name` is prefixed by its package unless it has no namespace. */
  attribute(name: string): ModdleProperty | null;
  child(prefix: string, local: string): ChildOf;
  is(type: string): boolean;
  /** Whether a reference by this property that leads nowhere leaves execution as it is. */
  isHarmless(property: ModdleProperty): boolean;
}

/** What a child element is to its parent. */
export type ChildOf =
  | { readonly kind: 'element'; readonly property: ModdleProperty; readonly type: ElementType }
  | { readonly kind: 'reference' | 'value'; readonly property: ModdleProperty }
  | { readonly kind: 'unknown' };

const UNKNOWN: ChildOf = { kind: 'unknown' };

const { registry } = moddle;

/** Texts, numbers, flags, and choices among words. */
function isSimple({ type }: ModdleProperty): boolean {
  return type !== 'Element' && registry.typeMap[type]?.properties === undefined;
}

/** Prefix under which a namespace is known here. */
export const PREFIXES: ReadonlyMap<string, string> = new Map(registry.packages.map(({ uri, prefix }) => [uri, prefix]));

const LOWER_CASE = new Set(
  registry.packages.flatMap(({ prefix, xml }) => (xml?.tagAlias === 'lowerCase' ? [prefix] : [])),
);

/** The words of a choice, by its type. */
export const CHOICES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  registry.packages.flatMap(({ prefix, enumerations = [] }) =>
    enumerations.map(({ name, literalValues }): [string, ReadonlySet<string>] => [
      name.includes(':') ? name : `${prefix}:${name}`,
      new Set(literalValues.map((one) => one.name)),
    ]),
  ),
);

const types = new Map<string, ElementType>();

/** Null when there is no such type. Without more said, an expression is a formal one: that is what can be evaluated. */
export function elementType(name: string): ElementType | null {
  const known = types.get(name);
  if (known !== undefined) return known;
  if (!name.includes(':') || registry.typeMap[name] === undefined) return null;
  const actual = name === 'bpmn:Expression' ? 'bpmn:FormalExpression' : name;
  const type = prepared(registry.getEffectiveDescriptor(actual));
  types.set(name, type);
  return type;
}

function prepared(descriptor: ModdleDescriptor): ElementType {
  const { name, propertiesByName, properties, bodyProperty, allTypes, allTypesByName } = descriptor;
  const attributes = new Map<string, ModdleProperty | null>();
  const children = new Map<string, ChildOf>();
  const means = allTypes.flatMap((one) => harmless(one.name.replace('bpmn:', '')));
  const defaults: { [property: string]: unknown } = { $type: name };
  for (const property of properties) if (property.default !== undefined) defaults[property.name] = property.default;
  return {
    name,
    body: bodyProperty ?? null,
    hasId: descriptor.idProperty !== undefined,
    create: () => Object.create(defaults),
    attribute(key) {
      let found = attributes.get(key);
      if (found === undefined) {
        const property = Object.hasOwn(propertiesByName, key) ? propertiesByName[key] : undefined;
        const takes = property !== undefined && !property.isVirtual && !property.isBody;
        found = takes && (property.isReference === true || isSimple(property)) ? property : null;
        attributes.set(key, found);
      }
      return found;
    },
    child(prefix, local) {
      const key = `${prefix}:${local}`;
      let found = children.get(key);
      if (found === undefined) {
        found = childOf(descriptor, prefix, local);
        children.set(key, found);
      }
      return found;
    },
    is: (type) => type in allTypesByName,
    isHarmless: ({ ns }) => means.includes(ns.localName),
  };
}

function childOf({ propertiesByName, properties }: ModdleDescriptor, prefix: string, local: string): ChildOf {
  const key = `${prefix}:${local}`;
  const named = Object.hasOwn(propertiesByName, key) ? propertiesByName[key] : undefined;
  if (named !== undefined && named.isAttr !== true && named.isVirtual !== true) {
    if (named.isReference === true) return { kind: 'reference', property: named };
    if (named.type === 'Element') return UNKNOWN;
    if (isSimple(named)) return { kind: 'value', property: named };
    const type = elementType(named.type);
    return type === null ? UNKNOWN : { kind: 'element', property: named, type };
  }
  const name = LOWER_CASE.has(prefix) ? `${prefix}:${local.charAt(0).toUpperCase()}${local.slice(1)}` : key;
  const type = elementType(name);
  const property = properties.find(
    (one) => one.isVirtual !== true && one.isReference !== true && type?.is(one.type) === true,
  );
  return type === null || property === undefined ? UNKNOWN : { kind: 'element', property, type };
}

/** References that only say what is known without them, or that have a diagnostic of their own when they are missing. */
const OPTIONAL: { readonly [type: string]: readonly string[] } = {
  Association: ['sourceRef', 'targetRef'],
  Lane: ['flowNodeRef'],
  FlowNode: ['incoming', 'outgoing'],
  // a pool of which nothing runs here
  Participant: ['processRef'],
  // it stands for itself
  DataStoreReference: ['dataStoreRef'],
};

function harmless(type: string): readonly string[] {
  const { means = {}, reported = '' } = METAMODEL[type] ?? {};
  return [...Object.values(means), reported].flatMap((names) => names.split(/\s+/)).concat(OPTIONAL[type] ?? []);
}
