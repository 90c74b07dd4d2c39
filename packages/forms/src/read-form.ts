import { compileExpression, type Expression } from '@circula/engine';
import type { FieldKind } from './field-kind.ts';
import { fieldKinds, isFieldKind } from './fields/index.ts';
import type { Field, FieldValidation, Form, FormPage, Language, Translation, Translations } from './form.ts';
import { matchesWhole } from './text-rules.ts';

/** What is wrong with a form definition. */
export interface FormProblem {
  readonly code:
    | 'form-too-large'
    | 'form-shape'
    | 'unknown-kind'
    | 'unknown-property'
    | 'property-invalid'
    | 'key-invalid'
    | 'key-repeated'
    | 'condition-invalid'
    | 'pattern-invalid'
    | 'values-invalid';
  readonly message: string;
  /** Key (or label) of the field, or null when the form itself is meant. */
  readonly field: string | null;
}

const LIMITS = { characters: 262_144, fields: 400, depth: 4, text: 4_000, options: 2_000 } as const;

const FORM_PROPERTIES: ReadonlySet<string> = new Set([
  ...[
    'type',
    'id',
    'schemaVersion',
    'components',
    'title',
    'exporter',
    'executionPlatform',
    'executionPlatformVersion',
  ],
  ...['versionTag', '$schema'],
]);
/** Properties that carry meaning here, and those of form-js editors that only arrange things on their own screen. */
const FIELD_PROPERTIES: ReadonlySet<string> = new Set([
  ...['type', 'key', 'id', 'label', 'description', 'text', 'validate', 'conditional', 'values', 'properties'],
  ...['translations', 'components', 'subtype', 'dateLabel', 'layout', 'appearance', 'searchable', 'showOutline'],
]);
const LANGUAGES: readonly Language[] = ['ro', 'hu', 'en'];

type Bag = { readonly [name: string]: unknown };

interface Reading {
  readonly problems: FormProblem[];
  readonly keys: Set<string>;
  count: number;
}

/**
 * Checks a form-js definition and gives it the shape that the product works with. Whatever is not understood is a
 * problem that names the field; a form with a problem is null. Never throws, whatever it is given.
 */
export function readForm(json: unknown): { readonly form: Form | null; readonly problems: readonly FormProblem[] } {
  const reading: Reading = { problems: [], keys: new Set(), count: 0 };
  const root = measured(json, reading);
  const form = root && readRoot(root, reading);
  return { form: reading.problems.length === 0 ? form : null, problems: reading.problems };
}

function measured(json: unknown, reading: Reading): Bag | null {
  try {
    const text = typeof json === 'string' ? json : (JSON.stringify(json) ?? '');
    if (text.length > LIMITS.characters) {
      note(reading, 'form-too-large', `The form exceeds ${LIMITS.characters} characters.`, null);
      return null;
    }
    // parsed again even when it came as an object: getters, cycles and prototypes stay outside
    const value: unknown = JSON.parse(text);
    if (isBag(value)) return value;
  } catch {
    // reported below
  }
  note(reading, 'form-shape', 'The form is not a JSON object.', null);
  return null;
}

function readRoot(root: Bag, reading: Reading): Form {
  for (const name of Object.keys(root)) {
    if (!FORM_PROPERTIES.has(name)) note(reading, 'unknown-property', `A form has no "${name}".`, null);
  }
  const id = typeof root.id === 'string' && /^[\w-]{1,80}$/.test(root.id) ? root.id : '';
  if (id === '') note(reading, 'form-shape', 'A form needs an id of letters, digits, "-" and "_".', null);
  if (!Array.isArray(root.components)) note(reading, 'form-shape', 'A form needs components.', null);
  const pages: FormPage[] = [];
  let loose: Field[] = [];
  const close = () => {
    if (loose.length > 0) pages.push({ key: null, label: '', translations: {}, fields: loose });
    loose = [];
  };
  for (const component of list(root.components)) {
    if (!isBag(component)) {
      note(reading, 'form-shape', 'A component is not an object.', null);
    } else if (component.type === 'group') {
      close();
      pages.push(readPage(component, reading));
    } else {
      loose.push(...readComponent(component, [], 1, reading));
    }
  }
  close();
  return Object.freeze({ id, pages });
}

