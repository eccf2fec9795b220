// The kernel against a sum in float64, row by row, at every width a model here has and at the narrowest step.

import { expect, test } from 'vitest';
import { compileKernelSource } from '../../../../tools/build-kernel.ts';
import { instantiateKernel } from '../kernel-module.ts';
import { seededVectors } from '../seeded-vectors.ts';

const kernel = instantiateKernel(await WebAssembly.compile(await compileKernelSource()));

const dot64 = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * (b[i] ?? Number.NaN), 0);
/** What the sum's rounding is measured against: terms of both signs may cancel out. */
const magnitude64 = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + Math.abs(x * (b[i] ?? Number.NaN)), 0);

function scan(query: Float32Array, vectors: Float32Array, count: number): Float32Array {
  const { memory } = kernel;
  const stride = query.length;
  const vectorsAt = 4 * stride;
  const scoresAt = vectorsAt + vectors.byteLength;
  const short = scoresAt + 4 * (count + 1) - memory.buffer.byteLength;
  if (short > 0) memory.grow(Math.ceil(short / 65_536));
  new Float32Array(memory.buffer, 0, stride).set(query);
  new Float32Array(memory.buffer, vectorsAt, vectors.length).set(vectors);
  const scores = new Float32Array(memory.buffer, scoresAt, count + 1).fill(7);
  kernel.scan(0, vectorsAt, scoresAt, count, stride);
  return scores.slice();
}

test.each([16, 32, 48, 512, 640, 768, 1024, 1152])('scan equals float64 at dim %i', (dim) => {
  const count = 37;
  const vectors = seededVectors(count, dim, dim);
  // Ones tell a lane left out from a lane read twice; the query itself tells a row begun too late.
  const queries = [seededVectors(1, dim, 1), new Float32Array(dim).fill(1), vectors.slice(0, dim), vectors.slice(-dim)];
  for (const query of queries) {
    const scores = scan(query, vectors, count);
    expect(scores[count], 'nothing is written after the last score').toBe(7);
    for (let row = 0; row < count; row++) {
      const vector = vectors.subarray(row * dim, (row + 1) * dim);
      expect(Math.abs((scores[row] ?? Number.NaN) - dot64(query, vector)) / magnitude64(query, vector)).toBeLessThan(1e-6);
    }
  }
});
