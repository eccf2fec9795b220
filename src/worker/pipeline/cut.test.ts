// The rule of the cut, by numbers made up.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { measureSpread } from '../../shared/domain/spread.ts';
import { normalise } from '../../shared/domain/vectors.ts';
import type { EmbeddedTerm } from './compose.ts';
import { cutFor, spreadFor } from './cut.ts';

const spread = { mean: 0.1, deviation: 0.05 };
const words = (photos: number) => ({ spread, photos, mayBeEmpty: true });

describe('the cut', () => {
  test('lies above a best photo that chance explains, and below one that it does not', () => {
    expect(cutFor(0.25, words(48))).toBeGreaterThan(0.25);
    expect(cutFor(0.3, words(48))).toBeLessThan(0.3);
    expect(cutFor(0.25, { ...words(48), mayBeEmpty: false })).toBeLessThan(0.25);
    expect(cutFor(undefined, words(48))).toBe(cutFor(-1, words(48)));
  });

  test('rises with the size of the library, and follows the best photo', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (a, b, best) => {
          const [fewer, more] = [Math.min(a, b), Math.max(a, b)];
          expect(cutFor(undefined, words(fewer))).toBeLessThanOrEqual(cutFor(undefined, words(more)));
          expect(Number.isFinite(cutFor(best, words(a)))).toBe(true);
          if (cutFor(best, words(a)) <= best) expect(cutFor(best, words(a))).toBeGreaterThanOrEqual(0.7 * best);
        },
      ),
    );
    expect([0, 1, 10].map((photos) => cutFor(0.5, words(photos)))).toEqual([0.35, 0.35, 0.35]);
  });
});

describe('the spread of a sum', () => {
  const vector = (...values: number[]) => normalise(Float32Array.from(values));
  const background = { words: { mean: 0, deviation: 0.06 }, pictures: { mean: 0.02, deviation: 0.15 } };
  const term = (kind: EmbeddedTerm['kind'], weight: number, ...values: number[]): EmbeddedTerm => ({
    kind,
    weight,
    text: '',
    vector: vector(...values),
  });
  const spreadOf = (...terms: EmbeddedTerm[]) => spreadFor(terms, background);

  test('of words is that of words, however many, alike or not, and whatever is unwanted', () => {
    for (const terms of [
      [term('words', 1, 1, 0)],
      [term('words', 1, 1, 0), term('words', 3, 0, 1)],
      [term('words', 1, 1, 0), term('words', 1, 1, 0.1), term('picture', -2, 0, 1)],
    ])
      expect(spreadOf(...terms).deviation).toBeCloseTo(0.06, 6);
  });

  test('of words and a picture lies between, nearer to what weighs more', () => {
    const mixed = (weight: number) => spreadOf(term('words', 1, 1, 0), term('picture', weight, 0, 1)).deviation;
    expect(mixed(0.01)).toBeCloseTo(0.06, 3);
    expect(mixed(1)).toBeGreaterThan(0.06);
    expect(mixed(1)).toBeLessThan(0.15);
    expect(mixed(100)).toBeCloseTo(0.15, 3);
  });
});

test('a spread is measured where most lie, whatever the few in the upper tail do', () => {
  const normal = Float64Array.from({ length: 10_000 }, (_, i) => {
    // Sums of uniform values from a fixed sequence: near enough to normal with mean 0.1 and deviation 0.05.
    let sum = 0;
    for (let k = 0; k < 12; k++) sum += ((i * 12 + k) * 0.6180339887498949 * (k + 1)) % 1;
    return 0.1 + 0.05 * (sum - 6);
  });
  const plain = measureSpread(normal.slice());
  const tailed = measureSpread(normal.map((value, i) => (i % 100 === 0 ? 0.9 : value)));
  expect(Math.abs(tailed.mean - plain.mean)).toBeLessThan(0.002);
  expect(Math.abs(tailed.deviation - plain.deviation)).toBeLessThan(0.002);
});
