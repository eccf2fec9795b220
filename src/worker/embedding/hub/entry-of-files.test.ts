// What files say of themselves becomes an entry, or a refusal that names the file and the reason; nothing is guessed.

import { readFileSync, statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { clipPixels, siglip2Pixels, siglipPixels } from '../catalog/shared.ts';
import { candidatePaths, configPaths, entryOfFiles, missingIn, recipeOf } from './entry-of-files.ts';

type Json = Record<string, unknown>;
const readJson = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as Json; // A configuration is an object.

function folder(model: string, changes: { [path: string]: Json } = {}, paths: readonly string[] = candidatePaths) {
  const root = `e2e/fixtures/${model}`;
  const files = new Map(
    paths.flatMap((path) => {
      const found = statSync(`${root}/${path}`, { throwIfNoEntry: false });
      return found ? [[path, found.size] as const] : [];
    }),
  );
  const read = (path: string) => ({ ...readJson(`${root}/${path}`), ...changes[path] });
  const configs = {
    'config.json': read('config.json'),
    'preprocessor_config.json': read('preprocessor_config.json'),
    'tokenizer.json': {},
    'tokenizer_config.json': read('tokenizer_config.json'),
  };
  return { name: `tiny/${model}`, revision: 'r', files, configs, licence: 'mit' };
}

test('a CLIP: cut to a square, not padded, small enough to run whole', () => {
  expect(entryOfFiles(folder('micro-clip'))).toMatchObject({
    ...{ label: 'micro-clip', dim: 32, pixels: clipPixels(224), terms: 'free', dtype: { image: 'fp32', text: 'fp32' } },
    text: { maxTokens: 77, padToMax: false },
    outputs: { image: 'image_embeds', text: 'text_embeds' },
  });
});

test('a SigLIP: squashed, always padded', () => {
  expect(entryOfFiles(folder('micro-siglip'))).toMatchObject({
    ...{ dim: 32, pixels: siglipPixels(224), text: { maxTokens: 64, padToMax: true } },
    outputs: { image: 'pooler_output', text: 'pooler_output' },
  });
});

test('a vocabulary of Gemma’s is fed lower-case, padded with 0, and cut to 64 whatever the tokenizer says', () => {
  const gemma = folder('micro-siglip', {
    'config.json': { text_config: { vocab_size: 256_000, hidden_size: 32 } },
    'tokenizer_config.json': { model_max_length: 1e30 },
  });
  expect(entryOfFiles(gemma).text).toMatchObject({ maxTokens: 64, padToMax: true, padId: 0, lowerCase: true });
});

test('a large model runs its pictures in q8, and CLIP’s words in halves; pictures never in int8', () => {
  const { files, ...rest } = folder('micro-clip');
  const large = new Map([...files].map(([path, bytes]) => [path, path.endsWith('.onnx') ? bytes * 1_000 : bytes]));
  expect(entryOfFiles({ ...rest, files: large }).dtype).toEqual({ image: 'q8', text: 'fp16' });
  const onlyInt8 = new Map([...configPaths, 'onnx/vision_model_int8.onnx', 'onnx/text_model.onnx'].map((path) => [path, 1e6]));
  expect(() => entryOfFiles({ ...rest, files: onlyInt8 })).toThrow(/int8/);
});

test('what is missing is named', () => {
  expect(missingIn(new Set(['config.json', 'onnx/vision_model_fp16.onnx']))).toEqual([
    ...['preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json', 'onnx/text_model.onnx'],
  ]);
  expect(() => entryOfFiles(folder('micro-clip', {}, ['config.json']))).toThrow(/missing: preprocessor_config/);
});

test('another kind is refused by its name', () => {
  expect(() => entryOfFiles(folder('micro-clip', { 'config.json': { model_type: 'jina_clip' } }))).toThrow(/jina_clip/);
});

test.each([
  ['mit', 'free'],
  ['cc-by-nc-4.0', 'non-commercial'],
  ['apple-amlr', 'research-only'],
  ['other', 'unclear'],
])('the licence %s is %s', (licence, terms) => {
  expect(entryOfFiles({ ...folder('micro-clip'), licence }).terms).toBe(terms);
});

describe('a recipe', () => {
  const siglip2 = {
    size: { height: 256, width: 256 },
    resample: 2,
    image_mean: [0.5, 0.5, 0.5],
    image_std: [0.5, 0.5, 0.5],
    do_center_crop: false,
  };
  test('as SigLIP 2 has it', () => expect(recipeOf(siglip2, 256)).toEqual(siglip2Pixels(256)));
  test('with values left as they are', () =>
    expect(
      recipeOf({ size: { shortest_edge: 256 }, crop_size: { height: 256, width: 256 }, resample: 2, do_normalize: false }, 256),
    ).toEqual({
      ...{ sizePx: 256, fit: 'crop', filter: 'bilinear', mean: [0, 0, 0], std: [1, 1, 1] },
    }));
  test.each([
    ['no size', { ...siglip2, size: undefined }],
    ['a filter that is not known', { ...siglip2, resample: 1 }],
    ['no filter', { ...siglip2, resample: undefined }],
    ['no scale of its values', { ...siglip2, image_mean: undefined }],
    ['a cut out of more', { ...siglip2, size: { shortest_edge: 288 }, crop_size: 256, do_center_crop: true }],
    ['pictures that keep their shape', { ...siglip2, size: { shortest_edge: 256 } }],
    ['another size than the model', { ...siglip2, size: { height: 224, width: 224 } }],
  ])('with %s is refused', (_, config) => expect(() => recipeOf(config, 256)).toThrow(/preprocessor_config/));
});
