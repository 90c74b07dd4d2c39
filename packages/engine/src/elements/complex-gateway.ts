import type { Behaviour, Fault, Run } from '../kernel/contracts.ts';
import type { ProcessNode } from '../kernel/graph.ts';
import type { Json, Key } from '../kernel/types.ts';

/**
 * BPMN 2.0.2 §13.4.5. It begins when its activation condition holds (`activationCount`: flows with a token, `tokens`:
 * how many on each), takes a token from each flow that has one and passes tokens on. Then it waits for those that can
 * still come by the other flows, and passes tokens on once more, by flows whose condition asks for it
 * (`waitingForStart`: true in the first phase, false in the second). Without a condition the first token begins.
 */
export const complexGateway: Behaviour = {
  kind: 'complexGateway',
  begins(run, node, scope, tokens) {
    const value = activation(run, node, scope, tokens);
    // one that cannot be evaluated lets the gateway be entered, where an incident can hold it
    return !value.ok || value.value;
  },
  enter(run, node, key, taken) {
    const { wait } = run.instance(key);
    const lacking = node.incoming.flatMap(({ id }) => (taken == null || taken.includes(id) ? [] : [id]));
    if (wait === null) run.wait(node, key, { type: 'reset', flows: lacking }, null);
    const got = node.incoming.filter(({ id }) => !(wait?.type === 'reset' ? wait.flows : lacking).includes(id));
    const value = activation(run, node, key, Object.fromEntries(got.map(({ id }) => [id, 1])));
    const fault: Fault | null = value.ok ? run.pass(node, key) : value;
    if (fault !== null) run.incident(key, fault);
  },
  resume: (run, node, key) => run.passOut(node, key),
};

function activation(run: Run, node: ProcessNode, key: Key, tokens: { readonly [flow: string]: number }) {
  if (node.activation === null) return { ok: true, value: true } as const;
  const held: { [flow: string]: Json } = {};
  for (const { id } of node.incoming) held[id] = tokens[id] ?? 0;
  const activationCount = Object.values(held).filter((count) => count !== 0).length;
  return run.decide(node.activation, key, { activationCount, tokens: held });
}