function readPage(group: Bag, reading: Reading): FormPage {
  const key = typeof group.key === 'string' ? group.key : null;
  const fields = readComponent(group, [], 1, reading);
  return { key, label: textOf(group.label), translations: readTranslations(group, key, reading), fields };
}

function readComponent(component: Bag, hidden: readonly Expression[], depth: number, reading: Reading): Field[] {
  const name = nameOf(component);
  reading.count += 1;
  if (reading.count > LIMITS.fields || depth > LIMITS.depth) {
    if (!reading.problems.some(({ code }) => code === 'form-too-large')) {
      note(reading, 'form-too-large', `More than ${LIMITS.fields} fields or ${LIMITS.depth} levels of groups.`, name);
    }
    return [];
  }
  for (const property of Object.keys(component)) {
    if (!FIELD_PROPERTIES.has(property)) note(reading, 'unknown-property', `A field has no "${property}".`, name);
  }
  const hide = [...hidden, ...readCondition(component.conditional, name, reading)];
  if (component.type === 'group') {
    return list(component.components).flatMap((inner) => {
      if (isBag(inner)) return readComponent(inner, hide, depth + 1, reading);
      note(reading, 'form-shape', 'A component is not an object.', name);
      return [];
    });
  }
  const kind = typeof component.type === 'string' ? component.type : '';
  if (!isFieldKind(kind)) {
    note(reading, 'unknown-kind', `There is no kind of field "${kind.slice(0, 60)}".`, name);
    return [];
  }
  if (kind === 'datetime' && component.subtype !== undefined && component.subtype !== 'date') {
    note(reading, 'property-invalid', 'A datetime field takes a day only: subtype "date".', name);
  }
  return [readField(component, kind, hide, reading)];
}

function readField(component: Bag, kind: Field['kind'], hide: readonly Expression[], reading: Reading): Field {
  const name = nameOf(component);
  const traits: FieldKind = fieldKinds[kind];
  const properties = readProperties(component.properties, traits, name, reading);
  return Object.freeze({
    kind,
    key: readKey(component, kind, reading),
    label: textOf(component.label) || textOf(component.dateLabel),
    description: textOf(component.description),
    text: textOf(component.text),
    validate: readValidation(component.validate, traits, name, reading),
    options: readOptions(component.values, traits, properties.people !== undefined, name, reading),
    properties,
    translations: readTranslations(component, name, reading),
    hide,
  });
}

function readKey(component: Bag, kind: Field['kind'], reading: Reading): string {
  const key = typeof component.key === 'string' ? component.key : '';
  if (kind === 'text' && key === '') return `text${reading.count}`;
  if (!/^[A-Za-z][A-Za-z0-9_]{0,63}$/.test(key) || key in Object.prototype) {
    note(reading, 'key-invalid', 'A field needs a key of letters, digits and "_".', nameOf(component));
  } else if (reading.keys.has(key)) {
    note(reading, 'key-repeated', `The key "${key}" is used twice.`, key);
  }
  reading.keys.add(key);
  return key;
}

function readCondition(value: unknown, name: string | null, reading: Reading): Expression[] {
  if (value === undefined || value === null) return [];
  const hide = isBag(value) ? value.hide : undefined;
  if (hide === undefined || hide === '') return [];
  if (typeof hide !== 'string' || !hide.startsWith('=')) {
    note(reading, 'condition-invalid', 'A condition is a FEEL expression after "=".', name);
    return [];
  }
  const compiled = compileExpression(hide.slice(1), { openNames: true });
  if (compiled.ok) return [compiled.expression];
  note(reading, 'condition-invalid', compiled.message, name);
  return [];
}

const RULES = { min: 'number', max: 'number', minLength: 'number', maxLength: 'number', pattern: 'string' } as const;

