import { armOf } from './arms.ts';
import type { Run } from './contracts.ts';
import type { Core } from './core.ts';
import type { DeepestFirst } from './deepest-first.ts';
import { take } from './enter.ts';
import type { ProcessNode } from './graph.ts';
import { reachOf } from './reach.ts';
import type { ElementInstance } from './state.ts';
import { isLeaving } from './task-listening.ts';
import type { Key } from './types.ts';

/**
 * Looks again at the gateways that join what can still come, in scopes where tokens have moved or died, now that none
 * is on its way. Answers whether one of them has gone on; then others may have to wait again.
 */
export function converge(core: Core, run: Run, moved: DeepestFirst): boolean {
  for (let key = moved.peek(); key !== undefined; key = moved.peek()) {
    const scope = core.draft.find(key);
    if (scope?.wait?.type === 'scope' && convergeIn(core, run, scope)) return true;
    moved.drop();
  }
  return false;
}

function convergeIn(core: Core, run: Run, scope: ElementInstance): boolean {
  const gateways = core.process.converging.filter((node) => node.scope === scope.element);
  if (gateways.length === 0 || scope.wait?.type !== 'scope') return false;
  const { tokens } = scope.wait;
  let alive: readonly ElementInstance[] | null = null;
  for (const gateway of gateways) {
    const marked = gateway.incoming.flatMap(({ id }) => (tokens[id] === undefined ? [] : [id]));
    if (marked.length === 0 && gateway.kind !== 'complexGateway') continue;
    alive ??= livingIn(core, scope.key);
    const places = () => placesOf(core, gateway, alive ?? [], tokens);
    if (gateway.kind === 'complexGateway') {
      const waiting = alive.find(({ element, wait }) => element === gateway.id && wait?.type === 'reset');
      if (waiting === undefined) {
        if (marked.length > 0 && gateway.behaviour.begins?.(run, gateway, scope.key, tokens) === true) {
          take(core, run, { type: 'token', node: gateway, scope: scope.key, result: undefined }, marked);
          return true;
        }
      } else if (
        waiting.incident === 0 &&
        waiting.wait?.type === 'reset' &&
        nothingElseComes(gateway, places(), marked, waiting.wait.flows)
      ) {
        const lacking = waiting.wait.flows;
        for (const flow of marked) {
          if (lacking.includes(flow)) core.emit({ type: 'tokenDropped', ...core.about(flow, scope.key) });
        }
        core.closeWait(waiting, 0, waiting.wait, 'triggered');
        gateway.behaviour.resume(run, gateway, waiting.key, undefined);
        return true;
      }
    } else if (nothingElseComes(gateway, places(), marked, null)) {
      take(core, run, { type: 'token', node: gateway, scope: scope.key, result: undefined }, marked);
      return true;
    }
  }
  return false;
}

/**
 * BPMN 2.0.2 §13.4.3: for each place of a token from which a flow without token can be reached, one with a token can be
 * reached too, along sequence flows: what a boundary event has sent ahead does not stand for the token of its activity.
 * `only`: the flows that count; null: all incoming ones.
 */
export function nothingElseComes(
  gateway: ProcessNode,
  places: readonly ProcessNode[],
  marked: readonly string[],
  only: readonly string[] | null,
): boolean {
  const reach = reachOf(gateway);
  return places.every((place) => {
    const ways = reach.get(place);
    if (ways === undefined) return true;
    const counting = (flow: string) => only === null || only.includes(flow);
    const comes = [...ways.any].some((flow) => counting(flow) && !marked.includes(flow));
    return !comes || [...ways.sequence].some((flow) => counting(flow) && marked.includes(flow));
  });
}

/** Nodes from which tokens of the scope may still move towards the gateway. */
function placesOf(
  core: Core,
  gateway: ProcessNode,
  alive: readonly ElementInstance[],
  tokens: { readonly [flow: string]: number },
): ProcessNode[] {
  const places = alive.flatMap(({ element, wait }) =>
    wait?.type === 'reset' || isLeaving(wait) ? [] : [core.node(element)],
  );
  for (const flow of Object.keys(tokens)) {
    const target = core.process.flows.get(flow)?.target;
    if (target !== undefined && target !== gateway) places.push(target);
  }
  return places;
}

function livingIn(core: Core, scope: Key): ElementInstance[] {
  return core.draft.elements().filter((one) => one.parent === scope && armOf(core, one) === null);
}
