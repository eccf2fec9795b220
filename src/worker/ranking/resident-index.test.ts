import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { compileKernel } from './kernel-module.ts';
import { createIndex, type ResidentIndex } from './resident-index.ts';
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

  test('finds what a full sort in float64 finds, with its cosine', async () => {
    const { hits } = await index.search(query, { limit: 50 });
    expect(hits.map(({ photoId }) => photoId)).toEqual(all.slice(0, 50).map(({ photoId }) => photoId));
    for (const [i, { score }] of hits.entries()) expect(score).toBeCloseTo(all[i]?.score ?? Number.NaN, 10);
  });

  test('pages join without gap or overlap, to the last photo', async () => {
    const page = async (limit: number, offset = 0) => (await index.search(query, { limit, offset })).hits;
    const whole = await page(count);
    expect(whole).toHaveLength(count);
    expect([...(await page(30)), ...(await page(30, 30)), ...(await page(30, 60))]).toEqual(whole.slice(0, 90));
    expect(await page(30, count - 10)).toEqual(whole.slice(-10));
    expect(await page(30, count + 5)).toEqual([]);
  });

  test('counts every photo above the cut, whatever the limit, and none that is excluded', async () => {
    const cut = 0.4;
    const above = all.filter(({ score }) => score >= cut).length;
    expect(above).toBeGreaterThan(100);
    expect((await index.search(query, { limit: 3, cut })).above).toBe(above);
    expect((await index.search(query, { limit: 0, cut })).above).toBe(above);
    const exclude = new Set(all.slice(0, 2).map(({ photoId }) => photoId));
    const rest = await index.search(query, { limit: 3, cut, exclude });
    expect(rest.above).toBe(above - 2);
    expect(rest.hits.map(({ photoId }) => photoId)).toEqual(all.slice(2, 5).map(({ photoId }) => photoId));
  });

  test('finds nothing below what is asked for at least', async () => {
    const { hits } = await index.search(query, { limit: count, atLeast: 0.4 });
    expect(hits.map(({ photoId }) => photoId)).toEqual(all.filter(({ score }) => score >= 0.4).map(({ photoId }) => photoId));
  });

  test('under any mask it finds what is left, also when the same set comes again after a change', async () => {
    const grown = createIndex(dim, kernel);
    const some = 900;
    grown.append(idsOf(some), vectors.subarray(0, some * dim));
    // Narrow sets leave whole blocks out, wide ones none.
    const sets = fc.oneof(
      fc.uniqueArray(fc.nat(some + 50), { maxLength: 5 }),
      fc.uniqueArray(fc.nat(some + 50), { minLength: 300, maxLength: 700 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.option(sets), fc.option(sets), fc.nat(some - 1), async (onlyRows, excludeRows, gone) => {
        const [only, exclude] = [onlyRows, excludeRows].map((rows) => rows && new Set(rows.map(idOf)));
        const masks = { ...(only && { only }), ...(exclude && { exclude }) };
        const cut = 0.2;
        const expectLeft = async () => {
          const left = all.filter(({ photoId }) => grown.has(photoId) && (only?.has(photoId) ?? true) && !exclude?.has(photoId));
          const { hits, above } = await grown.search(query, { limit: 7, cut, ...masks });
          expect(hits.map(({ photoId }) => photoId)).toEqual(left.slice(0, 7).map(({ photoId }) => photoId));
          expect(above).toBe(left.filter(({ score }) => score >= cut).length);
        };
        await expectLeft();
        grown.remove([idOf(gone)]);
        await expectLeft();
        grown.append([idOf(gone)], rowOf(vectors, dim, gone));
      }),
      { seed: 7, numRuns: 60 },
    );
  });

  test('many queries at once get the answers they get alone', async () => {
    const queries = seededVectors(37, dim, 8);
    const alone = await Promise.all(Array.from({ length: 37 }, (_, i) => index.search(rowOf(queries, dim, i), { limit: 9, cut: 0.3 })));
    expect(await index.searchAll(queries, { limit: 9, cut: 0.3 })).toEqual(alone);
    expect(await index.searchAll(new Float32Array(), { limit: 9 })).toEqual([]);
  });

  test('equal scores come in the order of ids, wherever they lie in memory', async () => {
    const twins = createIndex(dim, kernel);
    for (const n of [5, 2, 9, 1]) twins.append([idOf(n)], query);
    expect((await twins.search(query, { limit: 3 })).hits.map(({ photoId }) => photoId)).toEqual([idOf(1), idOf(2), idOf(5)]);
  });
});

