import type { SaxesAttributeNS, SaxesTagNS } from 'saxes';
import { unicodePattern } from '../expression/unicode-pattern.ts';
import { extendsBeside } from './check-node.ts';
import type { DiagnosticCode, Diagnostics, Position } from './diagnostics.ts';
import { type ChildOf, type ElementType, elementType, PREFIXES } from './element-types.ts';
import type { ModdleElement } from './moddle-element.ts';
import type { ModdleProperty } from './moddle-types.ts';
import { References } from './references.ts';
import { simpleValue } from './simple-values.ts';
import { attributeSupport } from './support.ts';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const DIAGRAM = 'http://www.omg.org/spec/BPMN/20100524/DI';
const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

/** An id (NCName of XML Namespaces 1.0), and the colons that some exporters write. */
const ID = unicodePattern(String.raw`^[\p{L}_][\p{L}\p{M}\p{N}\-._:·]*$`);

const COMPILED = ['bpmn:FlowNode', 'bpmn:Process', 'bpmn:GlobalTask'];

/** The namespace that a prefix means at this place of the file. */
export type Namespaces = (prefix: string) => string | undefined;

type Mutable = { [property: string]: unknown };

/** One open element: what its text and children are put into. */
interface Frame {
  readonly kind: 'element' | 'reference' | 'value' | 'ignored';
  readonly element: Mutable;
  readonly type: ElementType | null;
  readonly property: ModdleProperty | null;
  /** Elements of any kind are allowed in it and mean nothing. */
  readonly mixed: boolean;
  readonly position: Position;
  text: string;
}

/**
 * Builds BPMN's elements from the tags of a file while it is scanned. The diagram is only looked through: `renderSvg`
 * reads it for itself.
 */
export class TreeBuilder {
  root: ModdleElement | null = null;
  readonly #diagnostics: Diagnostics;
  readonly #namespaces: Namespaces;
  readonly #references: References;
  readonly #frames: Frame[] = [];
  #skipping = 0;
  #inDiagram = false;
  #near: string | null = null;

  constructor(diagnostics: Diagnostics, namespaces: Namespaces) {
    this.#diagnostics = diagnostics;
    this.#namespaces = namespaces;
    this.#references = new References(diagnostics, namespaces);
  }

  /** `near`: id of the element, or of the nearest one around it that has one. */
  open(tag: SaxesTagNS, position: Position, near: string | null): void {
    this.#near = near;
    if (this.#skipping > 0) {
      this.#skipping += 1;
      if (this.#inDiagram) this.#look(tag, position, near);
      return;
    }
    const parent = this.#frames.at(-1);
    if (parent === undefined) this.#openRoot(tag, position);
    else if (tag.uri === DIAGRAM && parent.type?.name === 'bpmn:Definitions') {
      this.#inDiagram = true;
      this.#skipping = 1;
    } else if (parent.kind === 'ignored' || parent.mixed || isForeign(tag, parent)) {
      this.#skipping = 1;
    } else {
      this.#openChild(tag, position, parent);
    }
  }

  text(text: string): void {
    if (this.#skipping > 0) return;
    const frame = this.#frames.at(-1);
    if (frame === undefined || (frame.kind === 'element' && text.trim() === '')) return;
    if (frame.kind === 'element' && frame.type?.body === null && !frame.mixed) {
      const shown = text.trim().slice(0, 40);
      this.#refuse('not-bpmn', `The file is not BPMN 2.0: unexpected text "${shown}".`, frame.position);
    } else frame.text += text;
  }

  close(): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      if (this.#skipping === 0) this.#inDiagram = false;
      return;
    }
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    const { kind, element, property, type, text, position } = frame;
    if (kind === 'reference' && property !== null) {
      this.#refer(element, property, text, position);
    } else if (kind === 'value' && property !== null && type !== null) {
      this.#checkOnce(element, property, position);
      put(element, property, this.#simple(type, property, text, position));
    } else if (kind === 'element' && type?.body && text !== '') {
      element[type.body.name] = text;
    }
    if (type?.name === 'bpmn:ExtensionElements') this.#checkExtensions(element, position);
  }

  /** Resolves references, when the whole file has been read. */
  finish(): void {
    this.#references.resolve(this.root);
  }

  #openRoot(tag: SaxesTagNS, position: Position): void {
    const type = tag.uri === BPMN && tag.local === 'definitions' ? elementType('bpmn:Definitions') : null;
    if (type === null) {
      const found = `its root is <${tag.name.slice(0, 60)}> of the namespace "${tag.uri.slice(0, 100)}"`;
      const message = `The file is not BPMN 2.0: ${found}, not definitions of "${BPMN}".`;
      this.#refuse('not-bpmn', message, position);
      this.#skipping = 1;
      return;
    }
    const element = this.#create(type, tag, position, null);
    this.root = element as ModdleElement;
    this.#references.targetNamespace = String(element.targetNamespace ?? '');
    this.#push('element', element, type, null, position);
  }

  #openChild(tag: SaxesTagNS, position: Position, parent: Frame): void {
    const prefix = PREFIXES.get(tag.uri);
    const found: ChildOf =
      prefix === undefined || parent.type === null ? { kind: 'unknown' } : parent.type.child(prefix, tag.local);
    if (found.kind === 'unknown') {
      this.#unknownChild(tag, position, prefix, parent);
      this.#push('ignored', parent.element, null, null, position);
      return;
    }
    if (found.kind !== 'element') {
      this.#push(found.kind, parent.element, parent.type, found.property, position);
      return;
    }
    const type = found.property.xml?.serialize === 'xsi:type' ? this.#actual(tag, position, found) : found.type;
    const element = this.#create(type, tag, position, parent.element);
    if (found.property.isMany === true) put(parent.element, found.property, element);
    else {
      this.#checkOnce(parent.element, found.property, position);
      parent.element[found.property.name] = element;
    }
    this.#push('element', element, type, found.property, position);
  }

