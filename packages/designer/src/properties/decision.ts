import { decisionIds } from '../model/decision-ids.ts';
import { extension } from '../model/extensions.ts';
import { text } from '../model/moddle.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** Which decision table a step asks, and under which name its answer is kept. */
export const decisionGroup: PropertiesGroup = {
  id: 'decision',
  entries: (element, { texts, files, edit }, { choice, text: field }) => {
    if (!isOne(element, 'bpmn:BusinessRuleTask')) return [];
    const read = (name: string): string => text(extension(modelOf(element), 'zeebe:CalledDecision'), name);
    const write = (attributes: Record<string, string>): void =>
      edit.extend(element, [{ type: 'zeebe:CalledDecision', attributes }]);
    return [
      choice({
        id: 'decision',
        label: texts.properties.decisionId,
        get: () => read('decisionId'),
        set: (decisionId) => write({ decisionId }),
        options: () => {
          const known = decisionIds(files());
          const current = read('decisionId');
          const all = current === '' || known.includes(current) ? known : [...known, current];
          return [{ value: '', label: texts.properties.choose }, ...all.map((id) => ({ value: id, label: id }))];
        },
      }),
      field({
        id: 'result-variable',
        label: texts.properties.resultVariable,
        get: () => read('resultVariable'),
        set: (resultVariable) => write({ resultVariable }),
      }),
    ];
  },
};
