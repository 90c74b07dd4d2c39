import { ANY, typeNamed } from '../expression/types.ts';
import type { Findings } from './diagnostic.ts';
import { compileTest } from './feel.ts';
import { type Constraint, feelItem, type ItemShape, type ItemType } from './item-type.ts';
import { isFeel, named, only, textOf, typeRefOf } from './reading.ts';
import type { XmlElement } from './xml.ts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const OPEN: ItemType = feelItem('Any', ANY);

/** The types of one file by name, those of imported files by `import.name`. Unknown names are reported once each. */
export class TypeNames {
  readonly byName: Map<string, ItemType>;
  /** Those of the file itself. */
  readonly own = new Map<string, ItemType>();
  readonly #findings: Findings;

  constructor(definitions: readonly XmlElement[], imported: ReadonlyMap<string, ItemType>, findings: Findings) {
    this.#findings = findings;
    this.byName = new Map(imported);
    const pending: (() => void)[] = [];
    for (const element of definitions) {
      const name = element.attributes.get('name') ?? '';
      if (name === '') findings.error('dmn-incomplete', 'A type needs a name.', element);
      if (this.byName.has(name)) findings.error('dmn-duplicate-id', `The type "${name}" is defined twice.`, element);
      const type: Writable<ItemType> = { ...OPEN, name };
      this.byName.set(name, type);
      this.own.set(name, type);
      pending.push(() => this.#fill(type, element));
    }
    for (const fill of pending) fill();
    this.#refuseEndless(definitions);
  }

  /** The type of a reference such as `number`, `feel:string`, `tLoan` or `import.tLoan`. */
  find(reference: string | undefined, at: XmlElement): ItemType | null {
    if (reference === undefined || reference === '') return null;
    const own = this.byName.get(reference) ?? this.byName.get(reference.replace(/^\w+:/, ''));
    if (own) return own;
    const name = ALIASES[reference.replace(/^\w+:/, '')] ?? reference.replace(/^\w+:/, '');
    const feel = typeNamed(name);
    if (feel) return feel.kind === 'any' ? null : feelItem(name, feel);
    this.#findings.error('dmn-reference', `There is no type "${reference}".`, at, { type: reference });
    return null;
  }

  #fill(type: Writable<ItemType>, element: XmlElement): void {
    const shape = this.#shape(element);
    const collection = element.attributes.get('isCollection') === 'true';
    const allowed = this.#constraint(only(element, 'allowedValues'));
    type.constraint = this.#constraint(only(element, 'typeConstraint'));
    if (!collection) {
      type.shape = shape;
      type.allowed = allowed;
      return;
    }
    type.shape = { kind: 'collection', element: { name: type.name, shape, allowed, constraint: null } };
    type.allowed = null;
  }

  #shape(element: XmlElement): ItemShape {
    const components = named(element, 'itemComponent');
    if (components.length > 0) {
      return { kind: 'structure', components: new Map(components.map((one) => this.#component(one))) };
    }
    const functional = only(element, 'functionItem');
    if (functional) {
      const parameters = named(functional, 'parameters').map((one) => this.#feel(typeRefOf(one), one));
      const result = this.#feel(functional.attributes.get('outputTypeRef'), functional);
      return { kind: 'feel', type: { kind: 'function', parameters, result } };
    }
    const referenced = this.find(typeRefOf(element), element);
    return referenced === null ? OPEN.shape : { kind: 'alias', of: referenced };
  }

  #component(element: XmlElement): [string, ItemType] {
    const name = element.attributes.get('name') ?? '';
    const type: Writable<ItemType> = { ...OPEN, name };
    this.#fill(type, element);
    return [name, type];
  }

  #feel(reference: string | undefined, at: XmlElement) {
    const found = this.find(reference, at);
    return found?.shape.kind === 'feel' ? found.shape.type : ANY;
  }

  #constraint(element: XmlElement | null): Constraint | null {
    if (element === null || !isFeel(element, this.#findings)) return null;
    const source = textOf(element);
    if (source === '') return null;
    const compiled = compileTest(source, { names: new Map(), types: new Map() });
    if (compiled.ok) return { source, test: compiled.code };
    this.#findings.error('dmn-expression', compiled.message, element);
    return null;
  }

  /** A type that is nothing but itself has no values: `a` is `b` is `a`. */
  #refuseEndless(definitions: readonly XmlElement[]): void {
    for (const element of definitions) {
      const start = this.byName.get(element.attributes.get('name') ?? '');
      const seen = new Set<ItemType>();
      for (let type = start; type; type = type.shape.kind === 'alias' ? type.shape.of : undefined) {
        if (seen.has(type)) {
          this.#findings.error('dmn-cycle', `The type "${start?.name}" is defined by itself.`, element);
          (type as Writable<ItemType>).shape = OPEN.shape;
          break;
        }
        seen.add(type);
      }
    }
  }
}

/** Spellings of XML Schema and of older editions. */
const ALIASES: Readonly<Record<string, string>> = {
  integer: 'number',
  long: 'number',
  double: 'number',
  decimal: 'number',
  dateTime: 'date and time',
  datetime: 'date and time',
  dayTimeDuration: 'days and time duration',
  yearMonthDuration: 'years and months duration',
};
