import { EventEmitter } from 'node:events';
import { BpmnModdle } from 'bpmn-moddle';
import type { Subject } from './cases.ts';
import { services } from './peer-services.ts';

/** bpmn-engine, with the model read and serialized once, as its documentation advises for many instances. */
export const bpmnEngine: Subject = {
  name: 'bpmn-engine',
  async prepare({ xml, variables }) {
    const { Engine } = await import('bpmn-engine');
    const elements = await import('bpmn-elements');
    const { default: serialize, TypeResolver } = await import('moddle-context-serializer');
    const moddle = await new BpmnModdle().fromXML(xml('javascript'), 'bpmn:Definitions', { lax: true });
    const sourceContext = serialize(moddle, TypeResolver(elements));
    return {
      async run() {
        const listener = new EventEmitter();
        listener.on('activity.wait', (activity: { signal(): void }) => activity.signal());
        await new Promise<void>((resolve, reject) => {
          const engine = new Engine({ name: 'bench', sourceContext, services: services() });
          const done = (error: Error | null) => (error === null || error === undefined ? resolve() : reject(error));
          engine.execute({ listener, variables: { ...variables } }, done).catch(reject);
        });
      },
    };
  },
};
