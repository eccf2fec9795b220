// A picture to look at, whole, of a kind that the browser itself cannot show: HEIC, TIFF, camera raw.

import { decode, type Source } from './decode.ts';
import type { LeastScale } from './formats/decoder.ts';
import { encodeAt } from './pictures.ts';
import { giveBack } from './scratch.ts';

/** More are scaled to it: 50 million pixels take 200 MB each time they are held, and a screen has 8. */
const mostPixels = 50e6;
/** What zooming in shows of it is to be the photo's own detail. */
const quality = 0.92;

export const shownScale: LeastScale = ({ width, height }) => Math.min(1, Math.sqrt(mostPixels / (width * height)));

/** @returns a JPEG, upright. @throws {AppError} as `decode`. */
export async function makeShown(source: Source, onDecoded: () => void = () => undefined): Promise<Blob> {
  const { pixels, width, height } = await decode(source, shownScale);
  onDecoded();
  const shown = await encodeAt(pixels, { width, height }, shownScale({ width, height }), quality);
  giveBack(pixels.data.buffer);
  return shown;
}
