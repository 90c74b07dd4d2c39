import type { ProcessNode } from './graph.ts';
import type { ElementInstance } from './state.ts';
import { recordsOf } from './table.ts';
import type { Variables } from './types.ts';

/** What the flows that have ended gave to the output collection; nothing when there is none. */
export function collectedSoFar({ adHoc }: ProcessNode, { wait }: ElementInstance): Variables | undefined {
  if (adHoc === null || adHoc.output === null || wait?.type !== 'scope') return undefined;
  return { [adHoc.output]: wait.results === undefined ? [] : recordsOf(wait.results).map(({ value }) => value) };
}
