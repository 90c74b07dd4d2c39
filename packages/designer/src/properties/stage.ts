import { extension } from '../model/extensions.ts';
import { text } from '../model/moddle.ts';
import { serviceFacts } from '../model/service-facts.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** The public stage that the tracking page shows from this step on. */
export const stageGroup: PropertiesGroup = {
  id: 'stage',
  entries: (element, { texts, files, language, edit }, { choice }) => {
    if (!isOne(element, 'bpmn:Activity', 'bpmn:Event')) return [];
    const current = (): string => text(extension(modelOf(element), 'circula:Stage'), 'ref');
    return [
      choice({
        id: 'stage',
        label: texts.properties.stageRef,
        hint: texts.properties.stageHint,
        get: current,
        set: (ref) => edit.extend(element, [{ type: 'circula:Stage', attributes: ref === '' ? null : { ref } }]),
        options: () => {
          const stages = serviceFacts(files()).stages.map(({ id, name }) => ({ value: id, label: name[language] }));
          const known = current() === '' || stages.some(({ value }) => value === current());
          const all = known ? stages : [...stages, { value: current(), label: current() }];
          return [{ value: '', label: texts.properties.noStage }, ...all];
        },
      }),
    ];
  },
};
