import { elements, element as reference, text } from '../model/moddle.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** Which way a choice takes when no condition holds. */
export const defaultFlowGroup: PropertiesGroup = {
  id: 'default-flow',
  entries: (element, { texts, edit }, { choice }) => {
    const model = modelOf(element);
    const ways = elements(model, 'outgoing');
    if (!isOne(element, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway') || ways.length < 2) return [];
    return [
      choice({
        id: 'default-flow',
        label: texts.properties.defaultWay,
        get: () => text(reference(model, 'default'), 'id'),
        set: (id) => edit.set(element, { default: ways.find((way) => text(way, 'id') === id) }),
        options: () => [
          { value: '', label: texts.properties.noDefault },
          ...ways.map((way) => ({
            value: text(way, 'id'),
            label: [text(way, 'name'), texts.steps.leadsTo(text(reference(way, 'targetRef'), 'name') || texts.unnamed)]
              .filter((part) => part !== '')
              .join(' '),
          })),
        ],
      }),
    ];
  },
};
