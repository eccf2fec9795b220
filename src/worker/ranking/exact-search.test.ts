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
    const norm = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0));
    for (let i = 0; i < dim; i++) vector[i] = (vector[i] ?? 0) / norm;
  }
  return vectors;
}

/** Queries whose sums grow side by side: one of them alone would wait for each of its additions. */
const atOnce = 8;

/** Scores of every row for `atOnce` queries, summed in float64. Written for speed, with nothing of the code that it checks. */
function scoreAll(vectors: Float32Array, queries: readonly Float32Array[], dim: number): Float64Array[] {
  const [q0, q1, q2, q3, q4, q5, q6, q7] = Array.from({ length: atOnce }, (_, i) => Float64Array.from(queries[i] ?? new Float32Array(dim)));
  const scores = Array.from({ length: atOnce }, () => new Float64Array(vectors.length / dim));
  const [s0, s1, s2, s3, s4, s5, s6, s7] = scores;
  // Never: there are eight.
  if (!(q0 && q1 && q2 && q3 && q4 && q5 && q6 && q7 && s0 && s1 && s2 && s3 && s4 && s5 && s6 && s7)) throw new Error('eight at once');
  for (let row = 0, at = 0; row < s0.length; row++) {
    let [a, b, c, d, e, f, g, h] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < dim; i++, at++) {
      const x = vectors[at] ?? 0;
      a += x * (q0[i] ?? 0);
      b += x * (q1[i] ?? 0);
      c += x * (q2[i] ?? 0);
      d += x * (q3[i] ?? 0);
      e += x * (q4[i] ?? 0);
      f += x * (q5[i] ?? 0);
      g += x * (q6[i] ?? 0);
      h += x * (q7[i] ?? 0);
    }
    s0[row] = a;
    s1[row] = b;
    s2[row] = c;
    s3[row] = d;
    s4[row] = e;
    s5[row] = f;
    s6[row] = g;
    s7[row] = h;
  }
  return scores.slice(0, queries.length);
}

/** Holds an answer to the scores of all rows: no row that is not in it scores more than its last, and its order is by score, then id. */
function expectExact({ hits, above }: SearchResult, scores: Float64Array, ids: readonly PhotoId[]): void {
  const floor = (hits.at(-1)?.score ?? Number.NEGATIVE_INFINITY) - 1e-9;
  const best: { photoId: PhotoId; score: number }[] = [];
  let aboveCut = 0;
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? 0;
    if (score >= cut) aboveCut++;
    const photoId = ids[row];
    if (score > floor && photoId !== undefined) best.push({ photoId, score });
  }
  best.sort((a, b) => (Math.abs(a.score - b.score) > 1e-12 ? b.score - a.score : a.photoId < b.photoId ? -1 : 1));
  expect(hits).toHaveLength(Math.min(limit, scores.length));
  expect(hits.map(({ photoId }) => photoId)).toEqual(best.slice(0, limit).map(({ photoId }) => photoId));
  expect(Math.max(...hits.map(({ score }, i) => Math.abs(score - (best[i]?.score ?? Number.NaN))))).toBeLessThan(1e-10);
  expect(above).toBe(aboveCut);
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
    for (let from = 0; from < queries; from += atOnce) {
      const some = Array.from({ length: Math.min(atOnce, queries - from) }, (_, i) =>
        asked.subarray((from + i) * dim, (from + i + 1) * dim),
      );
      for (const [i, scores] of scoreAll(vectors, some, dim).entries()) {
        const result = results[from + i];
        if (result) expectExact(result, scores, ids);
      }
    }
  });
});
