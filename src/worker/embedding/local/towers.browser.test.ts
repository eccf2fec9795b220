// The towers in a real browser: vectors equal the reference's, for the model that ships and for two of other families, by the same code.

import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import { dot } from '../../../shared/domain/vectors.ts';
import type { TowerSpec } from '../../../shared/protocol/model.ts';
import { defaultModel } from '../catalog.ts';
import { openImageTower } from './image-tower.ts';
import { towerSpecOf } from './local-embedder.ts';
import { openTextTower } from './text-tower.ts';

interface Reference {
  texts: { text: string; embedding: number[]; flags?: string[] }[];
  images: { pixels: string; embedding: number[] }[];
}
// Loading a runtime of 14 MB and a model takes a second here, and many on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

// The browser keeps 250 entries unless told, and the development server serves many small files.
performance.setResourceTimingBufferSize(10_000);

const fetchJson = async <T>(path: string) => (await (await fetch(path)).json()) as T; // The fixtures' own shapes.
const appRoot = `${location.origin}/`;
const placement = { device: 'wasm', threads: 1, appRoot } as const;
const starterText = towerSpecOf(defaultModel, { tower: 'text', ...placement });
const starterImage = towerSpecOf(defaultModel, { tower: 'image', ...placement });

/** The two halves of a test model, at what its configuration files say. */
const micro = {
  'micro-clip': { maxTokens: 77, padToMax: false, mean: [0.48145466, 0.4578275, 0.40821073], std: [0.26862954, 0.26130258, 0.27577711] },
  'micro-siglip': { maxTokens: 64, padToMax: true, mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
} as const;
const microSpec = (model: keyof typeof micro, tower: TowerSpec['tower'], dtype: TowerSpec['dtype']): TowerSpec => ({
  ...micro[model],
  ...{ folderUrl: `${appRoot}e2e/fixtures/${model}/`, tower, dtype, device: 'wasm', threads: 1, dim: 32, sizePx: 224 },
  output: model === 'micro-siglip' ? 'pooler_output' : tower === 'image' ? 'image_embeds' : 'text_embeds',
});

const cosines = (vectors: Float32Array, references: readonly { embedding: number[] }[]) =>
  references.map(({ embedding }, row) => {
    const dim = embedding.length;
    return dot(vectors.subarray(row * dim, (row + 1) * dim), Float32Array.from(embedding)); // Both of unit length.
  });

describe('the starter', () => {
  test('each golden query is at a cosine of 0.99 or more to its reference', async () => {
    const { queries } = await fetchJson<{ queries: { text: string; embedding: number[] }[] }>('/models/starter/goldens.json');
    const tower = await openTextTower(starterText);
    const found = cosines(await tower.embed(queries.map(({ text }) => text)), queries);
    await tower.close();
    expect(found).toHaveLength(30);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(0.99);
  });

  test('two long texts that differ early get different vectors', async () => {
    const tower = await openTextTower(starterText);
    const vectors = await tower.embed([`a cat ${'on a sofa '.repeat(99)}`, `a ship ${'at sea '.repeat(99)}`]);
    await tower.close();
    expect(dot(vectors.subarray(0, 512), vectors.subarray(512))).toBeLessThan(0.9);
  });

  test('a picture has the same vector alone and among others', async () => {
    const tower = await openImageTower(starterImage);
    const pictures = [1, 2, 3, 4].map((seed) => noise(seed, 224 * 224 * 3));
    const packed = new Uint8Array(pictures.flatMap((picture) => [...picture])).buffer;
    const together = await tower.embed(packed, 4);
    for (const [row, picture] of pictures.entries()) {
      const alone = await tower.embed(picture.slice().buffer, 1);
      expect(dot(alone, together.subarray(row * 512, (row + 1) * 512))).toBeGreaterThan(0.999999);
    }
    await tower.close();
  });

  test('what is aborted before its turn is not computed', async () => {
    const tower = await openImageTower(starterImage);
    const abort = new AbortController();
    const runs = [undefined, abort.signal, undefined].map((signal) => tower.embed(new ArrayBuffer(224 * 224 * 3), 1, signal));
    abort.abort();
    const ends = await Promise.allSettled(runs);
    await tower.close();
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('progress ends at all bytes of its files', async () => {
    const told: { loadedBytes: number; totalBytes: number }[] = [];
    const tower = await openImageTower(starterImage, { onProgress: (progress) => told.push(progress) });
    await tower.close();
    expect(told.at(-1)?.loadedBytes).toBe(told.at(-1)?.totalBytes);
    expect(told.at(-1)?.loadedBytes).toBe(defaultModel.bytes.image.fp32);
  });
});

describe.each(['micro-clip', 'micro-siglip'] as const)('%s', (model) => {
  // Where JavaScript's tokens are known to differ from Python's; see e2e/fixtures/README.md.
  const same = ({ flags = [] }: { flags?: string[] }) => !flags.includes('final_sigma') && !flags.includes('zwj');

  test.each([
    { dtype: 'fp32', least: 0.9999 },
    { dtype: 'fp16', least: 0.999 },
    { dtype: 'q8', least: 0.99 },
  ] as const)('texts, the cut one too, in $dtype', async ({ dtype, least }) => {
    const { texts } = await fetchJson<Reference>(`/e2e/fixtures/goldens/${model}.json`);
    const compared = texts.filter(same);
    const tower = await openTextTower(microSpec(model, 'text', dtype));
    const found = cosines(await tower.embed(compared.map(({ text }) => text)), compared);
    await tower.close();
    expect(found.length).toBeGreaterThan(20);
    expect(Math.min(...found)).toBeGreaterThanOrEqual(least);
  });

  test.each([
    { dtype: 'fp32', least: 0.9999 },
    { dtype: 'fp16', least: 0.999 },
    { dtype: 'q8', least: 0.99 },
  ] as const)('pictures in $dtype', async ({ dtype, least }) => {
    const { images } = await fetchJson<Reference>(`/e2e/fixtures/goldens/${model}.json`);
    const tower = await openImageTower(microSpec(model, 'image', dtype));
    for (const image of images) {
      const pixels = await (await fetch(`/e2e/fixtures/${image.pixels}`)).arrayBuffer();
      expect(cosines(await tower.embed(pixels, 1), [image])[0]).toBeGreaterThanOrEqual(least);
    }
    await tower.close();
  });
});

describe('what cannot be loaded is said', () => {
  test('a folder that is not there: by the name of a file', async () => {
    const opened = openImageTower({ ...starterImage, folderUrl: `${appRoot}models/nowhere/` });
    await expect(opened).rejects.toMatchObject({
      code: 'model-unavailable',
      subject: expect.stringMatching(/vision_model\.onnx/) as string,
    });
  });

  test('a model of other dimensions than its entry says', async () => {
    await expect(openTextTower({ ...starterText, dim: 256 })).rejects.toMatchObject({ code: 'model-unavailable' });
  });

  test('a graph without the output that its entry names', async () => {
    await expect(openTextTower({ ...starterText, output: 'pooler_output' })).rejects.toMatchObject({ code: 'model-unavailable' });
  });

  test('an installed model of which a file is gone: by its name', async () => {
    const opened = openTextTower({ ...microSpec('micro-clip', 'text', 'fp32'), blobs: { 'tokenizer.json': new Blob(['{}']) } });
    await expect(opened).rejects.toMatchObject({ code: 'model-unavailable', subject: 'tokenizer_config.json' });
  });

  test('a device without a runtime', async () => {
    await expect(openTextTower({ ...starterText, device: 'webgpu' })).rejects.toMatchObject({
      code: 'model-unavailable',
      subject: 'webgpu',
    });
  });

  test('pixels of another size, and the tower goes on', async () => {
    const tower = await openImageTower(starterImage);
    await expect(tower.embed(new ArrayBuffer(12), 1)).rejects.toThrow(AppError);
    expect(await tower.embed(new ArrayBuffer(224 * 224 * 3), 1)).toHaveLength(512);
    await tower.close();
  });
});

test('all this asked nobody but this origin', () => {
  const urls = performance.getEntriesByType('resource').map(({ name }) => new URL(name));
  for (const file of [/\.wasm$/, /ort-wasm-.*\.mjs$/, /tokenizer\.json$/])
    expect(urls.some(({ pathname }) => file.test(pathname))).toBe(true);
  expect(urls.filter(({ protocol, origin }) => protocol.startsWith('http') && origin !== location.origin)).toEqual([]);
});

/** Bytes that look like nothing, the same each time. */
function noise(seed: number, length: number): Uint8Array<ArrayBuffer> {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}
