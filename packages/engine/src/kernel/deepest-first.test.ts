import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeepestFirst } from './deepest-first.ts';

it('gives each key once, the highest first, whatever is added in between', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(40), fc.constant(null)), { maxLength: 80 }), (changes) => {
      const order = new DeepestFirst();
      const model = new Set<number>();
      for (const change of changes) {
        if (change === null) {
          model.delete(Math.max(...model));
          order.drop();
        } else {
          model.add(change);
          order.add(change);
        }
        expect(order.size).toBe(model.size);
        expect(order.peek()).toBe(model.size === 0 ? undefined : Math.max(...model));
      }
      order.clear();
      expect(order.peek()).toBeUndefined();
    }),
    { numRuns: 300, seed: 20_260_107 },
  );
});
