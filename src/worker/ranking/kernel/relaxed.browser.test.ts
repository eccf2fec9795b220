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
  const [wideAt, packedAt, factsAt, boundsAt, rowsAt] = [0, 8192, 16_384, 24_576, 32_768];
  const [ours, theirs] = [relaxed, plain].map((module) => {
    const kernel = instantiateKernel(module);
    const { buffer } = kernel.memory;
    return queries.map((query) => {
      for (const [row, values] of rows.entries()) {
        for (const [i, x] of values.entries())
          new Int8Array(buffer)[rowsAt + (row - (row % 4)) * stride + (i - (i % 16)) * 4 + (row % 4) * 16 + (i % 16)] = x;
        for (const [fact, value] of [2 ** -20 * (row + 1), 2 ** -6].entries())
          new Float32Array(buffer, factsAt + 1024 * fact, 256)[row] = value;
        new Int32Array(buffer, factsAt + 2048, 256)[row] = values.reduce((sum, x) => sum + x, 0);
      }
      new Int16Array(buffer, wideAt, stride).set(query);
      kernel.pack(wideAt, packedAt, stride);
      kernel.scan(packedAt, rowsAt, factsAt, boundsAt, rows.length, stride, 0.5);
      return [...new Float32Array(buffer, boundsAt, rows.length)];
    });
  });
  expect(ours).toEqual(theirs);
});

test('an index answers alike with both', async () => {
  const [dim, count] = [512, 3000];
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
