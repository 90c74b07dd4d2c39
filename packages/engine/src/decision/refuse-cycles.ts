import type { Built } from './build-models.ts';
import type { Node, Requirement } from './model.ts';

/** Reports nodes that require themselves and takes the requirement away, so that nothing runs in a circle. */
export function refuseCycles({ file, nodes }: Built): void {
  const done = new Set<Node>();
  for (const start of nodes.values()) {
    // depth first with an explicit path, so that a long chain cannot exhaust the stack
    const path: { node: Node; next: number }[] = [{ node: start, next: 0 }];
    const onPath = new Set<Node>([start]);
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const target = done.has(top.node) ? undefined : needsOf(top.node)[top.next]?.target;
      top.next += 1;
      if (target === undefined) {
        done.add(top.node);
        onPath.delete(top.node);
        path.pop();
      } else if (onPath.has(target)) {
        file.findings.error(
          'dmn-cycle',
          `The ${target.kind} "${target.name}" requires itself.`,
          file.byId.get(target.id) ?? null,
        );
        cut(top.node, target);
        top.next -= 1;
      } else {
        onPath.add(target);
        path.push({ node: target, next: 0 });
      }
    }
  }
}

function needsOf(node: Node): readonly Requirement[] {
  switch (node.kind) {
    case 'input':
      return [];
    case 'service':
      return node.outputs;
    case 'decision':
    case 'knowledge':
      return node.requirements;
    default:
      return node satisfies never;
  }
}

function cut(node: Node, target: Node): void {
  const others = needsOf(node).filter((one) => one.target !== target);
  if (node.kind === 'service') Object.assign(node, { outputs: others });
  else Object.assign(node, { requirements: others });
}
