import type { Arm, Flow, Process, ProcessNode } from './graph.ts';
import type { ArmedEvent, Mapping, MigrationPlan, MigrationProblem, MigrationProblemCode } from './migration-plan.ts';

/**
 * Plans how instances of `source` go over to `target`. Elements with equal ids and kinds go to each other; `mappings` say
 * where others go, sequence flows included. `problems` lists what cannot be: an error forbids every migration, a warning
 * only that of instances which stand in the element (`checkMigration` says whether one does).
 */
export function planMigration(
  source: Process,
  target: Process,
  mappings: readonly Mapping[] = [],
): { readonly plan: MigrationPlan; readonly problems: readonly MigrationProblem[] } {
  const problems: MigrationProblem[] = [];
  const given = new Map(mappings.map((one) => [one.source, one.target]));
  const to = new Map<string, string>([[source.id, target.id]]);
  const report = (severity: MigrationProblem['severity'], element: string, other: string | null, found: Found) =>
    problems.push({ code: found[0], severity, element, target: other, message: found[1] });
  for (const one of mappings) {
    if (source.nodes.has(one.source) || source.flows.has(one.source)) continue;
    report('error', one.source, one.target, ['unknown-source', `${source.id} has no element ${one.source}.`]);
  }
  // containers come before what is in them, hosts may come after their boundary events
  const nodes = [...source.nodes.values()].sort((a, b) => Number(a.host !== null) - Number(b.host !== null));
  for (const node of nodes) {
    const named = given.get(node.id);
    const other = target.nodes.get(named ?? node.id);
    if (other === undefined) {
      if (named !== undefined) report('error', node.id, named, ['unknown-target', `${target.id} has no ${named}.`]);
      else if (!onlyArmed(node)) report('warning', node.id, null, ['unmapped', `${node.id} leads nowhere.`]);
      continue;
    }
    const mismatch = mismatchOf(node, other, to);
    if (mismatch === null) to.set(node.id, other.id);
    else report(named === undefined ? 'warning' : 'error', node.id, other.id, mismatch);
  }
  const plan: MigrationPlan = {
    from: source.id,
    to: target.id,
    elements: Object.fromEntries([...to].filter(([id]) => source.nodes.has(id))),
    flows: Object.fromEntries(
      [...source.flows.values()].flatMap((flow): [string, string][] => {
        const other = flow.target.joins ? flowFor(flow, target, to, given.get(flow.id)) : null;
        return other === null ? [] : [[flow.id, other]];
      }),
    ),
    update: mappings.flatMap((one) => (one.update === true ? [one.target] : [])),
    armed: armedEvents(source),
  };
  return { plan, problems };
}

type Found = readonly [code: MigrationProblemCode, message: string];

/** Waits on behalf of another element: where it leads nowhere, its wait is closed. */
function onlyArmed(node: ProcessNode): boolean {
  return node.kind === 'boundaryEvent' || node.kind === 'startEvent';
}

function mismatchOf(node: ProcessNode, other: ProcessNode, to: ReadonlyMap<string, string>): Found | null {
  if (node.kind !== other.kind) return ['different-kind', `${node.id} is a ${node.kind}, ${other.id} a ${other.kind}.`];
  if ((node.adHoc?.worker == null) !== (other.adHoc?.worker == null)) {
    return ['different-kind', `A worker decides in one of ${node.id} and ${other.id} only.`];
  }
  if (triggersOf(node) !== triggersOf(other)) {
    return ['different-trigger', `${node.id} waits for ${triggersOf(node)}, ${other.id} for ${triggersOf(other)}.`];
  }
  if (repetitionOf(node) !== repetitionOf(other)) {
    return ['different-repetition', `${node.id} is ${repetitionOf(node)}, ${other.id} ${repetitionOf(other)}.`];
  }
  if (to.get(node.scope) !== other.scope) {
    return ['different-scope', `${node.id} is in ${node.scope}, ${other.id} in ${other.scope}.`];
  }
  if (node.host !== null && other.host !== null && to.get(node.host.id) !== other.host.id) {
    return ['different-scope', `${node.id} is attached to ${node.host.id}, ${other.id} to ${other.host.id}.`];
  }
  return null;
}

function triggersOf({ trigger, parts }: ProcessNode): string {
  return parts.length === 0 ? trigger : `${trigger} (${parts.map((part) => part.trigger).join(', ')})`;
}

function repetitionOf({ loop }: ProcessNode): string {
  if (loop === null) return 'not repeated';
  if (loop.kind === 'standardLoop') return 'a loop';
  return loop.sequential ? 'repeated one after the other' : 'repeated together';
}

/** The named flow, the one with the same id, or the only one between the same elements. */
function flowFor(flow: Flow, target: Process, to: ReadonlyMap<string, string>, named: string | undefined) {
  const same = target.flows.get(named ?? flow.id);
  if (named !== undefined) return same === undefined ? null : named;
  const join = to.get(flow.target.id);
  if (same !== undefined && same.target.id === join) return same.id;
  const before = to.get(flow.source.id);
  const [only, ...more] = [...target.flows.values()].filter(
    (one) => one.target.id === join && one.source.id === before,
  );
  return only === undefined || more.length > 0 ? null : only.id;
}

function armedEvents(process: Process): MigrationPlan['armed'] {
  const armed: { [element: string]: readonly ArmedEvent[] } = {};
  const add = (id: string, arms: readonly Arm[], run: boolean) => {
    if (arms.length > 0) armed[id] = [...(armed[id] ?? []), ...arms.map((arm) => ({ ...identityOf(arm), run }))];
  };
  add(process.id, process.root.arms, false);
  for (const node of process.nodes.values()) {
    add(node.id, node.arms, false);
    if (node.single !== null) add(node.id, node.single.arms, true);
  }
  return armed;
}

/** How a plan names what is armed. */
export function identityOf({ event, part }: Arm): { readonly event: string; readonly part: number } {
  return { event: event.id, part: Math.max(0, event.parts.indexOf(part)) };
}
