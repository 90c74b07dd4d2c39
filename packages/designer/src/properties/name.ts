import { elements, text } from '../model/moddle.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** Name and explanation of whatever is chosen. */
export const nameGroup: PropertiesGroup = {
  id: 'name',
  entries: (element, { texts, edit }, { text: field, longText }) => {
    if (isOne(element, 'bpmn:Collaboration', 'bpmn:TextAnnotation', 'bpmn:Association')) return [];
    const model = modelOf(element);
    return [
      field({
        id: 'name',
        label: texts.properties.name,
        get: () => text(model, 'name'),
        set: (value) => edit.rename(element, value),
      }),
      longText({
        id: 'description',
        label: texts.properties.description,
        get: () => text(elements(model, 'documentation')[0], 'text'),
        set: (value) => {
          const rest = elements(model, 'documentation').slice(1);
          const first = value === '' ? [] : [edit.make.create('bpmn:Documentation', { text: value })];
          edit.set(element, { documentation: [...first, ...rest] });
        },
      }),
    ];
  },
};
