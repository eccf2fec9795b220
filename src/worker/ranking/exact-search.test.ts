// The whole index against a search in float64, over vectors on which rounding could tell: near neighbours and exact copies.
// `LONG=1`: 1,000 queries on 100,000 vectors of 512. Otherwise a slice of it at several widths.

import { describe, expect, test } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { compileKernel } from './kernel-module.ts';
import { createIndex, type SearchResult } from './resident-index.ts';
import { clusteredVectors, plantDuplicates, seededVectors } from './seeded-vectors.ts';

const kernel = await compileKernel(await compileKernelSource());
const limit = 50;
const cut = 0.2;

/** Digests in no order of their rows, so that the order of equal scores is seen to come from the ids. */
const idOf = (n: number) =>
  Math.imul(n + 1, 0x9e3779b1)
    .toString(16)
    .replace('-', 'a')
    .padStart(64, '0') as PhotoId; // As PhotoId: it has the form of one.
const libraries = { random: seededVectors, clustered: clusteredVectors, outliers: outlyingVectors };

/** As some models give them: two dimensions ten times the others. */
function outlyingVectors(count: number, dim: number, seed: number): Float32Array<ArrayBuffer> {
  const vectors = seededVectors(count, dim, seed);
  for (let row = 0; row < count; row++) {
    const vector = vectors.subarray(row * dim, (row + 1) * dim);
    for (const i of [3, dim - 5]) vector[i] = (vector[i] ?? 0) * 10;
    const norm = Math.hypot(...vector);
    for (const [i, x] of vector.entries()) vector[i] = x / norm;
  }
  return vectors;
}

/** Scores of every row, summed in float64. */
function scoreAll(vectors: Float32Array, query: Float32Array): Float64Array {
  const dim = query.length;
  const scores = new Float64Array(vectors.length / dim);
  for (let row = 0, at = 0; row < scores.length; row++) {
    let score = 0;
    for (let i = 0; i < dim; i++, at++) score += (query[i] ?? 0) * (vectors[at] ?? 0);
    scores[row] = score;
  }
  return scores;
}

/** The best rows by score, then id. */
function bestOf(scores: Float64Array, ids: readonly PhotoId[]): { photoId: PhotoId; score: number }[] {
  const floor = scores.toSorted()[Math.max(0, scores.length - limit)] ?? 0;
  return Array.from(scores.keys())
    .filter((row) => (scores[row] ?? 0) > floor - 1e-9)
    .flatMap((row) => (ids[row] === undefined ? [] : [{ photoId: ids[row], score: scores[row] ?? 0 }]))
    .toSorted((a, b) => (Math.abs(a.score - b.score) > 1e-12 ? b.score - a.score : a.photoId < b.photoId ? -1 : 1))
    .slice(0, limit);
}

function expectExact({ hits, above }: SearchResult, scores: Float64Array, ids: readonly PhotoId[]): void {
  const best = bestOf(scores, ids);
  expect(hits.map(({ photoId }) => photoId)).toEqual(best.map(({ photoId }) => photoId));
  for (const [i, { score }] of hits.entries()) expect(score).toBeCloseTo(best[i]?.score ?? Number.NaN, 10);
  expect(above).toBe(scores.reduce((count, score) => count + (score >= cut ? 1 : 0), 0));
}

const long = process.env.LONG === '1';
const sizes = long
  ? [{ dim: 512, count: 100_000, queries: 1000 }]
  : [64, 100, 512, 768, 2048].map((dim) => ({ dim, count: 3000, queries: 12 }));

describe.each(Object.entries(libraries))('%s vectors', (_name, make) => {
  test.each(sizes)('the best of $count × $dim are those of float64', { timeout: 3_600_000 }, async ({ dim, count, queries }) => {
    const vectors = make(count, dim, 11);
    plantDuplicates(vectors, dim);
    const ids = Array.from({ length: count }, (_, n) => idOf(n));
    const index = createIndex(dim, kernel);
    index.append(ids, vectors);
    // Half of them near what is there, half of them anywhere.
    const asked = seededVectors(queries, dim, 12);
    for (let i = 0; i < queries; i += 2) asked.set(vectors.subarray(((i * 31) % count) * dim, (((i * 31) % count) + 1) * dim), i * dim);
    const results = await index.searchAll(asked, { limit, cut });
    expect(results).toHaveLength(queries);
    for (const [i, result] of results.entries()) expectExact(result, scoreAll(vectors, asked.subarray(i * dim, (i + 1) * dim)), ids);
  });
});
