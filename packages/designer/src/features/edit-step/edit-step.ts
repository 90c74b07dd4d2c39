import { type Assignment, assignmentChange } from '../../model/assignment.ts';
import { type ExtensionChange, withExtensions } from '../../model/extensions.ts';
import type { ElementMaker, ModdleElement } from '../../model/moddle.ts';
import type { Element, Modeling } from '../canvas/diagram.ts';

/** Changes of one step, each one undoable; used by the step list and by the properties alike. */
export class EditStep {
  static readonly $inject = ['modeling', 'bpmnFactory'];
  readonly #modeling: Modeling;
  readonly #bpmnFactory: ElementMaker;

  constructor(modeling: Modeling, bpmnFactory: ElementMaker) {
    this.#modeling = modeling;
    this.#bpmnFactory = bpmnFactory;
  }

  get make(): ElementMaker {
    return this.#bpmnFactory;
  }

  rename(element: Element, name: string): void {
    this.#modeling.updateProperties(element, { name: name === '' ? undefined : name });
  }

  assign(element: Element, assignment: Assignment): void {
    this.extend(element, [assignmentChange(assignment)]);
  }

  /** Sets or removes extension elements; everything else in the extensions stays as it was. */
  extend(element: Element, changes: readonly ExtensionChange[]): void {
    const extensionElements = withExtensions(element.businessObject, changes, this.#bpmnFactory);
    this.#modeling.updateProperties(element, { extensionElements });
  }

  /** Sets properties of something inside the element, such as its event definition. */
  setWithin(element: Element, inner: ModdleElement, properties: Readonly<Record<string, unknown>>): void {
    this.#modeling.updateModdleProperties(element, inner, properties);
  }

  set(element: Element, properties: Readonly<Record<string, unknown>>): void {
    this.#modeling.updateProperties(element, properties);
  }

  /** Removes the step; a single way in and a single way out are joined again. */
  remove(element: Element): void {
    this.#modeling.removeElements([element]);
  }
}
