// The relaxed kernel where it runs: it is the plain one, bit for bit. The plain one is held to whole numbers in scan.test.ts.

import { expect, test } from 'vitest';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { compileKernel, hasRelaxedSimd, instantiateKernel } from '../kernel-module.ts';
import { createIndex } from '../resident-index.ts';
import { clusteredVectors, plantDuplicates, seededVectors } from '../seeded-vectors.ts';
import plainUrl from './build/scan.wasm?url';
import relaxedUrl from './build/scan-relaxed.wasm?url';

const plain = await compileKernel(await fetch(plainUrl));
const relaxed = await compileKernel(await fetch(relaxedUrl));

test('this browser runs it', () => expect(hasRelaxedSimd()).toBe(true));

test.each([64, 512, 640, 2048])('equals the plain kernel at stride %i, at both ends of int8 and of the query', (stride) => {
  const noise = (seed: number, most: number) =>
    Array.from(seededVectors(1, stride, seed), (x) => Math.round(((x * most * Math.sqrt(stride)) / 2) % most));
  const rows = [noise(1, 127), ...[127, -127, 1].map((x) => Array<number>(stride).fill(x)), noise(2, 127)];
  const queries = [noise(3, 8191), ...[8191, -8191, 1].map((x) => Array<number>(stride).fill(x))];
  const [wideAt, packedAt, foundAt, rowsAt] = [0, 8192, 16_384, 24_576];
  const [scale, error] = [2 ** -20, 2 ** -6];
  const [ours, theirs] = [relaxed, plain].map((module) => {
    const kernel = instantiateKernel(module);
    const { buffer } = kernel.memory;
    return queries.map((query) => {
      for (const [row, values] of rows.entries()) {
        const four = rowsAt + Math.floor(row / 4) * (4 * stride + 48);
        for (const [i, x] of values.entries()) new Int8Array(buffer)[four + (i - (i % 16)) * 4 + (row % 4) * 16 + (i % 16)] = x;
        const [scales, errors, sums] = [0, 16, 32].map((fact) => four + 4 * stride + fact + 4 * (row % 4));
        new Float32Array(buffer, scales, 1)[0] = scale * (row + 1);
        new Float32Array(buffer, errors, 1)[0] = error;
        new Int32Array(buffer, sums, 1)[0] = values.reduce((sum, x) => sum + x, 0);
      }
      new Int16Array(buffer, wideAt, stride).set(query);
      kernel.pack(wideAt, packedAt, stride);
      // The most that leaving the low plane out can cost: 64 · Σ|v|.
      const reach = 64 * 127 * stride * scale * rows.length * 0.5;
      const scan = (least: number) => {
        const kept = kernel.scan(packedAt, rowsAt, foundAt, rows.length, stride, 0.5, reach, least);
        return [...new Uint32Array(buffer, foundAt, kept), ...new Float32Array(buffer, foundAt + 1024, kept)];
      };
      const all = scan(Number.NEGATIVE_INFINITY);
      return [all, ...all.slice(rows.length).map(scan)];
    });
  });
  expect(ours).toEqual(theirs);
  expect(ours?.[0]?.[0]).toHaveLength(2 * rows.length);
});

test.each([64, 512])('leaves no row out that the low plane brings in, at stride %i', (stride) => {
  const kernel = instantiateKernel(relaxed);
  const { buffer } = kernel.memory;
  const [wideAt, packedAt, foundAt, rowsAt] = [0, 8192, 16_384, 24_576];
  // The high plane is the same throughout; the low one is as far from its middle as it can be, on the side where the row is.
  const row = seededVectors(1, stride, 5).map((x) => (x < 0 ? -127 : 127));
  new Int16Array(buffer, wideAt, stride).set(row.map((x) => (x < 0 ? 0 : 127)));
  for (const [i, x] of row.entries()) new Int8Array(buffer)[rowsAt + (i - (i % 16)) * 4 + (i % 16)] = x;
  new Float32Array(buffer, rowsAt + 4 * stride, 1)[0] = 1;
  new Int32Array(buffer, rowsAt + 4 * stride + 32, 1)[0] = row.reduce((sum, x) => sum + x, 0);
  kernel.pack(wideAt, packedAt, stride);
  const product = row.reduce((sum, x) => sum + (x < 0 ? 0 : 127 * x), 0);
  expect(kernel.scan(packedAt, rowsAt, foundAt, 1, stride, 1, 64 * 127 * stride, product)).toBe(1);
  expect(kernel.scan(packedAt, rowsAt, foundAt, 1, stride, 1, 64 * 127 * stride, product + stride)).toBe(0);
});

test('an index answers alike with both', async () => {
  const [dim, count] = [512, 10_000];
  const vectors = clusteredVectors(count, dim, 5);
  plantDuplicates(vectors, dim);
  const ids = Array.from({ length: count }, (_, n) => n.toString(16).padStart(64, '0') as PhotoId);
  const queries = seededVectors(5, dim, 6);
  const [ours, theirs] = await Promise.all(
    [relaxed, plain].map((kernel) => {
      const index = createIndex(dim, kernel);
      index.append(ids, vectors);
      return index.searchAll(queries, { limit: 100, cut: 0.1 });
    }),
  );
  expect(ours).toEqual(theirs);
});

test('an index does not pass over a row that only the low plane lifts to what is asked for', async () => {
  const index = createIndex(1, relaxed);
  const photoId = '0'.repeat(64) as PhotoId; // As PhotoId: it has the form of one.
  // In one dimension all 64 turned values are at the peak, and the high plane alone says 0.992.
  index.append([photoId], new Float32Array([1]));
  const { hits } = await index.search(new Float32Array([1]), { limit: 1, atLeast: 0.999 });
  expect(hits).toEqual([{ photoId, score: 1 }]);
});
