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

async function processOf(pairs: readonly (readonly [number, number])[]): Promise<Process> {
  const builder = new ModelBuilder().node('startEvent', 'start');
  for (let index = 0; index < 6; index += 1) builder.node('task', `n${index}`);
  builder.node('inclusiveGateway', 'n6').flow('start', 'n0');
  for (const [from, to] of pairs) builder.namedFlow(`f${from}-${to}`, `n${from}`, `n${to}`);
  const { definitions } = await read(builder.toXml());
  const [process] = definitions === null ? [] : compile(definitions, { check: false }).processes;
  if (process === undefined) throw new Error('the model does not compile');
  return process;
}

/** All incoming flows of the gateway that a path from the node ends in, found by walking every path without repetition. */
function ends(node: ProcessNode, gateway: ProcessNode, walked: ReadonlySet<string> = new Set()): Set<string> {
  const found = new Set<string>();
  for (const flow of node.outgoing) {
    if (flow.target === gateway) found.add(flow.id);
    else if (!walked.has(flow.id)) {
      for (const end of ends(flow.target, gateway, new Set([...walked, flow.id]))) found.add(end);
    }
  }
  return found;
}

/** BPMN 2.0.2 §13.4.3, word for word: no path to a flow without a token, unless there is one to a flow with a token. */
function oracle(gateway: ProcessNode, places: readonly ProcessNode[], marked: readonly string[]): boolean {
  return places.every((place) => {
    const reached = [...ends(place, gateway)];
    const toEmpty = reached.some((flow) => !marked.includes(flow));
    return !toEmpty || reached.some((flow) => marked.includes(flow));
  });
}

describe('inclusive join', () => {
  it('goes on exactly when a walk over all paths finds that nothing else comes', async () => {
    let waited = 0;
    let went = 0;
    await fc.assert(
      fc.asyncProperty(edges, fc.nat(127), fc.nat(127), async (pairs, tokens, held) => {
        const process = await processOf(pairs);
        const gateway = process.nodes.get('n6');
        if (gateway === undefined) throw new Error('no gateway');
        const places = [...process.nodes.values()].filter((node) => {
          return node.kind === 'task' && ((tokens >> Number(node.id.slice(1))) & 1) === 1;
        });
        const marked = gateway.incoming.flatMap(({ id }, index) => (((held >> index) & 1) === 1 ? [id] : []));
        const found = nothingElseComes(gateway, places, marked, null);
        expect(found).toBe(oracle(gateway, places, marked));
        if (found) went += 1;
        else waited += 1;
      }),
      { numRuns: 400, seed: 20_260_106 },
    );
    expect(Math.min(waited, went)).toBeGreaterThan(40);
  });
});
