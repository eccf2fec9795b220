import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { compileKernel } from './kernel-module.ts';
import { createIndex } from './resident-index.ts';
import { seededVectors } from './seeded-vectors.ts';

const kernel = await compileKernel(await compileKernelSource());
const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId; // As PhotoId: it has the form of one.
const idsOf = (count: number, from = 0) => Array.from({ length: count }, (_, n) => idOf(from + n));
const rowOf = (vectors: Float32Array, dim: number, row: number) => vectors.slice(row * dim, (row + 1) * dim);
const dot64 = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * (b[i] ?? Number.NaN), 0);

describe('search', () => {
  // Over two blocks of scores, a width that needs padding, and memory that grows on the way.
  const [dim, count] = [20, 9000];
  const vectors = seededVectors(count, dim, 3);
  const index = createIndex(dim, kernel);
  for (let at = 0; at < count; at += 1000) index.append(idsOf(1000, at), vectors.subarray(at * dim, (at + 1000) * dim));
  const query = seededVectors(1, dim, 99);
  const all = idsOf(count)
    .map((photoId, row) => ({ photoId, score: dot64(query, rowOf(vectors, dim, row)) }))
    .toSorted((a, b) => b.score - a.score);

  test('finds what a full sort in float64 finds, with its cosine', () => {
    const { hits } = index.search(query, { limit: 50 });
    expect(hits.map(({ photoId }) => photoId)).toEqual(all.slice(0, 50).map(({ photoId }) => photoId));
    for (const [i, { score }] of hits.entries()) expect(score).toBeCloseTo(all[i]?.score ?? Number.NaN, 6);
  });

  test('pages join without gap or overlap, to the last photo', () => {
    const whole = index.search(query, { limit: count }).hits;
    expect(whole).toHaveLength(count);
    const pages = [0, 30, 60].flatMap((offset) => index.search(query, { limit: 30, offset }).hits);
    expect(pages).toEqual(whole.slice(0, 90));
    expect(index.search(query, { limit: 30, offset: count - 10 }).hits).toEqual(whole.slice(-10));
    expect(index.search(query, { limit: 30, offset: count + 5 }).hits).toEqual([]);
  });

  test('counts every photo above the cut, whatever the limit, and none that is excluded', () => {
    const cut = 0.4;
    const above = all.filter(({ score }) => score >= cut).length;
    expect(above).toBeGreaterThan(100);
    expect(index.search(query, { limit: 3, cut }).above).toBe(above);
    expect(index.search(query, { limit: 0, cut }).above).toBe(above);
    const exclude = new Set(all.slice(0, 2).map(({ photoId }) => photoId));
    const rest = index.search(query, { limit: 3, cut, exclude });
    expect(rest.above).toBe(above - 2);
    expect(rest.hits.map(({ photoId }) => photoId)).toEqual(all.slice(2, 5).map(({ photoId }) => photoId));
  });

  test('equal scores come in the order of ids, wherever they lie in memory', () => {
    const twins = createIndex(dim, kernel);
    for (const n of [5, 2, 9, 1]) twins.append([idOf(n)], query);
    expect(twins.search(query, { limit: 3 }).hits.map(({ photoId }) => photoId)).toEqual([idOf(1), idOf(2), idOf(5)]);
  });
});

test('after any appending, replacing and removing the index holds just what a plain map holds', () => {
  const dim = 16;
  const pool = seededVectors(64, dim, 5);
  const step = fc.record({
    kind: fc.constantFrom('append', 'remove', 'clear'),
    ids: fc.array(fc.nat(11), { maxLength: 5 }),
    seed: fc.nat(60),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const index = createIndex(dim, kernel);
      const model = new Map<PhotoId, Float32Array>();
      for (const { kind, ids, seed } of steps) {
        const photoIds = ids.map(idOf);
        if (kind === 'append') {
          const vectors = new Float32Array(ids.flatMap((_, i) => [...rowOf(pool, dim, (seed + i) % 64)]));
          index.append(photoIds, vectors);
          for (const [i, id] of photoIds.entries()) model.set(id, rowOf(vectors, dim, i));
        } else if (kind === 'remove') {
          index.remove(photoIds);
          for (const id of photoIds) model.delete(id);
        } else if (seed % 8 === 0) {
          index.clear();
          model.clear();
        }
      }
      expect(index.count).toBe(model.size);
      for (const id of idsOf(12)) {
        expect(index.has(id)).toBe(model.has(id));
        expect(index.vector(id)).toEqual(model.get(id));
      }
      const query = rowOf(pool, dim, 63);
      const expected = [...model]
        .map(([photoId, vector]) => ({ photoId, score: dot64(query, vector) }))
        .toSorted((a, b) => b.score - a.score);
      const { hits } = index.search(query, { limit: 99 });
      expect(hits.map(({ photoId }) => photoId).toSorted()).toEqual([...model.keys()].toSorted());
      for (const [i, { score }] of hits.entries()) expect(score).toBeCloseTo(expected[i]?.score ?? Number.NaN, 5);
    }),
    { seed: 7 },
  );
});

describe('refused, and nothing taken in', () => {
  const dim = 16;
  const good = seededVectors(1, dim, 1);
  const cases = {
    'NaN in the second row': [new Float32Array([...good, ...good.with(3, Number.NaN)]), 'model-failed'],
    'zero in the second row': [new Float32Array([...good, ...new Float32Array(dim)]), 'model-failed'],
    infinite: [new Float32Array([...good, ...good.with(0, Number.POSITIVE_INFINITY)]), 'model-failed'],
    'twice as long': [new Float32Array([...good, ...good.map((x) => 2 * x)]), 'model-failed'],
    'a value short': [new Float32Array(2 * dim - 1), 'invalid-argument'],
  } as const;
  test.each(Object.entries(cases))('%s', (_name, [vectors, code]) => {
    const index = createIndex(dim, kernel);
    expect(() => index.append(idsOf(2), vectors)).toThrow(expect.objectContaining({ code }));
    expect(index.count).toBe(0);
    index.append(idsOf(1), good);
    expect(() => index.search(vectors.subarray(dim), { limit: 1 })).toThrow(expect.objectContaining({ code }));
  });
});
