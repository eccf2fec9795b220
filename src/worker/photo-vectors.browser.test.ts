// From files to vectors: what decoding and resizing do to a photo is small enough not to matter to the model that ships.

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readRepositoryFile, readRepositoryJson } from '../../tools/fixture.ts';
import { dot } from '../shared/domain/vectors.ts';
import { clipPixels, siglipPixels } from './embedding/catalog/shared.ts';
import { defaultModel } from './embedding/catalog.ts';
import { type ImageTower, openImageTower } from './embedding/local/image-tower.ts';
import { towerSpecOf } from './embedding/local/local-embedder.ts';
import { loadKernel } from './imaging/kernel-module.ts';
import { makeInput } from './imaging/prepare.ts';
import { resample } from './imaging/resample.ts';

vi.setConfig({ testTimeout: 600_000, hookTimeout: 120_000 });
performance.setResourceTimingBufferSize(10_000);

const { pixels: recipe } = defaultModel;
const { photos } = await readRepositoryJson<{ photos: Record<string, number[]> }>('public/models/starter/goldens.json');

let tower: ImageTower;
beforeAll(async () => {
  tower = await openImageTower(towerSpecOf(defaultModel, { tower: 'image', device: 'wasm', threads: 1, appRoot: `${location.origin}/` }));
});
afterAll(() => tower.close());

const embed = async (input: Uint8Array<ArrayBuffer>) => tower.embed(input.slice().buffer, 1);
const readSample = (file: string) => readRepositoryFile(`public/samples/${file}`);
const typeOf = (file: string) => (file.endsWith('.png') ? 'image/png' : 'image/jpeg');

const lowest = (values: readonly number[]) => Math.min(...values);
const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

test('each sample is where the reference implementation puts it', async () => {
  const cosines: number[] = [];
  for (const [file, embedding] of Object.entries(photos)) {
    const input = await makeInput({ bytes: await readSample(file), type: typeOf(file), name: file }, recipe);
    cosines.push(dot(await embed(input), Float32Array.from(embedding)));
  }
  console.info(`48 samples to their goldens: lowest ${lowest(cosines).toFixed(4)}, median ${median(cosines).toFixed(5)}`);
  expect(cosines).toHaveLength(48);
  expect(lowest(cosines)).toBeGreaterThanOrEqual(0.99);
  expect(median(cosines)).toBeGreaterThanOrEqual(0.999);
});

test('a JPEG of 12 megapixels is where its full decode would put it', async () => {
  const cosines: number[] = [];
  for (const file of Object.keys(photos)) {
    const large = await enlarge(await readSample(file), 12e6);
    const source = { bytes: large, type: 'image/jpeg', name: file };
    cosines.push(dot(await embed(await makeInput(source, recipe)), await embed(await makeInputInFull(large))));
  }
  console.info(
    `48 samples at 12 megapixels to their full decode: lowest ${lowest(cosines).toFixed(4)}, median ${median(cosines).toFixed(5)}`,
  );
  expect(lowest(cosines)).toBeGreaterThanOrEqual(0.995);
  expect(median(cosines)).toBeGreaterThanOrEqual(0.999);
});

describe.each([
  { model: 'micro-clip', pixels: clipPixels(224), output: 'image_embeds' },
  { model: 'micro-siglip', pixels: siglipPixels(224), output: 'pooler_output' },
] as const)('$model', ({ model, pixels, output }) => {
  test('each picture, decoded and resized here, is where the reference puts it', async () => {
    const { images } = await readRepositoryJson<{ images: { image: string; embedding: number[] }[] }>(`e2e/fixtures/goldens/${model}.json`);
    const { mean, std, sizePx } = pixels;
    const micro = await openImageTower({
      ...{
        folderUrl: `${location.origin}/e2e/fixtures/${model}/`,
        tower: 'image',
        device: 'wasm',
        dtype: 'fp32',
        threads: 1,
        dim: 32,
        output,
      },
      ...{ mean, std, sizePx, maxTokens: 77, padToMax: false },
    });
    const cosines: number[] = [];
    for (const { image, embedding } of images) {
      const source = { bytes: await readRepositoryFile(`e2e/fixtures/${image}`), type: 'image/png', name: image };
      const input = await makeInput(source, pixels);
      cosines.push(dot(await micro.embed(input.slice().buffer, 1), Float32Array.from(embedding)));
    }
    await micro.close();
    console.info(`${model}, ${images.length} pictures through decode and resize: lowest ${lowest(cosines).toFixed(5)}`);
    expect(cosines).toHaveLength(6);
    expect(lowest(cosines)).toBeGreaterThanOrEqual(0.999);
  });
});

/** @returns a JPEG of about that many pixels, with the quality of a phone's. */
async function enlarge(sample: Uint8Array<ArrayBuffer>, pixels: number): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(new Blob([sample]));
  const scale = Math.sqrt(pixels / (bitmap.width * bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('no canvas');
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })).arrayBuffer());
}

/** Every pixel of the file, with the browser's finest chroma, through the exact kernel: nothing of the fast path but the kernel. */
async function makeInputInFull(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return resample(await loadKernel(), { data: context.getImageData(0, 0, width, height).data, width, height }, recipe);
}
