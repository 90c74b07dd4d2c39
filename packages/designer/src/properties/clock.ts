import { extension } from '../model/extensions.ts';
import { text } from '../model/moddle.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

/** Whether the legal clock stands still while the step is open. */
export const clockGroup: PropertiesGroup = {
  id: 'clock',
  entries: (element, { texts, edit }, { tick }) =>
    isOne(element, 'bpmn:UserTask')
      ? [
          tick({
            id: 'clock',
            label: texts.properties.clockStops,
            get: () => text(extension(modelOf(element), 'circula:Clock'), 'effect') === 'suspend',
            set: (stops) =>
              edit.extend(element, [{ type: 'circula:Clock', attributes: stops ? { effect: 'suspend' } : null }]),
          }),
        ]
      : [],
};