test('indexes of several spaces know nothing of one another', async () => {
  const widths = [64, 768];
  const indexes = widths.map((dim) => createIndex(dim, kernel));
  for (let at = 0; at < 600; at += 200)
    for (const [n, index] of indexes.entries()) index.append(idsOf(200, at), seededVectors(200, widths[n] ?? 0, at));
  indexes[0]?.remove(idsOf(300));
  for (const [n, index] of indexes.entries()) {
    const dim = widths[n] ?? 0;
    const query = rowOf(seededVectors(200, dim, 400), dim, 7);
    expect(index.count).toBe(n === 0 ? 300 : 600);
    expect((await index.search(query, { limit: 1 })).hits[0]?.photoId).toBe(idOf(407));
    const other = widths[1 - n] ?? 0;
    await expect(index.search(seededVectors(1, other, 1), { limit: 1 })).rejects.toMatchObject({ code: 'invalid-argument' });
  }
});

describe('with the vectors in a file', () => {
  const [dim, count] = [64, 2000];
  const vectors = seededVectors(count, dim, 21);
  const query = seededVectors(1, dim, 22);
  const resident = createIndex(dim, kernel);
  resident.append(idsOf(count), vectors);
  const append = (index: ResidentIndex) => {
    for (let at = 0; at < count; at += 500) index.append(idsOf(500, at), vectors.subarray(at * dim, (at + 500) * dim));
  };

  /** An index too large for its vectors, and the file they are in. */
  async function createStored() {
    const file = createFileInMemory();
    const index = createIndex(dim, kernel, { openFile: () => Promise.resolve(file), floatBytes: 700 * 4 * dim });
    append(index);
    await Promise.resolve();
    return { index, file };
  }

  test('the answer is the same, and few rows are read for it', async () => {
    const { index, file } = await createStored();
    expect(index.bytes).toBeLessThan(resident.bytes - 4 * dim * 1000);
    file.reads.length = 0;
    expect((await index.search(query, { limit: 20 })).hits).toEqual((await resident.search(query, { limit: 20 })).hits);
    expect(file.reads.length).toBeGreaterThan(19);
    expect(file.reads.length).toBeLessThan(50);
    expect(await index.vector(idOf(3))).toEqual(rowOf(vectors, dim, 3));
    const { above } = await index.search(query, { limit: 20, cut: 0.1 });
    expect(Math.abs(above - (await resident.search(query, { limit: 20, cut: 0.1 })).above)).toBeLessThan(6);
  });

  test('many rows are read many at a time', async () => {
    const { index, file } = await createStored();
    file.reads.length = 0;
    expect(await index.search(query, { limit: count })).toEqual(await resident.search(query, { limit: count }));
    expect(file.reads.length).toBeLessThan(100);
  });

  test('a full disk refuses what is added, and forgets nothing', async () => {
    const { index, file } = await createStored();
    file.full = true;
    const added = seededVectors(2, dim, 23);
    expect(() => index.append(idsOf(2, count), added)).toThrow(expect.objectContaining({ code: 'storage-full' }));
    expect(index.count).toBe(count);
    expect((await index.search(query, { limit: 20 })).hits).toEqual((await resident.search(query, { limit: 20 })).hits);
    file.full = false;
    index.append(idsOf(2, count), added);
    expect(await index.vector(idOf(count + 1))).toEqual(rowOf(added, dim, 1));
  });

  test.each(['opened', 'written'])('without a file that can be %s they stay in memory, and that is said', async (what) => {
    const file = createFileInMemory();
    file.full = true;
    const troubles: AppError[] = [];
    const openFile = () => (what === 'opened' ? Promise.reject(new AppError('storage-failed')) : Promise.resolve(file));
    const index = createIndex(dim, kernel, { openFile, onTrouble: (error) => troubles.push(error), floatBytes: 700 * 4 * dim });
    append(index);
    await new Promise((resolve) => setTimeout(resolve, 0));
    index.append(idsOf(1, count), query);
    expect(troubles.map(({ code }) => code)).toEqual([what === 'opened' ? 'storage-failed' : 'storage-full']);
    index.remove([idOf(count)]);
    expect(await index.search(query, { limit: 20, cut: 0.1 })).toEqual(await resident.search(query, { limit: 20, cut: 0.1 }));
  });

  test('a file that was cut short is an error, not an answer', async () => {
    const { index, file } = await createStored();
    file.truncate(0);
    await expect(index.search(query, { limit: 1 })).rejects.toMatchObject({ code: 'storage-failed' });
  });
});

