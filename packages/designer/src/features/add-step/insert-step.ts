import { withExtensions } from '../../model/extensions.ts';
import { type ElementMaker, elements } from '../../model/moddle.ts';
import type { Connection, ElementFactory, Modeling, Point, Shape } from '../canvas/diagram.ts';
import type { OneChange } from '../canvas/one-change.ts';
import type { Block, BlockContent } from './blocks/index.ts';
import { freePlaceBelow, gapAfter, middle, type Room } from './room.ts';

const SEQUENCE_FLOW = { type: 'bpmn:SequenceFlow' } as const;

/** What a new element is, before it stands anywhere. */
export interface NewStep {
  readonly block: Block;
  readonly id: string;
  readonly name: string;
  readonly content: BlockContent;
}

/**
 * Inserts steps into the flow by name of a neighbour, without pointing: makes room, places, connects. Each call is one
 * undoable change, made of the same modeling commands as dragging.
 */
export class InsertStep {
  static readonly $inject = ['modeling', 'elementFactory', 'bpmnFactory', 'room', 'oneChange'];
  readonly #modeling: Modeling;
  readonly #elementFactory: ElementFactory;
  readonly #bpmnFactory: ElementMaker;
  readonly #room: Room;
  readonly #oneChange: OneChange;

  constructor(
    modeling: Modeling,
    elementFactory: ElementFactory,
    bpmnFactory: ElementMaker,
    room: Room,
    oneChange: OneChange,
  ) {
    this.#modeling = modeling;
    this.#elementFactory = elementFactory;
    this.#bpmnFactory = bpmnFactory;
    this.#room = room;
    this.#oneChange = oneChange;
  }

  /** True when both ways of a parallel split can be drawn around the step. */
  canSurround(shape: Shape): boolean {
    const noEdges = (shape.attachers ?? []).length === 0;
    const plain = shape.outgoing.every((flow) => flow.businessObject.get('conditionExpression') === undefined);
    const flows = shape.incoming.length > 0 && shape.outgoing.length > 0;
    return flows && noEdges && plain && shape.businessObject.get('default') === undefined;
  }

  /** Puts the step on a flow: source → step → target. Name and condition of the flow stay on its first part. */
  onFlow(flow: Connection, step: NewStep): Shape {
    const { source, target } = flow;
    return this.#composed(() => {
      const shape = this.#shapeOf(step);
      const place = this.#room.between(source, target, shape);
      const placed = this.#place(shape, place, scopeOf(flow), step);
      this.#modeling.reconnectEnd(flow, placed, middle(placed));
      const onward = this.#modeling.connect(placed, target, SEQUENCE_FLOW);
      this.#modeling.layoutConnection(flow);
      this.#modeling.layoutConnection(onward);
      return placed;
    });
  }

  /** Puts the step after one that nothing follows yet. */
  afterLast(source: Shape, step: NewStep): Shape {
    return this.#composed(() => {
      const shape = this.#shapeOf(step);
      const placed = this.#place(shape, gapAfter(source, shape), scopeOf(source), step);
      this.#modeling.connect(source, placed, SEQUENCE_FLOW);
      return placed;
    });
  }

  /** Puts the step beside another: a parallel split before both, a join after both. */
  beside(other: Shape, step: NewStep): Shape {
    return this.#composed(() => {
      const before = [...other.incoming];
      const after = [...other.outgoing];
      const scope = scopeOf(other);
      const split = this.#gateway();
      const place = this.#room.before(other, split);
      const placedSplit = this.#modeling.createShape(split, place, scope);
      const join = this.#gateway();
      this.#room.openAfter(other, join.width);
      const placedJoin = this.#modeling.createShape(join, gapAfter(other, join), scope);
      const shape = this.#shapeOf(step);
      const placed = this.#place(shape, freePlaceBelow(other, shape), scope, step);
      for (const flow of before) this.#modeling.reconnectEnd(flow, placedSplit, middle(placedSplit));
      for (const flow of after) this.#modeling.reconnectStart(flow, placedJoin, middle(placedJoin));
      const drawn = [
        [placedSplit, other],
        [placedSplit, placed],
        [other, placedJoin],
        [placed, placedJoin],
      ] as const;
      for (const [from, to] of drawn) {
        this.#modeling.connect(from, to, SEQUENCE_FLOW);
      }
      for (const flow of [...before, ...after]) this.#modeling.layoutConnection(flow);
      return placed;
    });
  }

  #composed(make: () => Shape): Shape {
    let placed: Shape | null = null;
    this.#oneChange.run(() => {
      placed = make();
    });
    if (placed === null) throw new Error('the change did not run');
    return placed;
  }

  #shapeOf({ block: { type, eventDefinitionType }, id, name }: NewStep): Shape {
    const businessObject = this.#bpmnFactory.create(type, { id, name });
    return this.#elementFactory.createShape({
      type,
      businessObject,
      ...(eventDefinitionType === undefined ? {} : { eventDefinitionType }),
    });
  }

  #gateway(): Shape {
    return this.#elementFactory.createShape({ type: 'bpmn:ParallelGateway' });
  }

  #place(shape: Shape, place: Point, scope: Shape, { content }: NewStep): Shape {
    const placed = this.#modeling.createShape(shape, place, scope);
    const model = placed.businessObject;
    const extensionElements = withExtensions(model, content.extensions, this.#bpmnFactory);
    if (extensionElements !== undefined) this.#modeling.updateProperties(placed, { extensionElements });
    const [definition] = elements(model, 'eventDefinitions');
    if (definition !== undefined && content.eventDefinition !== undefined) {
      this.#modeling.updateModdleProperties(placed, definition, content.eventDefinition);
    }
    return placed;
  }
}

function scopeOf(element: Shape | Connection): Shape {
  if (element.parent === undefined) throw new Error(`${element.id} stands nowhere`);
  return element.parent;
}
