import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createKthLargest } from './kth-largest.ts';

test('after every number it is what a full sort has in place k', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 60 }), fc.nat(40), (numbers, k) => {
      const kth = createKthLargest(k);
      const seen: number[] = [];
      for (const x of numbers) {
        kth.offer(x);
        seen.push(x);
        const sorted = seen.toSorted((a, b) => b - a);
        expect(kth.value).toBe(k === 0 ? Number.POSITIVE_INFINITY : (sorted[k - 1] ?? Number.NEGATIVE_INFINITY));
      }
    }),
    { seed: 7 },
  );
});