function readValidation(value: unknown, traits: FieldKind, name: string | null, reading: Reading): FieldValidation {
  if (value === undefined) return {};
  if (!isBag(value)) {
    note(reading, 'property-invalid', '"validate" is not an object.', name);
    return {};
  }
  const rules: Record<string, unknown> = {};
  for (const [rule, given] of Object.entries(value)) {
    if (rule === 'required' && typeof given === 'boolean') rules[rule] = given;
    else if (rule === 'validationType' && (given === '' || given === 'custom')) continue;
    else if (!traits.rules.some((known) => known === rule)) {
      note(reading, 'unknown-property', `This kind of field has no rule "${rule}".`, name);
    } else if (
      typeof given !== RULES[rule as keyof typeof RULES] ||
      (typeof given === 'number' && !Number.isFinite(given))
    ) {
      note(reading, 'property-invalid', `The rule "${rule}" must be a ${RULES[rule as keyof typeof RULES]}.`, name);
    } else if (rule === 'pattern' && matchesWhole('', String(given)) === null) {
      note(reading, 'pattern-invalid', 'The pattern is not a regular expression that can be checked safely.', name);
    } else rules[rule] = given;
  }
  return rules as FieldValidation;
}

function readProperties(value: unknown, traits: FieldKind, name: string | null, reading: Reading): Field['properties'] {
  if (value === undefined) return {};
  const properties: Record<string, string | number | boolean> = {};
  for (const [property, given] of Object.entries(isBag(value) ? value : {})) {
    if (!traits.properties.includes(property)) {
      note(reading, 'unknown-property', `This kind of field has no property "${property}".`, name);
    } else if (typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean') {
      properties[property] = given;
    } else note(reading, 'property-invalid', `The property "${property}" must be a text or a number.`, name);
  }
  for (const counted of ['maxBytes', 'maxFiles']) {
    const given = properties[counted];
    if (given !== undefined && (typeof given !== 'number' || !Number.isInteger(given) || given < 1)) {
      note(reading, 'property-invalid', `"${counted}" must be a positive whole number.`, name);
    }
  }
  if (!isBag(value)) note(reading, 'property-invalid', '"properties" is not an object.', name);
  return properties;
}

function readOptions(value: unknown, traits: FieldKind, free: boolean, name: string | null, reading: Reading) {
  if (!traits.choices) {
    if (value !== undefined) note(reading, 'unknown-property', 'This kind of field has no values.', name);
    return [];
  }
  if (value === undefined && free) return [];
  const options = list(value).flatMap((option) => {
    if (!isBag(option) || typeof option.value !== 'string' || typeof option.label !== 'string') return [];
    return [{ value: option.value, label: textOf(option.label) }];
  });
  const distinct = new Set(options.map((option) => option.value)).size;
  if (options.length === 0 || options.length !== list(value).length || distinct !== options.length) {
    note(reading, 'values-invalid', 'A choice needs values, each with a label and a value of its own.', name);
  }
  if (options.length > LIMITS.options) note(reading, 'form-too-large', 'The choice has too many values.', name);
  return options;
}

function readTranslations(component: Bag, name: string | null, reading: Reading): Translations {
  if (component.translations === undefined) return {};
  const result: { [L in Language]?: Translation } = {};
  for (const [language, given] of Object.entries(isBag(component.translations) ? component.translations : {})) {
    const known = LANGUAGES.find((one) => one === language);
    if (!known || !isBag(given)) {
      note(reading, 'property-invalid', `"${language}" is not a language of the product (ro, hu, en).`, name);
      continue;
    }
    const values = Object.entries(isBag(given.values) ? given.values : {}).filter(
      ([, text]) => typeof text === 'string',
    );
    result[known] = {
      ...(typeof given.label === 'string' ? { label: textOf(given.label) } : {}),
      ...(typeof given.description === 'string' ? { description: textOf(given.description) } : {}),
      ...(typeof given.text === 'string' ? { text: textOf(given.text) } : {}),
      values: Object.fromEntries(values.map(([key, text]) => [key, textOf(text)])),
    };
  }
  return result;
}

function note(reading: Reading, code: FormProblem['code'], message: string, field: string | null): void {
  if (reading.problems.length < 100) reading.problems.push({ code, message, field });
}

function nameOf(component: Bag): string | null {
  const name = component.key ?? component.label ?? component.id;
  return typeof name === 'string' ? name.slice(0, 80) : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, LIMITS.text) : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isBag(value: unknown): value is Bag {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
