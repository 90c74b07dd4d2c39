import type { FeelType } from './types.ts';

const NUMBER: FeelType = { kind: 'number' };
const BOOLEAN: FeelType = { kind: 'boolean' };
const DATE = { year: NUMBER, month: NUMBER, day: NUMBER, weekday: NUMBER };
const TIME: Readonly<Record<string, FeelType>> = {
  hour: NUMBER,
  minute: NUMBER,
  second: NUMBER,
  timezone: { kind: 'string' },
  'time offset': { kind: 'days and time duration' },
};

const PROPERTIES: Readonly<Record<string, Readonly<Record<string, FeelType>>>> = {
  date: DATE,
  time: TIME,
  'date and time': { ...DATE, ...TIME, date: { kind: 'date' }, time: { kind: 'time' } },
  'days and time duration': { days: NUMBER, hours: NUMBER, minutes: NUMBER, seconds: NUMBER },
  'years and months duration': { years: NUMBER, months: NUMBER },
  duration: { days: NUMBER, hours: NUMBER, minutes: NUMBER, seconds: NUMBER, years: NUMBER, months: NUMBER },
};

/** The type of a property of a value that is no context (DMN 1.5, table 60); undefined when it has none of that name. */
export function propertyType(type: FeelType, name: string): FeelType | undefined {
  const properties = propertiesOf(type);
  return Object.hasOwn(properties, name) ? properties[name] : undefined;
}

export function propertiesOf(type: FeelType): Readonly<Record<string, FeelType>> {
  if (type.kind === 'range') {
    return { start: type.element, end: type.element, 'start included': BOOLEAN, 'end included': BOOLEAN };
  }
  return PROPERTIES[type.kind] ?? {};
}
