import type { Element } from '../features/canvas/diagram.ts';
import { extension, withExtensions } from '../model/extensions.ts';
import { type ModdleElement, element as reference, text } from '../model/moddle.ts';
import { trigger } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

const properties = { date: 'timeDate', duration: 'timeDuration', cycle: 'timeCycle' } as const;
type TimerKind = keyof typeof properties;
const kinds = Object.keys(properties) as TimerKind[];

/** When a timer fires: at a date, after a duration or repeatedly; and whether it follows its date. */
export const timerGroup: PropertiesGroup = {
  id: 'timer',
  entries: (element, { texts, edit }, { choice, text: field, tick }) => {
    const definition = trigger(element, 'bpmn:TimerEventDefinition');
    if (definition === null) return [];
    const words = texts.properties;
    const write = (kind: TimerKind, body: string): void =>
      edit.setWithin(element, definition, {
        timeDate: undefined,
        timeDuration: undefined,
        timeCycle: undefined,
        [properties[kind]]: edit.make.create('bpmn:FormalExpression', { body }),
      });
    const follow = tick({
      id: 'timer-follow',
      label: words.follow,
      get: () => extension(definition, 'circula:Follow') !== null,
      set: (value) => setFollow(element, definition, value),
    });
    function setFollow(of: Element, timer: ModdleElement, value: boolean): void {
      const changes = [{ type: 'circula:Follow', attributes: value ? {} : null }];
      edit.setWithin(of, timer, { extensionElements: withExtensions(timer, changes, edit.make) });
    }
    return [
      choice({
        id: 'timer-kind',
        label: words.timerKind,
        get: () => kindOf(definition),
        set: (kind) => write(kind as TimerKind, valueText(definition)),
        options: () => kinds.map((kind) => ({ value: kind, label: words.timerKinds[kind] })),
      }),
      field({
        id: 'timer-value',
        label: words.timerValue,
        hint: words.timerHints[kindOf(definition)],
        get: () => valueText(definition),
        set: (value) => write(kindOf(definition), value),
      }),
      ...(kindOf(definition) === 'date' ? [follow] : []),
    ];
  },
};

function kindOf(definition: ModdleElement): TimerKind {
  return kinds.find((kind) => reference(definition, properties[kind]) !== null) ?? 'duration';
}

function valueText(definition: ModdleElement): string {
  return text(reference(definition, properties[kindOf(definition)]), 'body');
}
