import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { createTopK } from './top-k.ts';

const idOf = (n: number) => String(n).padStart(4, '0') as PhotoId; // As PhotoId: any text orders alike.

test('top-k is the head of the full sort, ties by id, in any order of arrival', () => {
  // Few distinct scores, so that ties are the rule.
  const scores = fc.array(fc.integer({ min: -4, max: 4 }), { maxLength: 60 });
  fc.assert(
    fc.property(scores, fc.nat(70), fc.boolean(), (values, k, backwards) => {
      const all = values.map((value, n) => ({ photoId: idOf(n), score: value / 4 }));
      const best = createTopK(k);
      for (const { photoId, score } of backwards ? all.toReversed() : all) best.offer(photoId, score);
      const sorted = all.toSorted((a, b) => b.score - a.score || (a.photoId < b.photoId ? -1 : 1));
      expect(best.sorted()).toEqual(sorted.slice(0, k));
    }),
    { seed: 7 },
  );
});

test('the floor is what the next score has to beat', () => {
  const best = createTopK(2);
  best.offer(idOf(1), 0.5);
  expect(best.floor).toBe(Number.NEGATIVE_INFINITY);
  best.offer(idOf(2), 0.25);
  expect(best.floor).toBe(0.25);
  best.offer(idOf(3), 0.75);
  expect(best.floor).toBe(0.5);
  expect(createTopK(0).floor).toBe(Number.POSITIVE_INFINITY);
});
