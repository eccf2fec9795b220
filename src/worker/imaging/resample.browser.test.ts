// The resampler against the pixels of the models' reference implementation, from files that the product's own decoder opens.

import { expect, test } from 'vitest';
import { readRepositoryFile, readRepositoryJson } from '../../../tools/fixture.ts';
import type { PixelRecipe } from '../../shared/domain/recipe.ts';
import { decode } from './decode.ts';
import { loadKernel } from './kernel-module.ts';
import { resample } from './resample.ts';

const folder = 'e2e/fixtures/preprocess';
interface Golden {
  readonly image: string;
  readonly recipe: string;
  readonly file: string;
}
const index = await readRepositoryJson<{ recipes: Record<string, Pick<PixelRecipe, 'sizePx' | 'fit' | 'filter'>>; goldens: Golden[] }>(
  `${folder}/index.json`,
);
const values = { mean: [0, 0, 0], std: [1, 1, 1] } as const; // Applied later, in the model worker.

test.each(index.goldens)('$image as $recipe sees it equals the reference, byte for byte', async (golden) => {
  const { image, recipe, file } = golden;
  const shape = index.recipes[recipe];
  if (!shape) throw new Error(`no recipe ${recipe}`);
  const bytes = await readRepositoryFile(`${folder}/${image}`);
  const { pixels } = await decode({ bytes, type: 'image/png', name: image }, () => 1);
  const square = resample(await loadKernel(), pixels, { ...shape, ...values });

  const expected = await readRepositoryFile(`${folder}/${file}`);
  expect(square.length).toBe(expected.length);
  expect(square.findIndex((value, i) => value !== expected[i])).toBe(-1);
});
