import { compileExpression } from '../expression/index.ts';
import { child, type Element, list, text } from './model.ts';

/**
 * Which variable stands for a data object, store, property, input or output: its name, or that of the first reference
 * to it that has one, when an expression can read it; else its id, when an expression can read that. A reference
 * stands for what it refers to, so two drawings of one data object are one variable.
 */
export class DataNames {
  readonly #referenceNames = new Map<Element, string>();
  readonly #known = new Map<Element, string | null>();

  constructor(definitions: Element) {
    for (const root of list(definitions, 'rootElements')) this.#collect(root);
  }

  /** Null for what holds no data, and for what has neither a name nor an id. */
  of(item: Element | null): string | null {
    if (item === null) return null;
    const target = targetOf(item);
    const known = this.#known.get(target);
    if (known !== undefined) return known;
    const name = ITEMS.has(target.$type) ? this.#nameOf(target) : null;
    this.#known.set(target, name);
    return name;
  }

  #nameOf(target: Element): string | null {
    const names = [nameOf(target), this.#referenceNames.get(target) ?? null, text(target, 'id')];
    const given = names.filter((name): name is string => name !== null && name !== '__proto__');
    return given.find(isReadable) ?? given[0] ?? null;
  }

  #collect(container: Element): void {
    for (const element of list(container, 'flowElements')) {
      const target = targetOf(element);
      const name = target === element ? null : nameOf(element);
      if (name !== null && !this.#referenceNames.has(target)) this.#referenceNames.set(target, name);
      if (element.flowElements !== undefined) this.#collect(element);
    }
  }
}

/** Drawn by bpmn.io where BPMN wants a target and the author named none: "the activity reads this". */
export function isPlaceholder(item: Element): boolean {
  return item.$type === 'bpmn:Property' && (text(item, 'name') ?? '').startsWith('__targetRef_placeholder');
}

const ITEMS: ReadonlySet<string> = new Set([
  ...['bpmn:DataObject', 'bpmn:DataObjectReference', 'bpmn:DataStore', 'bpmn:DataStoreReference'],
  ...['bpmn:Property', 'bpmn:DataInput', 'bpmn:DataOutput'],
]);

function targetOf(item: Element): Element {
  return child(item, 'dataObjectRef') ?? child(item, 'dataStoreRef') ?? item;
}

function nameOf(item: Element): string | null {
  const name = (text(item, 'name') ?? '').replace(/\s+/g, ' ').trim();
  return name === '' ? null : name;
}

function isReadable(name: string): boolean {
  const compiled = compileExpression(name);
  return compiled.ok && compiled.expression.reads.length === 1 && compiled.expression.reads[0] === name;
}
