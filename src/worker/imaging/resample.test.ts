// What must hold of every picture and recipe; the exact pixels are in resample.browser.test.ts.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileKernelSource } from '../../../tools/build-kernel.ts';
import type { PixelRecipe } from '../../shared/domain/recipe.ts';
import { instantiateKernel } from './kernel-module.ts';
import { place, resample } from './resample.ts';

const kernel = instantiateKernel(await WebAssembly.compile(await compileKernelSource('resample')));

const recipe = fc.record({
  sizePx: fc.integer({ min: 1, max: 32 }).map((half) => 2 * half),
  fit: fc.constantFrom('squash', 'crop'),
  filter: fc.constantFrom('bicubic', 'bilinear'),
  mean: fc.constant([0, 0, 0]),
  std: fc.constant([1, 1, 1]),
}) as fc.Arbitrary<PixelRecipe>; // fast-check forgets that three zeros are a triple.
const side = fc.integer({ min: 1, max: 200 });
const byte = fc.integer({ min: 0, max: 255 });

test('a plain picture stays plain', () => {
  fc.assert(
    fc.property(recipe, side, side, fc.tuple(byte, byte, byte), (shape, width, height, colour) => {
      const data = Uint8ClampedArray.from({ length: width * height * 4 }, (_, i) => [...colour, 255][i % 4] ?? 0);
      const square = resample(kernel, { data, width, height }, shape);
      expect(square.length).toBe(shape.sizePx ** 2 * 3);
      expect(square.findIndex((value, i) => value !== colour[i % 3])).toBe(-1);
    }),
  );
});

test('the square lies inside the resized picture, in its middle', () => {
  fc.assert(
    fc.property(recipe, fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 1, max: 60_000 }), (shape, width, height) => {
      const { width: across, height: down, left, top } = place(shape, width, height);
      expect(Math.min(across, down)).toBe(shape.sizePx);
      for (const [length, offset] of [
        [across, left],
        [down, top],
      ] as const) {
        // prettier-ignore
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(length - shape.sizePx - 2 * offset).toBeOneOf([0, 1]);
      }
    }),
  );
});

test('a picture of the right size is not touched', () => {
  fc.assert(
    fc.property(recipe, fc.integer({ min: 1, max: 1 << 30 }), (shape, seed) => {
      const { sizePx } = shape;
      const data = Uint8ClampedArray.from({ length: sizePx * sizePx * 4 }, (_, i) => (seed * (i + 1) * 2_654_435_761) >>> 24);
      const square = resample(kernel, { data, width: sizePx, height: sizePx }, shape);
      expect([...square]).toEqual([...data.filter((_, i) => i % 4 !== 3)]);
    }),
  );
});
