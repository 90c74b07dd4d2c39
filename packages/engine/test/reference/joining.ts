/** Inclusive and complex gateways that join: by a search over the whole graph, for every token, each time anew. */
import { choose, enter, leaveBy, takeTokens } from './flow.ts';
import { joins, type RefFlow, type RefNode } from './model.ts';
import { activation } from './work.ts';
import type { Place, World } from './world.ts';

/** Lets one gateway that can go on do so; false when there is none. */
export function joinOne(world: World): boolean {
  // what is inside comes to rest first
  for (const scope of [...world.places].reverse()) {
    if (scope.inside === null || scope.inside.runs !== null) continue;
    const box = scope.node === null ? world.model.box : scope.node.inside;
    for (const gateway of box?.nodes ?? []) {
      if (gateway.type === 'complexGateway' && complexGoesOn(world, scope, gateway)) return true;
      if (gateway.type === 'inclusiveGateway' && joins(gateway) && inclusiveGoesOn(world, scope, gateway)) return true;
    }
  }
  return false;
}

function inclusiveGoesOn(world: World, scope: Place, gateway: RefNode): boolean {
  const marked = markedFlows(scope, gateway);
  if (marked.length === 0 || moreComes(world, scope, gateway, marked, gateway.incoming)) return false;
  takeTokens(scope, marked);
  enter(world, { kind: 'token', node: gateway, scope, brought: null }, marked);
  return true;
}

/** BPMN 2.0.2 §13.4.5. */
function complexGoesOn(world: World, scope: Place, gateway: RefNode): boolean {
  const marked = markedFlows(scope, gateway);
  const begun = world.inScope(scope).find(({ node, wait }) => node === gateway && wait?.kind === 'rest');
  if (begun === undefined) {
    if (marked.length === 0) return false;
    const begins = activation(world, gateway, scope, (flow) => scope.inside?.tokens.get(flow) ?? 0);
    if (begins.ok && !begins.value) return false;
    takeTokens(scope, marked);
    enter(world, { kind: 'token', node: gateway, scope, brought: null }, marked);
    return true;
  }
  if (begun.incident !== null || begun.wait?.kind !== 'rest') return false;
  const { lacking } = begun.wait;
  if (moreComes(world, scope, gateway, marked, lacking)) return false;
  takeTokens(
    scope,
    marked.filter((flow) => lacking.includes(flow)),
  );
  begun.wait = null;
  const chosen = choose(world, begun, { waitingForStart: false });
  if (!chosen.ok && chosen.code !== 'no-matching-flow') world.hold(begun, 'work', chosen.code);
  else {
    // the default flow of a gateway that does not tell its phases apart has had its time
    const tells = gateway.outgoing.some(({ condition }) => condition?.reads.includes('waitingForStart') === true);
    const flows = (chosen.ok ? chosen.value : []).filter((flow) =>
      flow === gateway.defaultFlow ? tells : flow.condition !== null,
    );
    leaveBy(world, begun, flows, null);
  }
  return true;
}

function markedFlows(scope: Place, gateway: RefNode): RefFlow[] {
  return gateway.incoming.filter((flow) => scope.inside?.tokens.has(flow) === true);
}

/**
 * BPMN 2.0.2 §13.4.3: some token in the scope can come, not through the gateway, to an incoming flow that has no token,
 * and that same token cannot come, along sequence flows, to one that has.
 */
function moreComes(
  world: World,
  scope: Place,
  gateway: RefNode,
  marked: readonly RefFlow[],
  counting: readonly RefFlow[],
): boolean {
  const whereTokensAre = [
    ...world
      .inScope(scope)
      .flatMap(({ node, wait, task }) =>
        node === null || wait?.kind === 'rest' || task?.way?.on === 'canceling' ? [] : [node],
      ),
    ...[...(scope.inside?.tokens.keys() ?? [])].flatMap(({ target }) => (target === gateway ? [] : [target])),
  ];
  return whereTokensAre.some((from) => {
    const [ends, along] = [true, false].map((events) =>
      endsAt(from, gateway, events).filter((flow) => counting.includes(flow)),
    );
    return ends?.some((flow) => !marked.includes(flow)) && !along?.some((flow) => marked.includes(flow));
  });
}

/** The incoming flows of the gateway that a token in `from` can still take; with `events`, also by boundary events. */
function endsAt(from: RefNode, gateway: RefNode, events: boolean): RefFlow[] {
  const ends = new Set<RefFlow>();
  const seen = new Set<RefNode>();
  const walk = (node: RefNode) => {
    if (seen.has(node)) return;
    seen.add(node);
    for (const flow of node.outgoing) {
      if (flow.target === gateway) ends.add(flow);
      else walk(flow.target);
    }
    if (events) for (const event of node.attached) walk(event);
  };
  walk(from);
  return [...ends];
}
