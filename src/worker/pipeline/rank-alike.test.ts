// A page of a large library is the page of a ranking of all of it, worked out photo by photo.

import { describe, expect, test } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { dot } from '../../shared/domain/vectors.ts';
import { compileKernel } from '../ranking/kernel-module.ts';
import { createIndex } from '../ranking/resident-index.ts';
import { seededVectors } from '../ranking/seeded-vectors.ts';
import { type Candidate, fuseRankings } from './fusion.ts';
import { type Asked, rankAlike } from './rank-alike.ts';
import { addRow, noRows } from './rows.ts';

const [count, dim, from] = [4000, 64, 0.2];
const vectors = seededVectors(count, dim, 5);
const vectorOf = (n: number) => vectors.subarray(n * dim, (n + 1) * dim);
const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId;
const numbers = Array.from({ length: count }, (_, n) => n);
const index = createIndex(dim, await compileKernel(await compileKernelSource()));
const rowOf = new Map(index.append(numbers.map(idOf), vectors).map((row, n) => [idOf(n), row]));
/** Named, and without a vector. */
const pending = [idOf(count + 1), idOf(count + 2)];
const [wanted, unwanted] = [seededVectors(1, dim, 6), seededVectors(1, dim, 7)];
const cutFor = (best = 0) => best / 2;

interface Story {
  readonly minus?: boolean;
  /** Every how many photos has one, two or three of three words; 0: none. */
  readonly every?: readonly [number, number, number];
  readonly filter?: boolean;
}

function tell({ minus = false, every = [0, 0, 0], filter = false }: Story) {
  const exclude = new Set([idOf(3), idOf(8)]);
  const isIn = (n: number) => !exclude.has(idOf(n)) && (!filter || n % 3 !== 0);
  const shareOf = (n: number) => (every.findLastIndex((step) => step > 0 && n % step === 0) + 1) / 3;
  const named = new Map<number, PhotoId[]>();
  for (const n of numbers) if (shareOf(n) > 0 && isIn(n)) named.set(shareOf(n), [...(named.get(shareOf(n)) ?? []), idOf(n)]);
  if (every[2] > 0) named.set(1, [...(named.get(1) ?? []), ...pending]);
  const terms = minus ? [{ vector: unwanted, weight: 2, kind: 'words' as const, from }] : [];
  const asked: Omit<Asked, 'limit' | 'offset'> = {
    ...{ wanted, unwanted: terms, named, rowOf: (photoId) => rowOf.get(photoId) ?? -1, cutFor, rows: noRows(count) },
  };
  for (const n of numbers) if (isIn(n)) addRow(asked.rows ?? noRows(0), rowOf.get(idOf(n)) ?? -1);
  const candidates: Candidate[] = numbers.filter(isIn).map((n) => {
    const loss = minus ? 2 * Math.max(0, dot(unwanted, vectorOf(n)) - from) : 0;
    return { photoId: idOf(n), share: shareOf(n), score: dot(wanted, vectorOf(n)) - loss };
  });
  if (every[2] > 0) candidates.push(...pending.map((photoId) => ({ photoId, share: 1 })));
  const cut = cutFor(Math.max(...candidates.map(({ score = -1 }) => score)));
  return { asked, cut, expected: fuseRankings(candidates, cut) };
}

describe.each<[string, Story]>([
  ['nothing but likeness', {}],
  ['a filter', { filter: true }],
  ['a minus', { minus: true }],
  ['words that name a few', { every: [500, 900, 1300] }],
  ['words that name many', { every: [3, 5, 7] }],
  ['words that name most, in full', { every: [0, 0, 2] }],
  ['all of it', { minus: true, every: [3, 40, 900], filter: true }],
])('%s', (_, story) => {
  const { asked, cut, expected } = tell(story);

  test('the good ones are counted, wherever the page ends', async () => {
    for (const limit of [0, 1, 100, count]) {
      const ranking = await rankAlike(index, { ...asked, limit, offset: 0 });
      expect(ranking.good).toBe(expected.filter(({ good }) => good).length);
      expect(ranking.cut).toBeCloseTo(cut, 6);
    }
  });

  test('pages are those of the whole', async () => {
    for (const [offset, limit] of [
      [0, 20],
      [20, 300],
      [900, 60],
    ] as const) {
      const { hits } = await rankAlike(index, { ...asked, limit, offset });
      expect(hits.map(({ photoId }) => photoId)).toEqual(expected.slice(offset, offset + limit).map(({ photoId }) => photoId));
      for (const [i, { score }] of hits.entries()) expect(score ?? -9).toBeCloseTo(expected[offset + i]?.score ?? -9, 5);
    }
  });
});
