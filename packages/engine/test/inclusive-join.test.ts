import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile, type Process, type ProcessNode, read } from '../src/index.ts';
import { nothingElseComes } from '../src/kernel/converge.ts';
import { ModelBuilder } from '../src/testing/index.ts';

/** Edges of a random graph over the tasks 0…5 and the gateway, which is node 6. */
const edges = fc.uniqueArray(fc.tuple(fc.nat(6), fc.nat(6)), {
  minLength: 4,
  maxLength: 16,
  selector: ([from, to]) => `${from}-${to}`,
});

/** What the boundary events of the tasks 0…2 lead to. */
const eventEdges = fc.uniqueArray(fc.tuple(fc.nat(2), fc.nat(6)), {
  maxLength: 4,
  selector: ([from, to]) => `${from}-${to}`,
});

async function processOf(
  pairs: readonly (readonly [number, number])[],
  ofEvents: readonly (readonly [number, number])[],
): Promise<Process> {
  const builder = new ModelBuilder().node('startEvent', 'start');
  for (let index = 0; index < 6; index += 1) builder.node('task', `n${index}`);
  builder.node('inclusiveGateway', 'n6').flow('start', 'n0');
  for (const [from, to] of pairs) builder.namedFlow(`f${from}-${to}`, `n${from}`, `n${to}`);
  for (const host of new Set(ofEvents.map(([from]) => from))) {
    const attributes = { attachedToRef: `n${host}`, cancelActivity: 'false' };
    const timer = '<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>';
    builder.node('boundaryEvent', `b${host}`, attributes, timer);
  }
  for (const [from, to] of ofEvents) builder.namedFlow(`e${from}-${to}`, `b${from}`, `n${to}`);
  const { definitions } = await read(builder.toXml());
  const [process] = definitions === null ? [] : compile(definitions, { check: false }).processes;
  if (process === undefined) throw new Error('the model does not compile');
  return process;
}

/**
 * All incoming flows of the gateway that a path from the node ends in, found by walking every path without repetition;
 * with `events`, also paths that leave activities by their boundary events.
 */
function ends(
  process: Process,
  node: ProcessNode,
  gateway: ProcessNode,
  events: boolean,
  walked: ReadonlySet<string> = new Set(),
): Set<string> {
  const found = new Set<string>();
  const attached = events ? [...process.nodes.values()].filter(({ host }) => host === node) : [];
  for (const flow of [node, ...attached].flatMap(({ outgoing }) => outgoing)) {
    if (flow.target === gateway) found.add(flow.id);
    else if (!walked.has(flow.id)) {
      for (const end of ends(process, flow.target, gateway, events, new Set([...walked, flow.id]))) found.add(end);
    }
  }
  return found;
}

/**
 * BPMN 2.0.2 §13.4.3: no way to a flow without a token, unless there is a path of sequence flows, which is its word, to a
 * flow with a token.
 */
function oracle(
  process: Process,
  gateway: ProcessNode,
  places: readonly ProcessNode[],
  marked: readonly string[],
): boolean {
  return places.every((place) => {
    const toEmpty = [...ends(process, place, gateway, true)].some((flow) => !marked.includes(flow));
    return !toEmpty || [...ends(process, place, gateway, false)].some((flow) => marked.includes(flow));
  });
}

describe('inclusive join', () => {
  it('goes on exactly when a walk over all paths finds that nothing else comes', async () => {
    let waited = 0;
    let went = 0;
    await fc.assert(
      fc.asyncProperty(edges, eventEdges, fc.nat(127), fc.nat(127), async (pairs, ofEvents, tokens, held) => {
        const process = await processOf(pairs, ofEvents);
        const gateway = process.nodes.get('n6');
        if (gateway === undefined) throw new Error('no gateway');
        const places = [...process.nodes.values()].filter((node) => {
          return node.kind === 'task' && ((tokens >> Number(node.id.slice(1))) & 1) === 1;
        });
        const marked = gateway.incoming.flatMap(({ id }, index) => (((held >> index) & 1) === 1 ? [id] : []));
        const found = nothingElseComes(gateway, places, marked, null);
        expect(found).toBe(oracle(process, gateway, places, marked));
        if (found) went += 1;
        else waited += 1;
      }),
      { numRuns: 400, seed: 20_260_106 },
    );
    expect(Math.min(waited, went)).toBeGreaterThan(40);
  });
});