  #push(
    kind: Frame['kind'],
    element: Mutable,
    type: ElementType | null,
    property: ModdleProperty | null,
    position: Position,
  ): void {
    // BPMN's schema lets these have marked-up text
    const mixed = type?.name === 'bpmn:Documentation' || property?.ns.name === 'bpmn:text';
    this.#frames.push({ kind, element, type, property, mixed, position, text: '' });
  }

  #unknownChild(tag: SaxesTagNS, position: Position, prefix: string | undefined, parent: Frame): void {
    const name = tag.name.slice(0, 60);
    if (prefix !== undefined && parent.type?.name === 'bpmn:ExtensionElements' && prefix !== 'bpmn') {
      this.#refuse('unknown-extension', `The extension element <${name}> is not known here.`, position);
      return;
    }
    const where = parent.kind === 'element' ? parent.type?.name.replace('bpmn:', '') : parent.property?.ns.localName;
    const foreign = tag.uri === BPMN ? '' : ` of the namespace "${tag.uri.slice(0, 100)}"`;
    const message = `The file is not BPMN 2.0: unrecognized element <${name}>${foreign} in ${where}.`;
    this.#refuse('not-bpmn', message, position);
  }

  /** The type that `xsi:type` says. */
  #actual(tag: SaxesTagNS, position: Position, { property, type }: ChildOf & { kind: 'element' }): ElementType {
    for (const name in tag.attributes) {
      const { uri, local, value } = tag.attributes[name] as SaxesAttributeNS;
      if (local !== 'type' || uri !== SCHEMA_INSTANCE) continue;
      const [last = '', prefix = ''] = value.trim().split(':').reverse();
      const known = PREFIXES.get(this.#namespaces(prefix) ?? '');
      const actual = known === undefined ? null : elementType(`${known}:${last.replace(/^t(?=[A-Z])/, '')}`);
      if (actual?.is(property.type) === true) return actual;
      const message = `The type "${value.slice(0, 60)}" is none of BPMN's; it is read as ${type.name.replace('bpmn:', '')}.`;
      this.#diagnostics.warning('reader-warning', this.#near, message, { property: 'xsi:type' }, position);
    }
    return type;
  }

  #create(type: ElementType, tag: SaxesTagNS, position: Position, parent: Mutable | null): Mutable {
    const element = type.create();
    if (parent !== null) element.$parent = parent;
    element.$at = position;
    for (const key in tag.attributes) {
      const { uri, local, prefix, value } = tag.attributes[key] as SaxesAttributeNS;
      const known = uri === '' ? '' : PREFIXES.get(uri);
      if (known === undefined || prefix === 'xmlns') continue;
      const name = known === '' ? local : `${known}:${local}`;
      const property = type.attribute(name);
      if (property === null) this.#unknownAttribute(element, name, value, position);
      else if (property.isReference === true) this.#refer(element, property, value, position);
      else if (property.isMany === true) put(element, property, this.#simple(type, property, value, position));
      else element[property.name] = this.#simple(type, property, value, position);
    }
    if (type.hasId && typeof element.id === 'string') this.#identify(element, type, element.id.trim(), position);
    return element;
  }

  #identify(element: Mutable, type: ElementType, id: string, position: Position): void {
    if (id === '') {
      delete element.id;
      return;
    }
    element.id = id;
    if (!ID().test(id)) {
      const message = `The file is not BPMN 2.0: illegal ID "${id.slice(0, 100)}": an id begins with a letter or _ and has no spaces.`;
      this.#refuse('not-bpmn', message, position);
    }
    this.#references.known(id, element, type);
  }

  #unknownAttribute(element: Mutable, name: string, value: string, position: Position): void {
    const others = (element.$attrs ?? Object.create(null)) as Mutable;
    others[name] = value;
    element.$attrs = others;
    const params = { property: name.slice(0, 100), value: value.slice(0, 100) };
    const message = `The attribute ${params.property} is not known here and has no effect.`;
    this.#diagnostics.warning('unknown-attribute', this.#near, message, params, position);
  }

  #refer(element: Mutable, property: ModdleProperty, text: string, position: Position): void {
    for (const value of property.isMany === true ? text.split(/\s+/) : [text.trim()]) {
      if (value !== '') this.#references.add({ element, property, value, position, near: this.#nearOf(element) });
    }
  }

  /** Those of flow nodes and processes are checked when these are compiled. */
  #checkExtensions(container: Mutable, position: Position): void {
    const holder = this.#frames.at(-1)?.type;
    const { values } = container;
    if (!Array.isArray(values) || !holder || COMPILED.some((type) => holder.is(type))) return;
    for (const { $type } of values as readonly ModdleElement[]) {
      if (extendsBeside($type, holder.name)) continue;
      const { reason, instead, id } = attributeSupport('zeebe extension in this place');
      this.#diagnostics.error('unsupported', this.#near, `${$type}: ${reason} ${instead}`, { row: id }, position);
    }
  }

  /** What is read first is not silently replaced by what comes after it. */
  #checkOnce(element: Mutable, { isMany, name, ns }: ModdleProperty, position: Position): void {
    if (isMany === true || !Object.hasOwn(element, name)) return;
    const message = `The file is not BPMN 2.0: ${ns.localName} can be there only once.`;
    this.#refuse('not-bpmn', message, position);
  }

  #nearOf(element: Mutable): string | null {
    return typeof element.id === 'string' ? element.id : this.#near;
  }

  #simple(type: ElementType, property: ModdleProperty, text: string, position: Position): unknown {
    const value = simpleValue(property, text, this.#namespaces, this.#references.targetNamespace);
    if (value !== undefined) return value;
    const { localName } = property.ns;
    const message = `${localName} cannot be "${text.slice(0, 60)}".`;
    if (type.isHarmless(property)) {
      const params = { property: localName };
      this.#diagnostics.warning('bad-value', this.#near, `${message} It has no effect.`, params, position);
    } else this.#refuse('bad-value', message, position, { property: localName });
    return property.default;
  }

  /** The diagram only draws: what it refers to does not influence execution. */
  #look(tag: SaxesTagNS, position: Position, near: string | null): void {
    const drawn = tag.attributes.bpmnElement?.value.trim();
    if (drawn === undefined || drawn === '' || tag.uri !== DIAGRAM) return;
    this.#references.draws(drawn, position, near);
  }

  #refuse(code: DiagnosticCode, message: string, position: Position, params?: { readonly property: string }): void {
    this.#diagnostics.error(code, this.#near, message, params, position);
  }
}

/** Of a namespace that is not known here, where extensions may be. */
function isForeign(tag: SaxesTagNS, parent: Frame): boolean {
  return (
    !PREFIXES.has(tag.uri) && (parent.type?.name === 'bpmn:ExtensionElements' || !parent.type?.name.startsWith('bpmn:'))
  );
}

function put(element: Mutable, property: ModdleProperty, value: unknown): void {
  if (property.isMany !== true) {
    element[property.name] = value;
    return;
  }
  const values = element[property.name];
  if (Array.isArray(values)) values.push(value);
  else element[property.name] = [value];
}
