import { isRecord, list, parsed } from '../../model/service-facts.ts';
import type { Difference } from './differences.ts';

/** Differences between two form files, field by field; null when one of them is no form. */
export function formDifferences(form: string, old: string, now: string): readonly Difference[] | null {
  const before = fields(parsed(old));
  const after = fields(parsed(now));
  if (before === null || after === null) return null;
  const found: Difference[] = [];
  for (const [key, field] of after) {
    const was = before.get(key);
    if (was === undefined) found.push({ kind: 'field-added', form, field: field.label });
    else if (was.content !== field.content) found.push({ kind: 'field-changed', form, field: field.label });
  }
  for (const [key, field] of before) {
    if (!after.has(key)) found.push({ kind: 'field-removed', form, field: field.label });
  }
  return found;
}

interface Field {
  readonly label: string;
  readonly content: string;
}

function fields(form: unknown): ReadonlyMap<string, Field> | null {
  if (!isRecord(form)) return null;
  const found = new Map<string, Field>();
  const visit = (components: readonly unknown[], within: string): void => {
    components.forEach((component, index) => {
      if (!isRecord(component)) return;
      const { components: inner, ...own } = component;
      const key = typeof own.key === 'string' ? own.key : `${within}/${typeof own.id === 'string' ? own.id : index}`;
      const label = typeof own.label === 'string' && own.label !== '' ? own.label : key;
      found.set(key, { label, content: JSON.stringify(own) });
      visit(list(inner), key);
    });
  };
  visit(list(form.components), '');
  return found;
}
