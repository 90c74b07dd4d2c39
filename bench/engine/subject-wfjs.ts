import { CannotRun, type Subject } from './cases.ts';

interface Options {
  readonly activity: { takeOutgoing(identity?: { readonly id: string }): void };
  readonly data: { i: number };
}

const USERS = ['user', 'register', 'assign', 'verify', 'draft', 'review', 'approve', 'sign', 'hand-over'];
/** Gateway to where `yes` leads. */
const CHOICES = {
  ...{ paid: 'verify', complete: 'fork', fits: 'draft', agreed: 'approve', approved: 'number', signed: 'document' },
};

/** @vhidvz/wfjs, with the model parsed once; conditions and waits are methods, as it wants them. */
export const wfjs: Subject = {
  name: 'wfjs',
  async prepare({ xml, name }) {
    if (name === 'nested') throw new CannotRun('it knows no subprocesses');
    if (name === 'multi') throw new CannotRun('it knows no multi-instance');
    const { WorkflowJS, parse } = await import('@vhidvz/wfjs');
    const { NodeKey } = await import('@vhidvz/wfjs/common');
    const schema = parse(withNeighbours(xml('javascript')))['bpmn:definitions'];
    const methods: Record<string, (options: Options) => void> = {
      leave: ({ activity }) => activity.takeOutgoing(),
      count({ activity, data }) {
        data.i += 1;
        activity.takeOutgoing();
      },
      again: ({ activity, data }) => activity.takeOutgoing({ id: data.i < 100 ? 'count' : 'end' }),
    };
    const nodes: Record<string, object> = { count: node('count'), again: node('again') };
    for (const id of USERS) nodes[id] = { options: { id, pause: true }, propertyName: 'leave' };
    for (const [id, to] of Object.entries(CHOICES)) {
      methods[id] = ({ activity }) => activity.takeOutgoing({ id: to });
      nodes[id] = node(id);
    }
    const target = { ...methods, $__metadata__: { definition: { id: 'bench' }, process: { id: 'process' } } };
    const reflect = Reflect as unknown as { defineMetadata(key: symbol, value: object, on: object, at: string): void };
    reflect.defineMetadata(NodeKey, nodes, target, '$__metadata__');
    return {
      async run() {
        let { context } = await WorkflowJS.build().execute({ handler: target, schema, data: { i: 0 } });
        for (let turn = 0; context.status === 'paused' && turn < 20; turn += 1) {
          const waiting = context.tokens.find(({ status, state }) => status === 'paused' && USERS.includes(state.ref));
          if (waiting === undefined) break;
          const given = { handler: target, schema, context, node: { id: waiting.state.ref } };
          ({ context } = await WorkflowJS.build().execute(given));
        }
        if (context.status !== 'terminated') throw new Error(`${name} did not end: ${context.status}`);
      },
    };
  },
};

function node(propertyName: string): object {
  return { options: {}, propertyName };
}

/** It looks for the flows of a node inside the node, where BPMN allows them and modelers write them. */
function withNeighbours(xml: string): string {
  const flows = [...xml.matchAll(/<bpmn:sequenceFlow id="([^"]+)" sourceRef="([^"]+)" targetRef="([^"]+)"/g)];
  return xml.replace(/(<bpmn:(?!process|sequenceFlow|definitions)\w+ id="([^"]+)"[^>]*>)/g, (open, _, id) => {
    const lines = flows.map(([, flow, source, target]) => [
      ...(target === id ? [`<bpmn:incoming>${flow}</bpmn:incoming>`] : []),
      ...(source === id ? [`<bpmn:outgoing>${flow}</bpmn:outgoing>`] : []),
    ]);
    return open + lines.flat().join('');
  });
}
