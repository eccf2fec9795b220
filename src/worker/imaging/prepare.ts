// The story of this room: a file's bytes → all that the library keeps of it, decoded once.

import type { Metadata } from '../../shared/domain/photo.ts';
import type { PixelRecipe } from '../../shared/domain/recipe.ts';
import { meanColour } from './colour.ts';
import { decode, type Source } from './decode.ts';
import type { LeastScale } from './formats/decoder.ts';
import { loadKernel } from './kernel-module.ts';
import { readMetadata } from './metadata/metadata.ts';
import { makePictures, type Pictures, previewScale } from './pictures.ts';
import { resample } from './resample.ts';
import { giveBack } from './scratch.ts';
import type { Size } from './size.ts';

export interface Prepared extends Pictures, Size {
  readonly type: string;
  readonly metadata: Metadata;
  /** 0xRRGGBB. */
  readonly colour: number;
  /** RGB [sizePx × sizePx × 3]. */
  readonly input: Uint8Array<ArrayBuffer>;
}

/** [Note: Three times] The short edge that a model's input is made from, in sides of its square. A decoder's own scaling is coarser than
 * the recipe's kernel, but what is left at three times the size hardly shows in the vector; docs/decisions/0005-pixels.md has figures. */
const inputScale =
  ({ sizePx }: PixelRecipe): LeastScale =>
  ({ width, height }) =>
    Math.min(1, (3 * sizePx) / Math.min(width, height));

/** @param modifiedAt of the file, in ms since 1970. @throws {AppError} as `decode`. */
export async function prepare(
  source: Source,
  recipe: PixelRecipe,
  modifiedAt: number,
  onDecoded: () => void = () => undefined,
): Promise<Prepared> {
  const leastForInput = inputScale(recipe);
  const kernel = await loadKernel();
  const { type, pixels, width, height } = await decode(source, (size) => Math.max(leastForInput(size), previewScale(size)));
  onDecoded();
  const picturesMade = makePictures(pixels, { width, height }); // The encoder has a thread of its own: the resampling goes on meanwhile.
  const input = resample(kernel, pixels, recipe);
  const metadata = readMetadata(source.bytes, source.name, modifiedAt, Date.now());
  const pictures = await picturesMade;
  giveBack(pixels.data.buffer);
  return { type, ...pictures, width, height, metadata, colour: meanColour(input), input };
}

/** The model's input alone. @returns RGB [sizePx × sizePx × 3]. @throws {AppError} as `decode`. */
export async function makeInput(source: Source, recipe: PixelRecipe): Promise<Uint8Array<ArrayBuffer>> {
  const kernel = await loadKernel();
  const { pixels } = await decode(source, inputScale(recipe));
  const input = resample(kernel, pixels, recipe);
  giveBack(pixels.data.buffer);
  return input;
}

/** The thumbnail alone, of a picture that is as large as a preview. @returns JPEG. @throws {AppError} as `decode`. */
export async function makeThumbnail(source: Source): Promise<ArrayBuffer> {
  const { pixels, width, height } = await decode(source, previewScale);
  const { thumbnail } = await makePictures(pixels, { width, height });
  giveBack(pixels.data.buffer);
  return thumbnail;
}
