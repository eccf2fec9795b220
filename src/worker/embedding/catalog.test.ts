// What the catalogue says of models that ship with the app is what their files say.

import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalog, defaultModel } from './catalog.ts';
import { filePathsOf } from './local/model-files.ts';
import { isShipped } from './model-entry.ts';

interface PixelConfig {
  size: object;
  do_center_crop: boolean;
  resample: number;
  image_mean: number[];
  image_std: number[];
}
const readJson = <T>(path: string) => JSON.parse(readFileSync(path, 'utf8')) as T; // As transformers.js has these files.
const shipped = catalog.flatMap((entry) => {
  const { source } = entry;
  return source.kind === 'app' ? [{ ...entry, path: (file: string) => `public/${source.folder}${file}` }] : [];
});

test.each(shipped)('$id: the revision is a digest of its files', ({ path, dtype, revision }) => {
  const hash = createHash('sha256');
  const files = ['config.json', ...filePathsOf('image', dtype.image), ...filePathsOf('text', dtype.text), 'preprocessor_config.json'];
  for (const file of [...new Set(files)].sort())
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(path(file)));
  expect(revision).toBe(hash.digest('hex').slice(0, 12));
});

test.each(shipped)('$id: sizes are those of its files', ({ path, dtype, bytes }) => {
  for (const tower of ['image', 'text'] as const) {
    const [onnx = ''] = filePathsOf(tower, dtype[tower]).filter((file) => file.endsWith('.onnx'));
    const sizes: Partial<Record<string, number>> = bytes[tower];
    expect([onnx, sizes[dtype[tower]]]).toEqual([onnx, statSync(path(onnx)).size]);
  }
  expect(bytes.tokenizer).toBe(statSync(path('tokenizer.json')).size);
});

test.each(shipped)('$id: pixels are made as its own configuration says', ({ path, pixels, text }) => {
  const config = readJson<PixelConfig>(path('preprocessor_config.json'));
  expect(config.size).toEqual({ height: pixels.sizePx, width: pixels.sizePx });
  expect(config.do_center_crop).toBe(pixels.fit === 'crop');
  expect(config.resample).toBe({ bilinear: 2, bicubic: 3 }[pixels.filter]); // Pillow's numbers.
  for (const channel of [0, 1, 2] as const) {
    expect(pixels.mean[channel]).toBeCloseTo(config.image_mean[channel] ?? Number.NaN, 12);
    expect(pixels.std[channel]).toBeCloseTo(config.image_std[channel] ?? Number.NaN, 12);
  }
  expect(text.maxTokens).toBe(readJson<{ model_max_length: number }>(path('tokenizer_config.json')).model_max_length);
});

test('ids are different, and the default model ships and is free', () => {
  expect(new Set(catalog.map(({ id }) => id)).size).toBe(catalog.length);
  expect([isShipped(defaultModel), defaultModel.terms]).toEqual([true, 'free']);
});

test.each(catalog.filter((entry) => !isShipped(entry)))('$id: names a commit whole, or none', ({ revision, source, sha256 = {} }) => {
  expect(revision).toMatch(/^([0-9a-f]{40})?$/);
  if (source.kind === 'hub') expect(source.repo).toMatch(/^[\w.-]+\/[\w.-]+$/);
  for (const digest of Object.values(sha256)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
});

test.each(catalog.filter(({ layout }) => layout === 'towers'))('$id: the files that run are there, and not known to be broken', (entry) => {
  for (const tower of ['image', 'text'] as const) {
    expect(entry.bytes[tower][entry.dtype[tower]]).toBeGreaterThan(1_000);
    expect(entry.broken?.[tower]?.[entry.dtype[tower]]).toBeUndefined();
  }
});

test('what is not laid out as towers says what is missing', () => {
  for (const { id, layout, missing } of catalog) expect([id, missing !== undefined]).toEqual([id, layout !== 'towers']);
});

test.each(['CLIP', 'TinyCLIP', 'MobileCLIP', 'SigLIP', 'SigLIP 2', 'Jina CLIP', 'Nomic Embed'])('%s is a family of it', (family) => {
  expect(catalog.some((entry) => entry.family === family)).toBe(true);
});
