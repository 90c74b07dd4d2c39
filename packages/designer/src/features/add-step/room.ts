import type { Canvas, Element, ElementRegistry, Point, Shape, Size, SpaceTool } from '../canvas/diagram.ts';

/** Space between two neighbours, in diagram units. */
const GAP = 50;

/** The centre of a shape. */
export function middle({ x, y, width, height }: Point & Size): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

/** Centre of a shape of that size right of another, at its height. */
export function gapAfter(other: Point & Size, size: Size): Point {
  return { x: other.x + other.width + GAP + size.width / 2, y: middle(other).y };
}

/** Centre of the first free place below a shape, looking at its siblings only. */
export function freePlaceBelow(other: Shape, size: Size): Point {
  const siblings = (other.parent?.children ?? []).filter(
    (sibling): sibling is Shape => sibling !== other && 'width' in sibling && !('waypoints' in sibling),
  );
  const { x } = middle(other);
  let top = other.y + other.height + GAP;
  // Each pass jumps below what is in the way; there are at most as many passes as siblings.
  for (let pass = 0; pass < siblings.length; pass += 1) {
    const place = { x: x - size.width / 2, y: top, width: size.width, height: size.height };
    const blocking = siblings.find((sibling) => overlap(place, sibling, GAP / 2));
    if (blocking === undefined) break;
    top = blocking.y + blocking.height + GAP;
  }
  return { x, y: top + size.height / 2 };
}

function overlap(a: Point & Size, b: Point & Size, margin: number): boolean {
  return (
    a.x < b.x + b.width + margin &&
    b.x < a.x + a.width + margin &&
    a.y < b.y + b.height + margin &&
    b.y < a.y + a.height + margin
  );
}

/** Finds places in the diagram and opens them by moving what is to the right, as the space tool does. */
export class Room {
  static readonly $inject = ['spaceTool', 'canvas', 'elementRegistry'];
  readonly #spaceTool: SpaceTool;
  readonly #canvas: Canvas;
  readonly #registry: ElementRegistry;

  constructor(spaceTool: SpaceTool, canvas: Canvas, registry: ElementRegistry) {
    this.#spaceTool = spaceTool;
    this.#canvas = canvas;
    this.#registry = registry;
  }

  /** Centre for a shape of that size between two neighbours; moves the right one away when there is too little room. */
  between(source: Shape, target: Shape, size: Size): Point {
    const forward = target.x > source.x + source.width;
    if (!forward) return freePlaceBelow(source, size);
    const y = source.businessObject.$instanceOf('bpmn:Gateway') ? middle(target).y : middle(source).y;
    const missing = size.width + 2 * GAP - (target.x - source.x - source.width);
    if (missing > 0) this.#open(source.x + source.width + 1, missing);
    const left = source.x + source.width;
    const right = target.x;
    return { x: missing > 0 ? left + GAP + size.width / 2 : (left + right) / 2, y };
  }

  /** Centre for a shape left of another, which moves away with everything to its right. */
  before(other: Shape, size: Size): Point {
    const place = { x: other.x + size.width / 2, y: middle(other).y };
    this.#open(other.x - 1, size.width + GAP);
    return place;
  }

  /** Opens room right of a shape for one of that width. */
  openAfter(other: Shape, width: number): void {
    this.#open(other.x + other.width + 1, width + GAP);
  }

  #open(start: number, delta: number): void {
    const root = this.#canvas.getRootElement();
    const all = this.#registry.filter((element) => element !== root && isUnder(element, root));
    const { movingShapes, resizingShapes } = this.#spaceTool.calculateAdjustments(all, 'x', delta, start);
    this.#spaceTool.makeSpace(movingShapes, resizingShapes, { x: delta, y: 0 }, 'e', start);
  }
}

function isUnder(element: Element, root: Element): boolean {
  for (let parent = element.parent; parent !== undefined && parent !== null; parent = parent.parent) {
    if (parent === root) return true;
  }
  return false;
}
