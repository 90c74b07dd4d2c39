import { parseInstant } from '../time/instants.ts';
import { readBinding } from './bindings.ts';
import type { Diagnostics } from './diagnostics.ts';
import { type Element, extension, list, text } from './model.ts';

type Check = readonly [extension: string, property: string, valid: (value: string) => boolean, wanted: string];

const isCount = (value: string) => /^\d{1,9}$/.test(value);
const isDate = (value: string) => parseInstant(value) !== null;
const isList = (value: string) => value.trim() === '' || value.split(',').every((part) => part.trim() !== '');

const DATE = 'a date or time such as 2026-01-31T16:00';
const TEXTS = 'a list of texts between commas';

/** What is written without `=` is known at once: one that could never be carried out is refused. */
const CHECKS: readonly Check[] = [
  ['zeebe:TaskDefinition', 'retries', isCount, 'a whole number from 0'],
  ['zeebe:JobPriorityDefinition', 'priority', (value) => /^-?\d{1,9}$/.test(value), 'a whole number'],
  ['zeebe:PriorityDefinition', 'priority', (value) => isCount(value) && Number(value) <= 100, 'a number from 0 to 100'],
  ['zeebe:TaskSchedule', 'dueDate', isDate, DATE],
  ['zeebe:TaskSchedule', 'followUpDate', isDate, DATE],
  ['zeebe:AssignmentDefinition', 'candidateGroups', isList, TEXTS],
  ['zeebe:AssignmentDefinition', 'candidateUsers', isList, TEXTS],
];

const BOUND = ['zeebe:FormDefinition', 'zeebe:CalledDecision'];

/** Words of FEEL, which no expression could read as variables. */
const WORDS = /^(null|true|false|function|if|then|else|for|between)$/;

/** Refuses texts in extension elements that say nothing that could be carried out. */
export function checkLiterals(element: Element, id: string, diagnostics: Diagnostics): void {
  if (diagnostics.stored) return;
  for (const [type, property, valid, wanted] of CHECKS) {
    const value = text(extension(element, type), property);
    if (value === null || /^\s*[=$#]/.test(value) || valid(value)) continue;
    const message = `${property} is ${wanted} or an expression after "=", not "${value.slice(0, 80)}".`;
    diagnostics.error('bad-value', id, message, { property });
  }
  for (const type of BOUND) readBinding(extension(element, type), id, diagnostics);
  const mappings = extension(element, 'zeebe:IoMapping');
  for (const mapping of [...list(mappings, 'inputParameters'), ...list(mappings, 'outputParameters')]) {
    const target = text(mapping, 'target') ?? '';
    if (WORDS.test(target)) diagnostics.error('bad-value', id, `"${target}" is a word of FEEL and no variable.`);
  }
}
