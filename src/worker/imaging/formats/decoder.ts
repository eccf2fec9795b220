// What each decoder of our own is to the rest of the room.

import type { Pixels } from '../pixels.ts';
import type { Size } from '../size.ts';

export type Bytes = Uint8Array<ArrayBuffer>;

/** The least share of its size, 0..1, at which a picture of that size still serves. */
export type LeastScale = (size: Size) => number;

export interface Upright {
  /** In borrowed memory: give `pixels.data.buffer` back. Smaller than the picture where a smaller one will do. */
  readonly pixels: Pixels;
  /** Of the whole upright picture. */
  readonly width: number;
  readonly height: number;
}

/** By the browser: the JPEGs inside other files. @throws whatever it throws at damage. */
export type DecodeJpeg = (jpeg: Bytes, leastScale: LeastScale) => Promise<Upright>;

/** A file's bytes → upright sRGB pixels, at least as large as `leastScale` asks.
 * @throws {AppError} `too-many-pixels`, `damaged-file`, `unsupported-format`, without a subject; anything else it throws means damage. */
export type Decoder = (bytes: Bytes, leastScale: LeastScale, decodeJpeg: DecodeJpeg) => Promise<Upright>;

/** At 4 bytes a pixel this many take 400 MB, and the decoder as much again. */
export const refusedPixels = 100e6;
