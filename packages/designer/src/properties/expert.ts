import { extension } from '../model/extensions.ts';
import { formatMappings, parseMappings } from '../model/mappings.ts';
import { elements, text } from '../model/moddle.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { PropertiesGroup } from './group.ts';

const ID = /^[A-Za-z_][\w.-]*$/;

/** Ids, data mappings and XML, for those who asked for the expert mode. */
export const expertGroup: PropertiesGroup = {
  id: 'expert',
  entries: (element, { texts, expert, edit, xmlOf, isTaken }, { text: field, longText }) => {
    if (!expert()) return [];
    const model = modelOf(element);
    const words = texts.properties;
    const mapping = (kind: 'Input' | 'Output') => {
      const property = kind === 'Input' ? 'inputParameters' : 'outputParameters';
      return longText({
        id: property,
        label: kind === 'Input' ? words.inputs : words.outputs,
        hint: words.mappingHint,
        monospace: true,
        get: () => formatMappings(elements(extension(model, 'zeebe:IoMapping'), property)),
        problem: (value) => {
          const parsed = parseMappings(value);
          return parsed.ok ? null : words.malformedMapping(parsed.line);
        },
        set: (value) => {
          const parsed = parseMappings(value);
          if (!parsed.ok) return;
          const made = parsed.mappings.map((attributes) => edit.make.create(`zeebe:${kind}`, { ...attributes }));
          const other = kind === 'Input' ? 'outputParameters' : 'inputParameters';
          const empty = made.length === 0 && elements(extension(model, 'zeebe:IoMapping'), other).length === 0;
          edit.extend(element, [{ type: 'zeebe:IoMapping', attributes: empty ? null : { [property]: made } }]);
        },
      });
    };
    return [
      field({
        id: 'element-id',
        label: words.id,
        get: () => text(model, 'id'),
        problem: (value) => (ID.test(value) && !isTaken(value, element) ? null : words.invalidId),
        set: (id) => edit.set(element, { id }),
      }),
      ...(isOne(element, 'bpmn:Activity', 'bpmn:Event') ? [mapping('Input'), mapping('Output')] : []),
      longText({
        id: 'raw-xml',
        label: words.raw,
        monospace: true,
        disabled: true,
        get: () => xmlOf(element),
        set: () => undefined,
      }),
    ];
  },
};
