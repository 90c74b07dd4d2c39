import { isRecord, parsed } from '../../model/service-facts.ts';

/** A component of a form as JSON; everything the editor does not know is kept. */
export type Component = Readonly<Record<string, unknown>>;

/** A form being edited: JSON with a list of components. */
export interface FormDraft {
  readonly components: readonly Component[];
  readonly [property: string]: unknown;
}

/** Where a component is: indexes from the top, pages first. */
export type Path = readonly number[];

/** One line of the editor. */
export interface Line {
  readonly path: Path;
  readonly component: Component;
}

/** Kinds that a new field may be, in the order of the menu. */
export const fieldKinds = [
  'textfield',
  'textarea',
  'number',
  'datetime',
  'select',
  'radio',
  'checkbox',
  'checklist',
  'file',
  'cnp',
  'cui',
  'phone',
  'email',
  'address',
  'locality',
  'cadastral-number',
  'surface',
  'text',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

const withOptions: ReadonlySet<string> = new Set(['select', 'radio', 'checklist']);

/** Reads a form file; null when it is no form. */
export function readFormDraft(source: string): FormDraft | null {
  const form = parsed(source);
  if (!isRecord(form) || !Array.isArray(form.components) || !form.components.every(isRecord)) return null;
  return form as unknown as FormDraft;
}

/** The file's text, in the layout that form files have. */
export function formText(form: FormDraft): string {
  return `${JSON.stringify(form, null, 2)}\n`;
}

/** Every component with its place, pages before their fields. */
export function lines(form: FormDraft): readonly Line[] {
  const of = (components: readonly Component[], within: Path): Line[] =>
    components.flatMap((component, index) => {
      const path = [...within, index];
      return [{ path, component }, ...of(inner(component), path)];
    });
  return of(form.components, []);
}

/** Sets properties of a component; undefined removes one. */
export function update(form: FormDraft, path: Path, changes: Component): FormDraft {
  return changed(form, path, (components, index) =>
    components.map((component, at) => (at === index ? without({ ...component, ...changes }) : component)),
  );
}

export function remove(form: FormDraft, path: Path): FormDraft {
  return changed(form, path, (components, index) => components.filter((_, at) => at !== index));
}

/** Moves a component among its siblings; at the edge nothing happens. */
export function move(form: FormDraft, path: Path, by: -1 | 1): FormDraft {
  return changed(form, path, (components, index) => {
    const to = index + by;
    if (to < 0 || to >= components.length) return components;
    const next = [...components];
    const [moved] = next.splice(index, 1);
    next.splice(to, 0, moved as Component);
    return next;
  });
}

/** Adds a field at the end of a page, or of the form when it has no pages (`page` empty). */
export function add(form: FormDraft, page: Path, component: Component): FormDraft {
  if (page.length === 0) return { ...form, components: [...form.components, component] };
  return changed(form, page, (components, index) =>
    components.map((group, at) => (at === index ? { ...group, components: [...inner(group), component] } : group)),
  );
}

/** A field of a kind with a key that the form does not have yet. */
export function newField(form: FormDraft, kind: FieldKind | 'group', label: string): Component {
  const base = { type: kind, label };
  if (kind === 'group') return { ...base, key: freeKey(form, 'pagina'), components: [] };
  if (kind === 'text') return { type: kind, text: label };
  const key = freeKey(form, 'camp');
  if (withOptions.has(kind)) return { ...base, key, values: [{ label: '1', value: '1' }] };
  if (kind === 'datetime') return { ...base, key, subtype: 'date', dateLabel: label };
  return { ...base, key };
}

/** Why a key cannot be used; null when it can. */
export function keyProblem(form: FormDraft, path: Path, key: string): 'taken' | 'invalid' | null {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(key)) return 'invalid';
  const taken = lines(form).some((line) => line.component.key === key && String(line.path) !== String(path));
  return taken ? 'taken' : null;
}

export interface Option {
  readonly label: string;
  readonly value: string;
}

/** The choices of a component as lines, or null when it has none. */
export function optionLines(component: Component): string | null {
  const { values, type } = component;
  if (!withOptions.has(String(type)) || !Array.isArray(values)) return null;
  return values.map((option: unknown) => (isRecord(option) ? String(option.label ?? option.value) : '')).join('\n');
}

/** Choices from lines; a line that was there keeps its value, so that stored answers still match. */
export function optionsFrom(text: string, component: Component): readonly Option[] {
  const before = (Array.isArray(component.values) ? component.values : []).filter(isRecord);
  const used = new Set<string>();
  return text
    .split('\n')
    .map((label) => label.trim())
    .filter((label) => label !== '')
    .map((label, index, all) => {
      const same = before.find((option) => option.label === label);
      // A line that was changed in place keeps the value of what stood there.
      const there = before.length === all.length ? before[index] : undefined;
      const value = String((same ?? there)?.value ?? slug(label));
      let unique = value;
      for (let number = 2; used.has(unique); number += 1) unique = `${value}-${number}`;
      used.add(unique);
      return { label, value: unique };
    });
}

function slug(label: string): string {
  const plain = label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '') || 'varianta';
}

function freeKey(form: FormDraft, stem: string): string {
  const taken = new Set(lines(form).map((line) => line.component.key));
  let number = 1;
  while (taken.has(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

function inner(component: Component): readonly Component[] {
  return Array.isArray(component.components) ? component.components.filter(isRecord) : [];
}

function without(component: Component): Component {
  return Object.fromEntries(Object.entries(component).filter(([, value]) => value !== undefined));
}

type Change = (components: readonly Component[], index: number) => readonly Component[];

function changed(form: FormDraft, path: Path, change: Change): FormDraft {
  const within = (components: readonly Component[], [index, ...rest]: Path): readonly Component[] => {
    if (index === undefined) return components;
    if (rest.length === 0) return change(components, index);
    return components.map((component, at) =>
      at === index ? { ...component, components: within(inner(component), rest) } : component,
    );
  };
  return { ...form, components: within(form.components, path) };
}
