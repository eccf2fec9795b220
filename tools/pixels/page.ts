// The measuring itself, in the browser, on the sample photos as they are and enlarged to 12 megapixels.

import { defaultModel } from '../../src/worker/embedding/catalog.ts';
import { digestBytes } from '../../src/worker/imaging/digest.ts';
import { loadKernel } from '../../src/worker/imaging/kernel-module.ts';
import { readMetadata } from '../../src/worker/imaging/metadata/metadata.ts';
import { makePictures } from '../../src/worker/imaging/pictures.ts';
import { prepare } from '../../src/worker/imaging/prepare.ts';
import { resample } from '../../src/worker/imaging/resample.ts';

export interface Row {
  readonly what: string;
  /** Mean over the photos of each one's fastest round: what it costs when nothing else runs. */
  readonly ms: number;
  /** Mean difference of the model's input from that of the full decode, in levels of 255. */
  readonly levels?: number;
}

const rounds = 5;
const { pixels: recipe } = defaultModel;
type Photo = Uint8Array<ArrayBuffer>;

/** Each side in turn on each photo, several rounds. A side may return a model input, which is compared with `reference`'s. */
async function compare(
  photos: readonly Photo[],
  sides: Readonly<Record<string, (photo: Photo) => Promise<Uint8Array | undefined>>>,
  reference?: (photo: Photo) => Promise<Uint8Array>,
): Promise<Row[]> {
  const fastest = new Map<string, number[]>();
  const differences = new Map<string, number[]>();
  for (const [i, photo] of photos.entries()) {
    const expected = await reference?.(photo);
    for (let round = 0; round < rounds; round++)
      for (const [what, side] of Object.entries(sides)) {
        const startMs = performance.now();
        const input = await side(photo);
        const ms = performance.now() - startMs;
        const times = fastest.get(what) ?? [];
        times[i] = Math.min(times[i] ?? Number.POSITIVE_INFINITY, ms);
        fastest.set(what, times);
        if (input && expected && round === 0) differences.set(what, [...(differences.get(what) ?? []), differenceOf(input, expected)]);
      }
  }
  return [...fastest].map(([what, times]) => {
    const levels = differences.get(what);
    return { what, ms: mean(times), ...(levels && { levels: mean(levels) }) };
  });
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const differenceOf = (a: Uint8Array, b: Uint8Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] ?? Number.NaN)), 0) / a.length;

async function decodeAt(photo: Photo, eighth: number, size: { width: number; height: number }): Promise<VideoFrame> {
  const desired = { desiredWidth: Math.ceil((size.width * eighth) / 8), desiredHeight: Math.ceil((size.height * eighth) / 8) };
  const decoder = new ImageDecoder({ data: photo, type: 'image/jpeg', ...(eighth < 8 && desired) });
  const { image } = await decoder.decode();
  decoder.close();
  return image;
}

const kept = new Uint8ClampedArray(64 << 20);
async function readFrame(frame: VideoFrame, into = kept): Promise<{ data: Uint8ClampedArray<ArrayBuffer>; width: number; height: number }> {
  const { codedWidth: width, codedHeight: height } = frame;
  const data = into.subarray(0, width * height * 4);
  await frame.copyTo(data, { format: 'RGBA' });
  return { data, width, height };
}

function readPainted(image: VideoFrame | ImageBitmap, width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height).data;
}

async function inputInFull(photo: Photo): Promise<Uint8Array> {
  const bitmap = await createImageBitmap(new Blob([photo]));
  const { width, height } = bitmap;
  return resample(await loadKernel(), { data: readPainted(bitmap, width, height), width, height }, recipe);
}

async function fetchPhotos(count: number): Promise<Photo[]> {
  const list = (await (await fetch('/samples/manifest.json')).json()) as { file: string }[]; // Our own list.
  const names = list.map(({ file }) => file).filter((name) => name.endsWith('.jpg'));
  return Promise.all(names.slice(0, count).map(async (name) => new Uint8Array(await (await fetch(`/samples/${name}`)).arrayBuffer())));
}

async function enlarge(photo: Photo): Promise<Photo> {
  const bitmap = await createImageBitmap(new Blob([photo]));
  const scale = Math.sqrt(12e6 / (bitmap.width * bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
}

export async function measure(): Promise<Record<string, Row[]>> {
  const kernel = await loadKernel();
  const small = await fetchPhotos(24);
  const large = await Promise.all((await fetchPhotos(8)).map(enlarge));
  const sizeOf = new Map<Photo, { width: number; height: number }>();
  for (const photo of [...small, ...large]) {
    const { width, height } = await createImageBitmap(new Blob([photo]));
    sizeOf.set(photo, { width, height });
  }
  const size = (photo: Photo) => sizeOf.get(photo) ?? { width: 0, height: 0 };

  const scaled = Object.fromEntries(
    [1, 2, 3, 4, 5, 6, 7, 8].map((eighth) => [
      `${eighth}/8, copied and resampled`,
      async (photo: Photo) => {
        const frame = await decodeAt(photo, eighth, size(photo));
        const input = resample(kernel, await readFrame(frame), recipe);
        frame.close();
        return input;
      },
    ]),
  );
  const frames = new Map<Photo, VideoFrame>();
  for (const photo of small) frames.set(photo, await decodeAt(photo, 8, size(photo)));
  const frameOf = (photo: Photo) => {
    const frame = frames.get(photo);
    if (!frame) throw new Error('no frame');
    return frame;
  };
  const source = (bytes: Photo) => ({ bytes, type: 'image/jpeg', name: 'photo.jpg' });
  const read = async (photo: Photo) => readFrame(frameOf(photo));
  const nothing =
    <R>(work: (photo: Photo) => Promise<R> | R) =>
    (photo: Photo) =>
      Promise.resolve(work(photo)).then(() => undefined);
  return {
    'Decoding 12 megapixels': await compare(large, { ...scaled, 'createImageBitmap, canvas, resampled': inputInFull }, inputInFull),
    'Reading a decoded sample': await compare(small, {
      'copyTo, memory kept': nothing(read),
      'copyTo, fresh memory': nothing((photo) =>
        readFrame(frameOf(photo), new Uint8ClampedArray(size(photo).width * size(photo).height * 4)),
      ),
      'canvas, getImageData': nothing((photo) => readPainted(frameOf(photo), size(photo).width, size(photo).height)),
    }),
    'A sample, part by part': await compare(small, {
      hash: nothing(digestBytes),
      metadata: nothing((photo) => readMetadata(photo, 'photo.jpg', 0, Date.now())),
      decode: nothing(async (photo) => (await decodeAt(photo, 8, size(photo))).close()),
      read: nothing(read),
      'read and resample': nothing(async (photo) => resample(kernel, await read(photo), recipe)),
      'read and make both pictures': nothing(async (photo) => makePictures(await read(photo), size(photo))),
      'all of prepare': nothing((photo) => prepare(source(photo), recipe, 0)),
    }),
    'A photo of 12 megapixels': await compare(large, {
      hash: nothing(digestBytes),
      'all of prepare': nothing((photo) => prepare(source(photo), recipe, 0)),
    }),
  };
}
