// Two rankings as one.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { type Candidate, fuseRankings } from './fusion.ts';

const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId;
const candidates = fc
  .array(
    fc.record({
      score: fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }),
      share: fc.constantFrom(0, 0, 0, 0.25, 0.5, 1),
    }),
    { maxLength: 40 },
  )
  .map((rows) => rows.map(({ score, share }, n): Candidate => ({ photoId: idOf(n), share, ...(score !== undefined && { score }) })));

test('without words it is the order of scores, ties by id', () => {
  fc.assert(
    fc.property(candidates, (made) => {
      const plain = made.filter(({ score }) => score !== undefined).map((one) => ({ ...one, share: 0 }));
      const sorted = [...plain].sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || (a.photoId < b.photoId ? -1 : 1));
      expect(fuseRankings(plain, 0.2).map(({ photoId }) => photoId)).toEqual(sorted.map(({ photoId }) => photoId));
    }),
  );
});

test('each once, and the good ones first', () => {
  fc.assert(
    fc.property(candidates, (made) => {
      const ranked = fuseRankings(made, 0.2);
      expect(ranked.map(({ photoId }) => photoId).sort()).toEqual(made.map(({ photoId }) => photoId));
      expect(ranked.map(({ good }) => Number(good))).toEqual(ranked.map(({ good }) => Number(good)).sort((a, b) => b - a));
      for (const { good, score, share } of ranked) expect(good).toBe(share === 1 || (score !== undefined && score >= 0.2));
    }),
  );
});

test('the first by words and the first by likeness share the lead; half the words weigh half', () => {
  const plain = Array.from({ length: 200 }, (_, n) => ({ photoId: idOf(n), score: 0.19 - n / 1000, share: 0 }));
  const named = (share: number) => [
    ...plain.slice(0, 150),
    { photoId: idOf(150), score: plain[150]?.score ?? 0, share },
    ...plain.slice(151),
  ];
  const placeOf = (share: number) => fuseRankings(named(share), 0.2).findIndex(({ photoId }) => photoId === idOf(150));
  expect(placeOf(1)).toBe(0); // All words: good.
  expect(placeOf(0.75)).toBeLessThan(placeOf(0.5));
  expect(placeOf(0.5)).toBeLessThan(placeOf(0.25));
  expect(placeOf(0.25)).toBeLessThan(150);
});
