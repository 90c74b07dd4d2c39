import type { Element } from '../features/canvas/diagram.ts';
import { extension, headers } from '../model/extensions.ts';
import { text } from '../model/moddle.ts';
import { idOfPath, pathsOf } from '../model/process-files.ts';
import { isOne, modelOf } from './element-kinds.ts';
import type { Entry, PropertiesContext, PropertiesGroup } from './group.ts';

/** Headers that each kind of automatic step takes, in the order in which they are shown. */
const headersOf = {
  'circula.document': ['template', 'title', 'final'],
  'circula.register': ['register'],
  'circula.notify': ['template', 'to'],
} as const;
type JobType = keyof typeof headersOf;
type Header = (typeof headersOf)[JobType][number];

/** What an automatic step does, chosen by name, with the settings of that kind. */
export const jobGroup: PropertiesGroup = {
  id: 'job',
  entries: (element, context, inputs) => {
    if (!isOne(element, 'bpmn:ServiceTask', 'bpmn:SendTask')) return [];
    const { texts, edit, expert } = context;
    const current = (): string => text(extension(modelOf(element), 'zeebe:TaskDefinition'), 'type');
    const type = current();
    const kind = inputs.choice({
      id: 'job',
      label: texts.properties.job,
      get: current,
      set: (value) => edit.extend(element, [{ type: 'zeebe:TaskDefinition', attributes: { type: value } }]),
      options: () => {
        const known = Object.entries(texts.properties.jobs).map(([value, label]) => ({ value, label }));
        const value = current();
        return isKnown(value) ? known : [...known, { value, label: texts.properties.jobOther(value) }];
      },
    });
    const settings: readonly Entry[] = isKnown(type)
      ? headersOf[type].map((header) => headerEntry(element, type, header, context, inputs))
      : [];
    const custom = inputs.text({
      id: 'job-type',
      label: texts.properties.jobType,
      get: current,
      set: (value) => edit.extend(element, [{ type: 'zeebe:TaskDefinition', attributes: { type: value } }]),
    });
    return [kind, ...settings, ...(expert() ? [custom] : [])];
  },
};

function isKnown(type: string): type is JobType {
  return type in headersOf;
}

function headerEntry(
  element: Element,
  type: JobType,
  header: Header,
  { texts, files, groups, edit }: PropertiesContext,
  inputs: Parameters<PropertiesGroup['entries']>[2],
): Entry {
  const words = texts.properties;
  const get = (): string => headers(modelOf(element))[header] ?? '';
  const set = (value: string): void => {
    const { [header]: _before, ...others } = headers(modelOf(element));
    const next = value === '' ? others : { ...others, [header]: value };
    const values = Object.entries(next).map(([key, text]) => edit.make.create('zeebe:Header', { key, value: text }));
    edit.extend(element, [{ type: 'zeebe:TaskHeaders', attributes: values.length === 0 ? null : { values } }]);
  };
  const common = { id: `job-${header}`, label: words.headers[header], get, set };
  const withCurrent = (
    known: readonly { value: string; label: string }[],
  ): readonly { value: string; label: string }[] => [
    { value: '', label: words.choose },
    ...known,
    ...(get() === '' || known.some(({ value }) => value === get()) ? [] : [{ value: get(), label: get() }]),
  ];
  switch (header) {
    case 'template': {
      if (type !== 'circula.document') return inputs.text(common);
      const templates = (): string[] => pathsOf(files(), 'document').map(idOfPath);
      return inputs.choice({
        ...common,
        options: () => withCurrent(templates().map((id) => ({ value: id, label: id }))),
      });
    }
    case 'to':
      return inputs.choice({
        ...common,
        options: () =>
          withCurrent([
            { value: 'applicant', label: texts.steps.applicant },
            ...groups().map(({ id, name }) => ({ value: id, label: name })),
          ]),
      });
    case 'final':
      return inputs.tick({ ...common, get: () => get() === 'true', set: (value) => set(value ? 'true' : '') });
    case 'title':
    case 'register':
      return inputs.text(common);
  }
}
