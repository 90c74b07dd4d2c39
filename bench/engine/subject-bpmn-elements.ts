import { BpmnModdle } from 'bpmn-moddle';
import type { Subject } from './cases.ts';
import { services } from './peer-services.ts';

/** bpmn-elements without the engine around it. */
export const bpmnElements: Subject = {
  name: 'bpmn-elements',
  async prepare({ xml, variables }) {
    const elements = await import('bpmn-elements');
    const { Context, Definition, Environment } = elements;
    const { default: serialize, TypeResolver } = await import('moddle-context-serializer');
    const moddle = await new BpmnModdle().fromXML(xml('javascript'), 'bpmn:Definitions', { lax: true });
    const source = serialize(moddle, TypeResolver(elements));
    const scripts = { register: () => undefined, getScript: () => undefined };
    return {
      run: () =>
        new Promise<void>((resolve, reject) => {
          const environment = new Environment({ scripts, variables: { ...variables }, services: services() });
          const definition = new Definition(Context(source, environment));
          definition.broker.subscribeTmp(
            'event',
            'activity.wait',
            (_, { content }) => definition.signal({ id: content.id, executionId: content.executionId }),
            { noAck: true },
          );
          definition.run((error) => (error ? reject(error) : resolve()));
        }),
    };
  },
};
