import { ELEMENTS } from '../elements/index.ts';
import type { ProcessNode } from '../kernel/graph.ts';
import type { ElementKind, TriggerKind } from '../kernel/kinds.ts';
import { child, definitionsOf, type Element, flag, idOf, list, text } from './model.ts';
import { triggerOfDefinition } from './multiple.ts';
import type { Position } from './support.ts';

/** What each flow node of the lanes belongs to. */
export function readLanes(set: Element, lanes: Map<Element, string>): void {
  for (const lane of list(set, 'lanes')) {
    const name = text(lane, 'name') ?? idOf(lane);
    for (const node of list(lane, 'flowNodeRef')) lanes.set(node, name);
    const inner = child(lane, 'childLaneSet');
    if (inner !== null) readLanes(inner, lanes);
  }
}

const KINDS: { readonly [type: string]: ElementKind } = {
  ...Object.fromEntries(
    (Object.keys(ELEMENTS) as ElementKind[]).map((kind) => [`bpmn:${kind[0]?.toUpperCase()}${kind.slice(1)}`, kind]),
  ),
};

/** Null for sequence flows, data objects and other elements that are no flow nodes. */
export function kindOf(element: Element): ElementKind | null {
  const kind = KINDS[element.$type] ?? null;
  return kind === 'subProcess' && flag(element, 'triggeredByEvent') ? 'eventSubProcess' : kind;
}

export function triggerOf(element: Element): TriggerKind {
  const definitions = definitionsOf(element);
  const [only] = definitions;
  if (only === undefined) return 'none';
  // throwing events have no such attribute: written all the same, it is refused
  const parallel = flag(element, 'parallelMultiple') || element.$attrs?.parallelMultiple === 'true';
  if (definitions.length > 1) return parallel ? 'parallelMultiple' : 'multiple';
  return triggerOfDefinition(only) ?? 'multiple';
}

export function positionOf(element: Element, kind: ElementKind, container: Element): Position {
  if (kind === 'boundaryEvent') return element.cancelActivity === false ? 'nonInterrupting' : 'interrupting';
  if (kind !== 'startEvent') return 'flow';
  if (container.$type === 'bpmn:Process') return 'process';
  if (!flag(container, 'triggeredByEvent')) return 'subProcess';
  return element.isInterrupting === false ? 'eventSubProcess-nonInterrupting' : 'eventSubProcess';
}

export function isActivity(kind: ElementKind): boolean {
  return kind === 'callActivity' || /(task|subProcess|Task|adHocSubProcess)$/.test(kind) || kind === 'transaction';
}

/** Begins by an event and not because nothing leads to it. */
export function startsByItself(node: ProcessNode): boolean {
  return (
    node.kind === 'boundaryEvent' ||
    node.kind === 'eventSubProcess' ||
    node.forCompensation ||
    node.trigger === 'link' ||
    beginsInstances(node)
  );
}

/** An event, receive task or event-based gateway with which an instance can begin. */
export function beginsInstances({ kind, instantiates, outgoing }: ProcessNode): boolean {
  return instantiates || (kind === 'eventBasedGateway' && outgoing.some(({ target }) => target.instantiates));
}

/** Nothing leads to it. */
export function isNoTarget(kind: ElementKind): boolean {
  return kind === 'startEvent' || kind === 'boundaryEvent' || kind === 'eventSubProcess';
}

/** Kinds that contain flow elements of their own. */
export const CONTAINERS: ReadonlySet<ElementKind> = new Set([
  'subProcess',
  'transaction',
  'eventSubProcess',
  'adHocSubProcess',
]);
