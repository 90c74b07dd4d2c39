import { extension } from '../model/extensions.ts';
import { text } from '../model/moddle.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** What a calculation computes, and under which name its result is kept. */
export const scriptGroup: PropertiesGroup = {
  id: 'script',
  entries: (element, { texts, edit }, { text: field, longText }) => {
    if (!isOne(element, 'bpmn:ScriptTask')) return [];
    const read = (name: string): string => text(extension(modelOf(element), 'zeebe:Script'), name);
    const write = (attributes: Record<string, string>): void =>
      edit.extend(element, [{ type: 'zeebe:Script', attributes }]);
    return [
      longText({
        id: 'script-expression',
        label: texts.properties.expression,
        monospace: true,
        get: () => read('expression').replace(/^\s*=\s*/, ''),
        set: (value) => write({ expression: `=${value.replace(/^\s*=/, '')}` }),
      }),
      field({
        id: 'script-result',
        label: texts.properties.resultVariable,
        get: () => read('resultVariable'),
        set: (resultVariable) => write({ resultVariable }),
      }),
    ];
  },
};
