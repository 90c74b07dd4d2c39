import { element, elements, type ModdleElement } from './moddle.ts';

/**
 * Orders the nodes of one scope as a reader follows them: from the starts along the flows, a node after all that lead
 * to it (flows that go back are ignored), branches one after the other, boundary events after their step.
 */
export function inReadingOrder(nodes: readonly ModdleElement[]): readonly ModdleElement[] {
  const inScope = new Set(nodes);
  const boundary = new Map<ModdleElement, ModdleElement[]>();
  for (const node of nodes) {
    const host = element(node, 'attachedToRef');
    if (host !== null) boundary.set(host, [...(boundary.get(host) ?? []), node]);
  }
  const next = (node: ModdleElement): ModdleElement[] =>
    [
      ...elements(node, 'outgoing').flatMap((flow) => element(flow, 'targetRef') ?? []),
      ...(boundary.get(node) ?? []),
    ].filter((target) => inScope.has(target));

  // Reverse postorder of a depth-first walk is a topological order of the graph without its back edges. Ways out are
  // walked last first, so that the first way comes out first. The walk keeps its own stack: models may be long.
  const finished: ModdleElement[] = [];
  const seen = new Set<ModdleElement>();
  const walk = (root: ModdleElement): void => {
    if (seen.has(root)) return;
    seen.add(root);
    const stack = [{ node: root, ways: next(root) }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const way = top.ways.pop();
      if (way === undefined) {
        finished.push(top.node);
        stack.pop();
      } else if (!seen.has(way)) {
        seen.add(way);
        stack.push({ node: way, ways: next(way) });
      }
    }
  };
  const starts = nodes.filter(
    (node) => elements(node, 'incoming').length === 0 && element(node, 'attachedToRef') === null,
  );
  const ranked = [
    ...starts.filter((node) => node.$type === 'bpmn:StartEvent'),
    ...starts.filter((node) => node.$type !== 'bpmn:StartEvent'),
  ];
  // What is walked last comes out first.
  for (const root of ranked.reverse()) walk(root);
  return [...finished.reverse(), ...nodes.filter((node) => !seen.has(node))];
}
