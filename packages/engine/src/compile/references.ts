import type { Diagnostics, Position } from './diagnostics.ts';
import type { ElementType } from './element-types.ts';
import { elementType } from './element-types.ts';
import type { ModdleElement } from './moddle-element.ts';
import type { ModdleProperty } from './moddle-types.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';

type Mutable = { [property: string]: unknown };

/** What an element refers to by name. */
export interface Reference {
  readonly element: Mutable;
  readonly property: ModdleProperty;
  readonly value: string;
  readonly position: Position;
  /** Id of the element, or of the nearest around it. */
  readonly near: string | null;
}

/** References whose target decides what is carried out: of another type than BPMN says they would mean nothing. */
const TYPED: ReadonlySet<string> = new Set([
  ...['messageRef', 'signalRef', 'errorRef', 'escalationRef', 'activityRef', 'default', 'processRef'],
]);

/** What can be written beside a process to be referred to. */
const ADDED: { readonly [type: string]: string } = {
  'bpmn:Message': 'message',
  'bpmn:Signal': 'signal',
  'bpmn:Error': 'error',
  'bpmn:Escalation': 'escalation',
};

/** Collects the references of a file and resolves them when all its elements are known. */
export class References {
  targetNamespace = '';
  readonly #diagnostics: Diagnostics;
  readonly #namespaces: (prefix: string) => string | undefined;
  readonly #elements = new Map<string, { readonly element: Mutable; readonly type: ElementType }>();
  readonly #flows: Mutable[] = [];
  readonly #waiting: (Reference & { readonly namespace: string | undefined })[] = [];
  readonly #drawn: { readonly value: string; readonly position: Position; readonly near: string | null }[] = [];

  constructor(diagnostics: Diagnostics, namespaces: (prefix: string) => string | undefined) {
    this.#diagnostics = diagnostics;
    this.#namespaces = namespaces;
  }

  known(id: string, element: Mutable, type: ElementType): void {
    this.#elements.set(id, { element, type });
  }

  add(reference: Reference): void {
    const colon = reference.value.indexOf(':');
    const { element, property, value, position, near } = reference;
    const namespace = colon < 0 ? undefined : this.#namespaces(value.slice(0, colon));
    this.#waiting.push({ element, property, value, position, near, namespace });
    if (reference.property.ns.name === 'bpmn:targetRef' && reference.element.$type === 'bpmn:SequenceFlow') {
      this.#flows.push(reference.element);
    }
  }

  /** An element of the diagram shows the element with this id. */
  draws(value: string, position: Position, near: string | null): void {
    this.#drawn.push({ value, position, near });
  }

  /** Sets the properties. What comes in and goes out is told by the sequence flows; the lists of nodes give an order alone. */
  resolve(root: ModdleElement | null): void {
    if (root === null) return;
    const listed: { readonly reference: Reference; readonly flow: Mutable }[] = [];
    for (const reference of this.#waiting) {
      const { element, property, value } = reference;
      const found = this.#find(value, reference.namespace);
      if (found === undefined) this.#missing(reference);
      else if (TYPED.has(property.ns.localName) && !found.type.is(property.type)) this.#wrong(reference, found.type);
      else if (property.ns.name === 'bpmn:incoming') listed.push({ reference, flow: found.element });
      else if (property.ns.name === 'bpmn:outgoing') {
        listed.push({ reference, flow: found.element });
        put(element, property.name, found.element);
      } else if (property.isMany !== true) {
        if (Object.hasOwn(element, property.name)) this.#twice(reference);
        element[property.name] = found.element;
      } else put(element, property.name, found.element);
    }
    for (const flow of this.#flows) {
      const target = flow.targetRef as Mutable | undefined;
      if (target !== undefined) put(target, 'incoming', flow);
    }
    for (const { reference, flow } of listed) {
      const property = reference.property.ns.localName;
      if (reference.element === (property === 'incoming' ? flow.targetRef : flow.sourceRef)) continue;
      const does = property === 'incoming' ? 'lead here' : 'leave from here';
      const message = `${property} lists ${reference.value.slice(0, 100)}, which does not ${does}: the sequence flow decides.`;
      const params = { property, value: reference.value.slice(0, 100) };
      this.#diagnostics.warning('no-effect', reference.near, message, params, reference.position);
    }
    for (const { value, position, near } of this.#drawn) {
      const colon = value.indexOf(':');
      if (this.#elements.has(value) || (colon >= 0 && this.#elements.has(value.slice(colon + 1)))) continue;
      const message = `The diagram shows "${value.slice(0, 100)}", which does not exist.`;
      const params = { property: 'bpmndi:bpmnElement', value: value.slice(0, 100) };
      this.#diagnostics.warning('unresolved-reference', near, message, params, position);
    }
  }

  /** References are names with a namespace: a prefix may say that of the file itself. */
  #find(value: string, namespace: string | undefined) {
    const found = this.#elements.get(value);
    if (found !== undefined || !value.includes(':')) return found;
    // some exporters write the prefix of BPMN itself, or one that nothing declares
    const own = namespace === undefined || namespace === this.targetNamespace || namespace === BPMN;
    return own ? this.#elements.get(value.slice(value.indexOf(':') + 1)) : undefined;
  }

  /** Types of XML Schema are referred to without being there. */
  #missing({
    element,
    property,
    value,
    position,
    near,
    namespace,
  }: Reference & { namespace: string | undefined }): void {
    if (namespace === 'http://www.w3.org/2001/XMLSchema') return;
    const params = { property: property.ns.name, value: value.slice(0, 100) };
    const added = ADDED[property.type];
    const another = namespace !== undefined && namespace !== this.targetNamespace && namespace !== BPMN;
    const hint = another
      ? ' Other files are not imported: put it into this one.'
      : added === undefined
        ? ''
        : ` Add <${added} id="${params.value}" name="…"/> beside the process.`;
    const message = `${params.property} refers to "${params.value}", which does not exist.${hint}`;
    const harmless = elementType(String(element.$type))?.isHarmless(property) === true;
    const severity = harmless ? 'warning' : 'error';
    this.#diagnostics[severity]('unresolved-reference', near, message, params, position);
  }

  #twice({ property, position, near }: Reference): void {
    const message = `The file is not BPMN 2.0: ${property.ns.localName} can be there only once.`;
    this.#diagnostics.error('not-bpmn', near, message, { property: property.ns.name }, position);
  }

  #wrong({ property, value, position, near }: Reference, type: ElementType): void {
    const params = { property: property.ns.name, value: value.slice(0, 100) };
    const local = (name: string) => name.replace(/^\w+:/, '');
    const message = `${params.property} refers to "${params.value}", which is a ${local(type.name)} and no ${local(property.type)}.`;
    this.#diagnostics.error('unresolved-reference', near, message, params, position);
  }
}

function put(element: Mutable, property: string, value: unknown): void {
  const list = element[property];
  if (Array.isArray(list)) list.push(value);
  else element[property] = [value];
}
