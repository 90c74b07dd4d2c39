import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeTable, emptyTable, recordsOf } from './table.ts';
import { TableDraft } from './table-draft.ts';

interface Named {
  readonly key: number;
  readonly name: string;
}
const change = fc.record({ key: fc.integer({ min: 1, max: 60 }), action: fc.constantFrom('put', 'edit', 'remove') });

describe('a table being changed', () => {
  it('gives the table that a map of the same changes gives, and leaves the one it came from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.array(change, { maxLength: 80 }), (size, changes) => {
        const given = new Map(Array.from({ length: size }, (_, index) => [index + 1, { key: index + 1, name: 'old' }]));
        const base = changeTable(emptyTable<Named>(), given);
        const before = JSON.stringify(base);
        const draft = new TableDraft(base, (record) => ({ ...record }));
        const model = new Map<number, Named>(given);
        for (const [index, { key, action }] of changes.entries()) {
          const name = `${action}-${index}`;
          if (action === 'put') draft.put({ key, name });
          else if (action === 'remove') draft.remove(key);
          const edited = action === 'edit' ? draft.edit(key) : undefined;
          if (edited !== undefined) edited.name = name;
          if (action === 'remove') model.delete(key);
          else if (action === 'put' || model.has(key)) model.set(key, { key, name });
          expect(draft.find(key)).toEqual(model.get(key));
        }
        const expected = [...model.values()].sort((a, b) => a.key - b.key);
        expect(draft.records()).toEqual(expected);
        expect(JSON.stringify(draft.finish())).toBe(
          JSON.stringify(changeTable(emptyTable<Named>(), new Map(expected.map((record) => [record.key, record])))),
        );
        expect(JSON.stringify(base)).toBe(before);
        expect(recordsOf(base).every(({ name }) => name === 'old')).toBe(true);
      }),
    );
  });
});