/** What the browser's files do, and a count of it. */
function createFileInMemory() {
  let bytes = new Uint8Array();
  const reads: number[] = [];
  const viewOf = ({ buffer, byteOffset, byteLength }: Float32Array) => new Uint8Array(buffer, byteOffset, byteLength);
  return {
    reads,
    full: false,
    read(into: Float32Array<ArrayBuffer>, { at }: { at: number }) {
      const some = bytes.subarray(at, at + into.byteLength);
      reads.push(some.length);
      viewOf(into).set(some);
      return some.length;
    },
    write(from: Float32Array, { at }: { at: number }) {
      if (this.full) throw new DOMException('no room', 'QuotaExceededError');
      const grown = new Uint8Array(Math.max(bytes.length, at + from.byteLength));
      grown.set(bytes);
      grown.set(viewOf(from), at);
      bytes = grown;
      return from.byteLength;
    },
    truncate(length: number) {
      bytes = bytes.slice(0, length);
    },
  };
}

test('a million photos of 512 take at most 0.6 GB beside their vectors, reckoned from 30,000', async () => {
  const [dim, count] = [512, 30_000];
  const file = { read: () => 0, write: (from: Float32Array) => from.byteLength, truncate: () => undefined };
  const vectors = seededVectors(1000, dim, 1);
  async function bytesOf(photos: number): Promise<number> {
    const index = createIndex(dim, kernel, { openFile: () => Promise.resolve(file), floatBytes: 0 });
    for (let at = 0; at < photos; at += 1000) {
      const some = Math.min(1000, photos - at);
      index.append(idsOf(some, at), vectors.subarray(0, some * dim));
      await Promise.resolve();
    }
    return index.bytes;
  }
  // What grows with the photos, less what is there for one.
  expect((((await bytesOf(count)) - (await bytesOf(1))) / (count - 1)) * 1e6).toBeLessThan(0.6e9);
});

test('after any appending, replacing and removing the index holds just what a plain map holds', async () => {
  const dim = 16;
  const pool = seededVectors(64, dim, 5);
  const step = fc.record({
    kind: fc.constantFrom('append', 'remove', 'clear'),
    ids: fc.array(fc.nat(11), { maxLength: 5 }),
    seed: fc.nat(60),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
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
        expect(await index.vector(id)).toEqual(model.get(id));
      }
      const query = rowOf(pool, dim, 63);
      const expected = [...model]
        .map(([photoId, vector]) => ({ photoId, score: dot64(query, vector) }))
        .toSorted((a, b) => b.score - a.score);
      const { hits } = await index.search(query, { limit: 99 });
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
  test.each(Object.entries(cases))('%s', async (_name, [vectors, code]) => {
    const index = createIndex(dim, kernel);
    expect(() => index.append(idsOf(2), vectors)).toThrow(expect.objectContaining({ code }));
    expect(index.count).toBe(0);
    index.append(idsOf(1), good);
    await expect(index.search(vectors.subarray(dim), { limit: 1 })).rejects.toMatchObject({ code });
    expect((await index.search(good, { limit: 2 })).hits).toHaveLength(1);
  });
});
