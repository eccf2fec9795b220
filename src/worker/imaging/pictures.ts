// The two pictures kept of each photo: a thumbnail for the grid, and a preview to look at and to index again from.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Pixels } from './pixels.ts';
import type { Size } from './size.ts';

export interface Pictures {
  /** JPEG both. */
  readonly thumbnail: ArrayBuffer;
  readonly preview: ArrayBuffer;
}

const previewShortPx = 512;
const previewLongPx = 2048;
const thumbnailLongPx = 320;
/** A panorama's thumbnail is longer than others, or its row of the grid would show a few lines of pixels enlarged. */
const thumbnailShortPx = 160;
const thumbnailLongestPx = 1024;

/** WebP would save a tenth of the bytes and take ten times as long to encode (Chromium 156). */
const encoding = { type: 'image/jpeg', quality: 0.8 };

/** Short edge 512 px, long edge at most 2,048, never enlarged: 0..1 of the picture's size. */
export function previewScale({ width, height }: Size): number {
  return Math.min(1, previewShortPx / Math.min(width, height), previewLongPx / Math.max(width, height));
}

/** Long edge 320 px; of a wide or tall picture short edge 160 and long edge at most 1,024; never enlarged. */
export function thumbnailScale({ width, height }: Size): number {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return Math.min(1, Math.max(thumbnailLongPx / long, Math.min(thumbnailShortPx / short, thumbnailLongestPx / long)));
}

/** Of at least one pixel each way, for a picture a thousand times as long as wide. */
const scaled = ({ width, height }: Size, scale: number): Size => ({
  width: Math.max(1, Math.round(width * scale)),
  height: Math.max(1, Math.round(height * scale)),
});

/** @param pixels at least as large as the preview is to be. @param full size of the whole upright picture. */
export async function makePictures(pixels: Pixels, full: Size): Promise<Pictures> {
  const image = new ImageData(pixels.data, pixels.width, pixels.height);
  const preview = await resize(image, scaled(full, previewScale(full)));
  const thumbnail = await resize(preview, scaled(full, thumbnailScale(full)));
  const [thumbnailBytes, previewBytes] = await Promise.all([encode(thumbnail), encode(preview)]);
  return { thumbnail: thumbnailBytes, preview: previewBytes };
}

/** @param pixels at least as large as `full` at `scale`. @returns a JPEG. */
export async function encodeAt(pixels: Pixels, full: Size, scale: number, quality: number): Promise<Blob> {
  const image = new ImageData(pixels.data, pixels.width, pixels.height);
  return encodeBlob(await resize(image, scaled(full, scale)), quality);
}

const resize = (image: ImageData | ImageBitmap, { width, height }: Size): Promise<ImageBitmap> =>
  createImageBitmap(
    image,
    image.width === width && image.height === height ? {} : { resizeWidth: width, resizeHeight: height, resizeQuality: 'high' },
  );

const encode = async (bitmap: ImageBitmap): Promise<ArrayBuffer> => (await encodeBlob(bitmap, encoding.quality)).arrayBuffer();

/** Takes the bitmap. Handed over to the canvas as it is: drawing it took a fifth longer, encoding included. */
async function encodeBlob(bitmap: ImageBitmap, quality: number): Promise<Blob> {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('bitmaprenderer');
  if (!context) throw new AppError('internal', { reason: `no canvas of ${bitmap.width} × ${bitmap.height}` });
  context.transferFromImageBitmap(bitmap);
  return canvas.convertToBlob({ ...encoding, quality });
}
