import { type Issue, textKind } from '../field-kind.ts';

const DEFAULT_MAX_FILES = 10;

/** Files: a list of the ids under which they were uploaded. Size and media type are checked at upload. */
export const file = textKind({
  properties: ['accept', 'maxBytes', 'maxFiles'],
  coerce: (posted) => posted.filter((id) => id !== ''),
  check(value, field): readonly Issue[] {
    if (!Array.isArray(value)) return [{ code: 'wrong-type' }];
    const maxFiles = Number(field.properties.maxFiles ?? DEFAULT_MAX_FILES);
    if (value.length > maxFiles) return [{ code: 'too-many-files', params: { maxFiles } }];
    const valid = value.every((id) => typeof id === 'string' && /^[\w-]{1,64}$/.test(id));
    return valid && new Set(value).size === value.length ? [] : [{ code: 'wrong-type' }];
  },
  jsonSchema: (field) => ({
    type: 'array',
    uniqueItems: true,
    maxItems: Number(field.properties.maxFiles ?? DEFAULT_MAX_FILES),
    items: { type: 'string', pattern: '^[A-Za-z0-9_-]{1,64}$' },
  }),
  describe: (value) => (Array.isArray(value) ? String(value.length) : ''),
});
