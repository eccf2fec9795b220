// Each function of the kernel against the same in float64 or in whole numbers, at every width a model here has and at the ends.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileKernelSource } from '../../../../tools/build-kernel.ts';
import { instantiateKernel } from '../kernel-module.ts';
import { seededVectors } from '../seeded-vectors.ts';

const kernel = instantiateKernel(await WebAssembly.compile(await compileKernelSource()));
const strides = [64, 128, 512, 640, 768, 1024, 1152, 2048];
const sum = (values: ArrayLike<number>) => Array.from(values).reduce((all, x) => all + x, 0);
const dot64 = (a: ArrayLike<number>, b: ArrayLike<number>) => Array.from(a).reduce((all, x, i) => all + x * (b[i] ?? Number.NaN), 0);

kernel.memory.grow(20);
const at = { signs: 0, row: 4096, query: 16_384, packed: 24_576, facts: 32_768, out: 40_960, rows: 65_536 };

/** Where a value lies: four rows in turn, 16 values of each. */
const placeOf = (row: number, i: number, stride: number) =>
  Math.floor(row / 4) * (4 * stride + 48) + (i - (i % 16)) * 4 + (row % 4) * 16 + (i % 16);
/** And a row's facts, in fours behind the values. */
const factPlaceOf = (row: number, fact: number, stride: number) =>
  Math.floor(row / 4) * (4 * stride + 48) + 4 * stride + 16 * fact + 4 * (row % 4);

/** Whole numbers from −most to most, both ends among them. */
function wholeNumbers(count: number, most: number, seed: number): number[] {
  const values = seededVectors(1, count, seed);
  const peak = values.reduce((high, x) => Math.max(high, Math.abs(x)), 0);
  return Array.from(values, (x) => Math.round((x / peak) * most));
}

const { buffer } = kernel.memory;

test.each(strides)('scan equals whole numbers at stride %i, at both ends of int8 and of the query', (stride) => {
  const rows = [wholeNumbers(stride, 127, 1), ...[127, -127, 1].map((x) => Array<number>(stride).fill(x)), wholeNumbers(stride, 127, 2)];
  const [scale, error] = [2 ** -20, 2 ** -6];
  for (const [row, values] of rows.entries()) {
    for (const [i, x] of values.entries()) new Int8Array(buffer)[at.rows + placeOf(row, i, stride)] = x;
    for (const [fact, value] of [scale * (row + 1), error * row].entries())
      new Float32Array(buffer, at.rows + factPlaceOf(row, fact, stride), 1)[0] = value;
    new Int32Array(buffer, at.rows + factPlaceOf(row, 2, stride), 1)[0] = sum(values);
  }
  const queries = [wholeNumbers(stride, 8191, 3), ...[8191, -8191, 1].map((x) => Array<number>(stride).fill(x)), rows[0] ?? []];
  for (const query of queries) {
    new Int16Array(buffer, at.query, stride).set(query);
    kernel.pack(at.query, at.packed, stride);
    const f = Math.fround;
    const bounds = rows.map((row, i) => f(f(f(dot64(query, row)) * (scale * (i + 1) * 0.5)) + error * i));
    // All, none, and from each bound on: what is as large as `least` is found.
    for (const least of [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, ...bounds]) {
      const found = new Uint32Array(buffer, at.out, 256).fill(7);
      const kept = kernel.scan(at.packed, at.rows, at.out, rows.length, stride, 0.5, 0, least);
      const expected = Array.from(bounds.keys()).filter((row) => (bounds[row] ?? 0) >= least);
      expect([...found.subarray(0, kept + 1)]).toEqual([...expected, 7]);
      expect([...new Float32Array(buffer, at.out + 1024, kept)]).toEqual(expected.map((row) => bounds[row]));
      expect([...new Float32Array(buffer, at.out + 2048, kept)]).toEqual(expected.map((row) => error * row));
    }
  }
});

