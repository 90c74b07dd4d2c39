/**
 * The part of the drawing libraries (diagram-js, bpmn-js) that the designer uses. Their own declarations are written
 * for bundlers and do not resolve from a module of Node's kind, so the few services are described here once.
 */

import type { ModdleElement } from '../../model/moddle.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Anything drawn: a shape, a connection, a label or the root. */
export interface Element {
  readonly id: string;
  readonly type: string;
  readonly businessObject: ModdleElement;
  readonly parent?: Element;
  readonly incoming: readonly Connection[];
  readonly outgoing: readonly Connection[];
}

export interface Shape extends Element, Point, Size {
  readonly parent?: Shape;
  readonly children?: readonly Element[];
  /** Boundary events at its edge. */
  readonly attachers?: readonly Shape[];
}

export interface Connection extends Element {
  readonly parent?: Shape;
  readonly source: Shape;
  readonly target: Shape;
  readonly waypoints: readonly Point[];
}

export interface Modeling {
  createShape(shape: Shape, position: Point, parent: Shape): Shape;
  connect(source: Shape, target: Shape, attributes: { readonly type: string }): Connection;
  reconnectStart(connection: Connection, source: Shape, docking: Point): void;
  reconnectEnd(connection: Connection, target: Shape, docking: Point): void;
  layoutConnection(connection: Connection): void;
  removeElements(elements: readonly Element[]): void;
  updateProperties(element: Element, properties: Readonly<Record<string, unknown>>): void;
  updateModdleProperties(element: Element, inner: unknown, properties: Readonly<Record<string, unknown>>): void;
}

export interface ElementFactory {
  createShape(attributes: Readonly<Record<string, unknown>>): Shape;
}

export interface CommandStack {
  register(command: string, handler: object): void;
  execute(command: string, context: object): void;
  undo(): void;
  redo(): void;
  canUndo(): boolean;
  canRedo(): boolean;
}

export interface Canvas {
  viewbox(): { readonly inner: Point & Size; readonly outer: Size };
  viewbox(box: Point & Size): void;
  getRootElement(): Element;
  zoom(): number;
  zoom(to: number | 'fit-viewport', center?: 'auto'): number;
  scrollToElement(element: Element, padding: number): void;
}

export interface ElementRegistry {
  get(id: string): Element | undefined;
  filter(accepts: (element: Element) => boolean): Element[];
}

export interface EventBus {
  // biome-ignore lint/suspicious/noExplicitAny: each event has a shape of its own, named where it is listened to
  on(event: string, listener: (event: any) => void): void;
  fire(event: string, data?: object): void;
}

export interface Overlays {
  add(element: string, type: string, overlay: { readonly position: object; readonly html: HTMLElement }): string;
  remove(filter: { readonly type: string }): void;
}

export interface Selection {
  get(): readonly Element[];
  select(elements: Element | readonly Element[]): void;
}

export interface SpaceTool {
  calculateAdjustments(
    elements: readonly Element[],
    axis: 'x' | 'y',
    delta: number,
    start: number,
  ): { readonly movingShapes: readonly Shape[]; readonly resizingShapes: readonly Shape[] };
  makeSpace(
    movingShapes: readonly Shape[],
    resizingShapes: readonly Shape[],
    delta: Point,
    direction: 'e' | 's',
    start: number,
  ): void;
}

/** What bpmn-js' Modeler and NavigatedViewer have in common. */
export interface Diagram {
  get<T>(service: string): T;
  importXML(xml: string): Promise<unknown>;
  saveXML(options: { readonly format: boolean }): Promise<{ readonly xml?: string }>;
  destroy(): void;
}
export interface DiagramOptions {
  readonly container: HTMLElement;
  readonly moddleExtensions: Readonly<Record<string, unknown>>;
  readonly additionalModules: readonly Readonly<Record<string, unknown>>[];
}
