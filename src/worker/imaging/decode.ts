// A file's bytes → upright sRGB pixels, by the browser's own decoders or by ours.

import { AppError, reasonOf, toAppError } from '../../shared/domain/app-error.ts';
import { type DecodeJpeg, type LeastScale, refusedPixels, type Upright } from './formats/decoder.ts';
import { type Foreign, foreignTo } from './formats/foreign.ts';
import { type Pixels, turnUpright } from './pixels.ts';
import { borrow, giveBack } from './scratch.ts';
import { readSize, type Size } from './size.ts';

export interface Decoded extends Upright {
  readonly type: string;
}

export interface Source {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Media type found from the content; undefined where it is no picture known here. */
  readonly type: string | undefined;
  /** For the errors. */
  readonly name: string;
}

/** A picture this large that the decoder cannot scale is scaled as it is painted, so that its pixels are in memory once, not twice. */
const paintedPixels = 32e6;

/** Every browser decodes these, so a failure means damage. Of others it may mean that the browser does not know them. */
const everywhere = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/bmp']);

/** @param leastScale decides how small a JPEG, and what our own decoders read, comes out; others are decoded whole.
 * @throws {AppError} `too-many-pixels`, `damaged-file`, `unsupported-format`. */
export async function decode({ bytes, type, name }: Source, leastScale: LeastScale): Promise<Decoded> {
  if (type === undefined) throw new AppError('unsupported-format', { subject: name, reason: 'its content is no picture known here' });
  const native = await decodesNatively(type);
  const own = foreignTo(type);
  const scalable = native && type === 'image/jpeg';
  const size = readSize(bytes);
  if (size && !scalable && own?.browserFirst !== false && size.width * size.height >= refusedPixels)
    throw new AppError('too-many-pixels', { subject: name, reason: `${size.width} × ${size.height} pixels` });
  try {
    if (own && !(native && own.browserFirst)) return { type, ...(await decodeForeign(bytes, type, own, leastScale)) };
    return { type, ...(await (native ? decodeFrame(bytes, type, scalable ? size : undefined, leastScale) : decodeBitmap(bytes, type))) };
  } catch (error) {
    if (error instanceof AppError)
      throw new AppError(error.code, { subject: name, reason: error.reason, retryable: error.retryable, cause: error });
    const code = native || own || everywhere.has(type) ? 'damaged-file' : 'unsupported-format';
    throw toAppError(error, code, { subject: name, reason: `${type}: ${reasonOf(error)}` });
  }
}

/** Safari's `createImageBitmap` reads HEIC, and JPEG XL; where it does not it says so at once. */
async function decodeForeign(bytes: Uint8Array<ArrayBuffer>, type: string, own: Foreign, leastScale: LeastScale): Promise<Upright> {
  const known = own.browserFirst ? await decodeBitmap(bytes, type).catch(() => undefined) : undefined; // Not known to it: ours says what is wrong.
  if (known) return known;
  const { decode: decodeOwn } = await own.load();
  return decodeOwn(bytes, leastScale, decodeJpeg);
}

const decodeJpeg: DecodeJpeg = async (jpeg, leastScale) =>
  (await decodesNatively('image/jpeg')) ? decodeFrame(jpeg, 'image/jpeg', readSize(jpeg), leastScale) : decodeBitmap(jpeg, 'image/jpeg');

/** Chromium and Firefox have `ImageDecoder`, which scales JPEGs and takes half the time of `createImageBitmap`, pixel for pixel the same
 * but for chroma. Where it or the type is missing, `createImageBitmap` may still know more. */
const decodesNatively = async (type: string): Promise<boolean> =>
  'ImageDecoder' in globalThis && 'rotation' in VideoFrame.prototype && (await ImageDecoder.isTypeSupported(type));

/** VideoFrame as of 2025; TypeScript 6.0 does not know these two yet. */
type OrientedFrame = VideoFrame & { readonly rotation: number; readonly flip: boolean };

async function decodeFrame(bytes: Uint8Array<ArrayBuffer>, type: string, full: Size | undefined, leastScale: LeastScale): Promise<Upright> {
  const decoder = new ImageDecoder({ data: bytes, type, ...(full && chooseScaled(full, leastScale(full))) });
  const { image } = await decoder.decode().finally(() => decoder.close());
  const frame = image as OrientedFrame; // Where these two are missing, `decodesNatively` says no.
  try {
    const { displayWidth, displayHeight } = frame;
    const turned = frame.rotation % 180 !== 0;
    return {
      pixels: await readFrame(frame),
      width: full ? (turned ? full.height : full.width) : displayWidth,
      height: full ? (turned ? full.width : full.height) : displayHeight,
    };
  } finally {
    frame.close();
  }
}

/** [Note: Scaled decode] A JPEG can be decoded at n/8 of its size, at a fraction of the cost. libjpeg has fast code for 1, 2 and 4; 3 pays
 * still; at 5 to 7 eighths it takes longer than the whole picture (12 megapixels: 18, 21, 28, 29 ms for 1 to 4, 47 to 73 for 5 to 7, 35
 * for all). The decoder takes the largest eighth that fits what is desired. */
const eighths = [1, 2, 3, 4];

function chooseScaled({ width, height }: Size, leastScale: number): { desiredWidth: number; desiredHeight: number } | undefined {
  // What would be refused as any other type is never decoded whole, even where less is coarser than wanted.
  const eighth = eighths.find((n) => n / 8 >= leastScale) ?? (width * height >= refusedPixels ? eighths.at(-1) : undefined);
  if (eighth === undefined) return;
  return { desiredWidth: Math.ceil((width * eighth) / 8), desiredHeight: Math.ceil((height * eighth) / 8) };
}

/** Opaque, 8 bits: what `copyTo` turns into RGB at memory speed. Others (alpha, 10 bits) go through a canvas. */
const copyable = new Set<VideoPixelFormat | null>(['I420', 'I422', 'I444', 'NV12', 'RGBX', 'BGRX']);

/** A frame knows how it is to be turned, but `copyTo` gives its pixels as they were stored; `drawImage` turns them. */
async function readFrame(frame: OrientedFrame): Promise<Pixels> {
  const visible = frame.visibleRect;
  const { displayWidth, displayHeight } = frame;
  if (!visible || !copyable.has(frame.format) || visible.width * visible.height > paintedPixels)
    return readPainted(frame, displayWidth, displayHeight);
  const options = { format: 'RGBA', colorSpace: 'srgb' } as const;
  const data = new Uint8ClampedArray(borrow(frame.allocationSize(options)), 0, visible.width * visible.height * 4);
  await frame.copyTo(data, options);
  const upright = turnUpright({ data, width: visible.width, height: visible.height }, frame);
  if (upright.data !== data) giveBack(data.buffer);
  return upright;
}

async function decodeBitmap(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Upright> {
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  try {
    const { width, height } = bitmap;
    return { pixels: readPainted(bitmap, width, height), width, height };
  } finally {
    bitmap.close();
  }
}

/** Through a canvas: on a white ground where the picture is transparent, and never more pixels than `paintedPixels`. */
function readPainted(image: CanvasImageSource, fullWidth: number, fullHeight: number): Pixels {
  const scale = Math.min(1, Math.sqrt(paintedPixels / (fullWidth * fullHeight)));
  const width = Math.max(1, Math.round(fullWidth * scale));
  const height = Math.max(1, Math.round(fullHeight * scale));
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new AppError('internal', { reason: `no canvas of ${width} × ${height}` });
  context.imageSmoothingQuality = 'high';
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  return { data: context.getImageData(0, 0, width, height).data, width, height };
}