test('scan finds what whole numbers find, for any rows, query and floor', () => {
  const f = Math.fround;
  const stride = 64;
  const row = fc.record({
    values: fc.array(fc.integer({ min: -127, max: 127 }), { minLength: stride, maxLength: stride }),
    scale: fc.float({ min: 2 ** -24, max: 2 ** -6, noNaN: true }),
    error: fc.float({ min: 0, max: 0.5, noNaN: true }),
  });
  const query = fc.array(fc.integer({ min: -8191, max: 8191 }), { minLength: stride, maxLength: stride });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 9 }), query, fc.nat(8), (rows, asked, floorOf) => {
      for (const [n, { values, scale, error }] of rows.entries()) {
        for (const [i, x] of values.entries()) new Int8Array(buffer)[at.rows + placeOf(n, i, stride)] = x;
        new Float32Array(buffer, at.rows + factPlaceOf(n, 0, stride), 1)[0] = scale;
        new Float32Array(buffer, at.rows + factPlaceOf(n, 1, stride), 1)[0] = error;
        new Int32Array(buffer, at.rows + factPlaceOf(n, 2, stride), 1)[0] = sum(values);
      }
      new Int16Array(buffer, at.query, stride).set(asked);
      kernel.pack(at.query, at.packed, stride);
      const bounds = rows.map(({ values, scale, error }) => f(f(f(dot64(asked, values)) * f(scale * 0.5)) + error));
      const least = bounds[floorOf % bounds.length] ?? 0;
      const kept = kernel.scan(at.packed, at.rows, at.out, rows.length, stride, 0.5, 0, least);
      const expected = Array.from(bounds.keys()).filter((n) => (bounds[n] ?? 0) >= least);
      expect([...new Uint32Array(buffer, at.out, kept)]).toEqual(expected);
      expect([...new Float32Array(buffer, at.out + 1024, kept)]).toEqual(expected.map((n) => bounds[n]));
    }),
    { seed: 7 },
  );
});

test.each(strides)('dot equals float64 at stride %i', (stride) => {
  const vectors = seededVectors(7, stride, stride);
  for (const query of [seededVectors(1, stride, 1), new Float32Array(stride).fill(1), vectors.slice(-stride)]) {
    new Float32Array(buffer, at.row, stride).set(query);
    new Float32Array(buffer, at.rows, vectors.length).set(vectors);
    const scores = new Float64Array(buffer, at.out, 8).fill(7);
    kernel.dot(at.row, at.rows, at.out, 7, stride);
    const rows = Array.from({ length: 7 }, (_, i) => vectors.subarray(i * stride, (i + 1) * stride));
    for (const [i, row] of rows.entries()) expect(scores[i]).toBeCloseTo(dot64(query, row), 12);
    expect(scores[7]).toBe(7);
  }
});

test.each(strides)('rotate keeps products, and spreads one value over its 64, at stride %i', (stride) => {
  new Float32Array(buffer, at.signs, 64).set(Array.from({ length: 64 }, (_, i) => ((i * 7) % 3 === 0 ? 1 : -1) / 8));
  const turn = (vector: Float32Array) => {
    new Float32Array(buffer, at.row, stride).set(vector);
    kernel.rotate(at.row, at.signs, stride);
    return new Float32Array(buffer, at.row, stride).slice();
  };
  const [a, b] = [seededVectors(1, stride, 1), seededVectors(1, stride, 2)];
  expect(Math.abs(dot64(turn(a), turn(b)) - dot64(a, b))).toBeLessThan(8e-7);
  for (const place of [0, 5, 17, 63, stride - 1]) {
    const turned = turn(new Float32Array(stride).fill(1, place, place + 1));
    const block = place - (place % 64);
    for (const [i, x] of turned.entries()) expect(Math.abs(x)).toBe(i >= block && i < block + 64 ? 1 / 8 : 0);
  }
});

test.each(strides)('quantise rounds to 127 steps, and tells what it lost, at stride %i', (stride) => {
  const vector = seededVectors(1, stride, 4);
  new Float32Array(buffer, at.row, stride).set(vector);
  kernel.quantise(at.row, at.rows, at.facts, stride);
  const packed = Array.from({ length: stride }, (_, i) => new Int8Array(buffer)[at.rows + placeOf(0, i, stride)] ?? Number.NaN);
  const [scale = 0, error = 0] = [0, 16].map((place) => new Float32Array(buffer, at.facts + place, 1)[0]);
  const peak = vector.reduce((high, x) => Math.max(high, Math.abs(x)), 0);
  expect(scale).toBeCloseTo(peak / 127, 9);
  const lost = Math.hypot(...vector.map((x, i) => x - scale * (packed[i] ?? Number.NaN)));
  expect(error / lost).toBeGreaterThan(1.0009);
  expect(error / lost).toBeLessThan(1.0011);
  expect(lost).toBeLessThan(0.51 * scale * Math.sqrt(stride));
  expect(new Int32Array(buffer, at.facts + 32, 1)[0]).toBe(sum(packed));
});
