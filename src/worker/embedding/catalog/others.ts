// Jina's and Nomic's models: text towers of the BERT kind beside a picture tower.

import type { ModelEntry } from '../model-entry.ts';
import { clipPixels, needsCutting } from './shared.ts';

const background = { words: { mean: 0.1, deviation: 0.04 }, pictures: { mean: 0.5, deviation: 0.1 } } as const;

const jinaV1 = {
  id: 'jina-clip-v1',
  label: 'Jina CLIP v1',
  family: 'Jina CLIP',
  goodAt: 'long descriptions',
  weakAt: 'languages other than English; a text tower of half a gigabyte',
  languages: ['en'],
  licences: [{ of: 'jina-clip-v1', licence: 'Apache-2.0' }],
  terms: 'free',
  source: { kind: 'hub', repo: 'jinaai/jina-clip-v1', sure: 'pinned' },
  revision: '',
  layout: 'towers',
  preprocessing: 1,
  dim: 768,
  pixels: clipPixels(224),
  // It takes 8,192, in time that grows with the square; a description of a photo is short.
  text: { tokenizer: 'BERT', maxTokens: 128, padToMax: false },
  outputs: { image: 'image_embeds', text: 'text_embeds' },
  sure: { pixels: 'unverified', text: 'unverified', bytes: 'pinned' },
  dtype: { image: 'q8', text: 'fp32' },
  bytes: {
    image: { fp32: 343_900_000, q8: 87_900_000 },
    text: { fp32: 547_500_000, fp16: 274_000_000, q8: 138_100_000 },
    tokenizer: 700_000,
  },
  broken: { text: { q8: 'wrong for texts of more than 16 tokens' } },
  quality: [
    { test: 'ImageNet zero-shot', percent: 59.1, source: 'notes of ours', sure: 'unverified' },
    { test: 'Flickr30k text to image R@1', percent: 67.5, source: 'notes of ours', sure: 'unverified' },
    { test: 'COCO text to image R@1', percent: 41.1, source: 'notes of ours', sure: 'unverified' },
  ],
  background,
} as const satisfies ModelEntry;

const jinaV2 = {
  ...jinaV1,
  id: 'jina-clip-v2',
  label: 'Jina CLIP v2',
  goodAt: 'pages and screenshots, in many languages',
  weakAt: 'time and memory; may not be used commercially',
  languages: ['mul'],
  licences: [{ of: 'jina-clip-v2', licence: 'CC-BY-NC-4.0' }],
  terms: 'non-commercial',
  source: { kind: 'hub', repo: 'jinaai/jina-clip-v2', sure: 'pinned' },
  layout: 'fused',
  missing: needsCutting,
  dim: 1024,
  shorterDims: [768, 512, 256, 128, 64],
  pixels: clipPixels(512),
  text: { tokenizer: 'XLM-R', maxTokens: 128, padToMax: false },
  outputs: { image: 'l2norm_image_embeddings', text: 'l2norm_text_embeddings' },
  sure: { pixels: 'read', text: 'pinned', bytes: 'pinned' },
  dtype: { image: 'q8', text: 'q8' },
  bytes: { image: { fp32: 3_453_600_000, q8: 874_400_000 }, text: {}, tokenizer: 17_100_000 },
  broken: {},
  quality: [],
} as const satisfies ModelEntry;

const nomic = {
  id: 'nomic-v1.5',
  label: 'Nomic Embed v1.5',
  family: 'Nomic Embed',
  goodAt: 'descriptions and documents in one space',
  weakAt: 'languages other than English',
  languages: ['en'],
  licences: [
    { of: 'nomic-embed-vision-v1.5', licence: 'Apache-2.0' },
    { of: 'nomic-embed-text-v1.5', licence: 'Apache-2.0' },
  ],
  terms: 'free',
  source: {
    kind: 'hub',
    repo: 'nomic-ai/nomic-embed-vision-v1.5',
    textRepo: 'nomic-ai/nomic-embed-text-v1.5',
    textRevision: 'e9b6763023c676ca8431644204f50c2b100d9aab',
    sure: 'pinned',
  },
  revision: 'e3a725bce72db07ca4adb1d83da08903f3ee02f8',
  layout: 'foreign',
  missing: 'Its towers give a vector a word and a patch, which this app does not pool yet.',
  preprocessing: 1,
  dim: 768,
  pixels: clipPixels(224),
  text: { tokenizer: 'BERT', maxTokens: 512, padToMax: false, prefix: 'search_query: ' },
  outputs: { image: 'last_hidden_state', text: 'last_hidden_state' },
  sure: { pixels: 'unverified', text: 'read', bytes: 'estimated' },
  dtype: { image: 'fp32', text: 'fp32' },
  bytes: { image: { fp32: 374_000_000, q8: 96_000_000 }, text: { fp32: 547_000_000, q8: 137_296_292 }, tokenizer: 711_000 },
  broken: { image: { int8: 'differs between processors' }, text: { int8: 'differs between processors' } },
  quality: [{ test: 'ImageNet zero-shot', percent: 71.0, source: 'notes of ours', sure: 'unverified' }],
  background,
} as const satisfies ModelEntry;

export const otherModels = [jinaV1, jinaV2, nomic] as const satisfies readonly ModelEntry[];
