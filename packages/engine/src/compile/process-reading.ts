import type { Expression, Process } from '../kernel/graph.ts';
import type { Expressions } from './expressions.ts';
import { readListeners } from './listeners.ts';
import { type Element, extension, extensions, text } from './model.ts';
import type { ModelFile } from './model-file.ts';
import type { Surroundings } from './surroundings.ts';

/** What a process says for all that is in it. */
export interface ProcessReading {
  readonly element: Element;
  readonly file: ModelFile;
  /** Forms that are part of the model, by id. */
  readonly forms: ReadonlyMap<string, string>;
  /** Of the jobs of all elements that do not say it themselves. */
  readonly jobPriority: Expression | null;
  readonly listeners: Pick<Process, 'startListeners' | 'endListeners'>;
}

export function readProcess(
  process: Element,
  id: string,
  file: ModelFile,
  { diagnostics, expressions }: Surroundings,
): ProcessReading {
  const forms = new Map<string, string>();
  for (const form of extensions(process, 'zeebe:UserTaskForm')) {
    const name = text(form, 'id');
    const body = text(form, 'body') ?? '';
    if (name === null) diagnostics.error('missing-id', id, 'A form (zeebe:userTaskForm) has no id.');
    else if (!isJsonObject(body)) diagnostics.error('bad-value', id, `The form ${name} is no JSON object.`);
    else forms.set(name, body);
  }
  const listeners = readListeners({ element: process, id, diagnostics, expressions }, null, 'none');
  return { element: process, file, forms, jobPriority: readPriority(process, id, expressions), listeners };
}

/** The priority of the jobs of a process or element; null when it says nothing. */
export function readPriority(element: Element, id: string, expressions: Expressions): Expression | null {
  return expressions.optional(text(extension(element, 'zeebe:JobPriorityDefinition'), 'priority'), id);
}

function isJsonObject(source: string): boolean {
  try {
    const value: unknown = JSON.parse(source);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    // the only way to ask whether a text is JSON
    return false;
  }
}
