import type { Connection } from '../features/canvas/diagram.ts';
import { element as reference, text } from '../model/moddle.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** When a way out of a choice is taken: a FEEL condition, or "otherwise". */
export const conditionGroup: PropertiesGroup = {
  id: 'condition',
  entries: (element, { texts, edit }, { longText, tick }) => {
    if (!isOne(element, 'bpmn:SequenceFlow')) return [];
    const source = (element as Partial<Connection>).source;
    if (source === undefined || !isOne(source, 'bpmn:ExclusiveGateway', 'bpmn:InclusiveGateway', 'bpmn:Activity'))
      return [];
    const flow = modelOf(element);
    const isDefault = (): boolean => reference(modelOf(source), 'default') === flow;
    return [
      ...(isDefault()
        ? []
        : [
            longText({
              id: 'condition',
              label: texts.properties.conditionText,
              hint: texts.properties.conditionHint,
              monospace: true,
              get: () => text(reference(flow, 'conditionExpression'), 'body').replace(/^\s*=\s*/, ''),
              set: (value) =>
                edit.set(element, {
                  conditionExpression:
                    value.trim() === ''
                      ? undefined
                      : edit.make.create('bpmn:FormalExpression', { body: `=${value.replace(/^\s*=/, '')}` }),
                }),
            }),
          ]),
      tick({
        id: 'is-default',
        label: texts.properties.isDefault,
        get: isDefault,
        set: (value) => edit.set(source, { default: value ? flow : undefined }),
      }),
    ];
  },
};
