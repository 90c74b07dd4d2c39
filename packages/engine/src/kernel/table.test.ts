import fc from 'fast-check';
import { expect, it } from 'vitest';
import { changeTable, emptyTable, findRecord, type Keyed, recordsOf, sizeOf, type Table, type Tree } from './table.ts';

interface Entry extends Keyed {
  readonly value: number;
}

const change = fc.tuple(fc.integer({ min: 1, max: 5_000 }), fc.option(fc.nat(9)));

it('holds what a map holds, in one shape for one content, and never changes an old version', () => {
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 60 }), { maxLength: 12 }), (batches) => {
      let table: Table<Entry> = emptyTable();
      const model = new Map<number, Entry>();
      for (const batch of batches) {
        const before = JSON.stringify(table);
        const old = table;
        const changes = new Map(batch.map(([key, value]) => [key, value === null ? null : { key, value }]));
        table = changeTable(table, changes);
        for (const [key, entry] of changes) {
          if (entry === null) model.delete(key);
          else model.set(key, entry);
        }
        const sorted = [...model.values()].sort((a, b) => a.key - b.key);
        expect(recordsOf(table)).toEqual(sorted);
        expect(sizeOf(table)).toBe(sorted.length);
        for (const [key] of batch) expect(findRecord(table, key)).toEqual(model.get(key));
        const fresh = changeTable(emptyTable<Entry>(), new Map(sorted.map((entry) => [entry.key, entry])));
        expect(JSON.stringify(table)).toBe(JSON.stringify(fresh));
        expect(JSON.stringify(old)).toBe(before);
      }
    }),
    { numRuns: 300, seed: 7 },
  );
});

it('changes one of 10,000 records without copying the others', () => {
  const all = Array.from({ length: 10_000 }, (_, index): [number, Entry] => [index + 1, { key: index + 1, value: 0 }]);
  const table = changeTable(emptyTable<Entry>(), new Map(all));
  const changed = changeTable(table, new Map([[5_000, { key: 5_000, value: 1 }]]));
  const roots = [table, changed].map((one) => (one as Tree<Entry>).root);
  const shared = Object.keys(roots[0] ?? {}).filter((digit) => roots[0]?.[Number(digit)] === roots[1]?.[Number(digit)]);
  expect(shared.length).toBe(Object.keys(roots[0] ?? {}).length - 1);
});
