import { extension } from '../model/extensions.ts';
import { text } from '../model/moddle.ts';
import { idOfPath, pathsOf } from '../model/process-files.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** Which of the type's forms the step shows. */
export const formGroup: PropertiesGroup = {
  id: 'form',
  entries: (element, { texts, files, edit }, { choice }) => {
    if (!isOne(element, 'bpmn:UserTask')) return [];
    const current = (): string => text(extension(modelOf(element), 'zeebe:FormDefinition'), 'formId');
    return [
      choice({
        id: 'form',
        label: texts.properties.formId,
        get: current,
        set: (value) =>
          edit.extend(element, [{ type: 'zeebe:FormDefinition', attributes: value === '' ? null : { formId: value } }]),
        options: () => {
          const forms = pathsOf(files(), 'form').map(idOfPath);
          const all = current() === '' || forms.includes(current()) ? forms : [...forms, current()];
          return [{ value: '', label: texts.properties.noForm }, ...all.map((id) => ({ value: id, label: id }))];
        },
      }),
    ];
  },
};
