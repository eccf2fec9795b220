// CLIP and its relatives: OpenAI's, LAION's, DataComp's, TinyCLIP, MobileCLIP, and the multilingual text tower over OpenAI's B/32.

import type { ModelEntry } from '../model-entry.ts';
import { clipPixels, clipText, mobileClipPixels, needsCutting } from './shared.ts';

const openAi = {
  family: 'CLIP',
  languages: ['en'],
  licences: [{ of: 'OpenAI CLIP', licence: 'MIT' }],
  terms: 'free',
  layout: 'towers',
  preprocessing: 1,
  text: clipText,
  outputs: { image: 'image_embeds', text: 'text_embeds' },
  background: { words: { mean: 0.18, deviation: 0.03 }, pictures: { mean: 0.5, deviation: 0.1 } },
} as const;

/** The full text tower in fp16: in q8 it keeps 8 % of the first hits. */
const poorText = 'cosine 0.88 to fp32; a search keeps 8 % of its first hits';
const noConvInteger = 'the WASM runtime has no ConvInteger with int8 weights';

const openAiB32 = {
  ...openAi,
  id: 'clip-b32',
  label: 'CLIP B/32',
  goodAt: 'everyday photos; quick for its size',
  weakAt: 'fine detail, counting, languages other than English',
  source: { kind: 'hub', repo: 'Xenova/clip-vit-base-patch32', sure: 'pinned' },
  revision: 'd15189d7028b43f1d3e65039190477f6af591c2a',
  dim: 512,
  pixels: clipPixels(224),
  sure: { pixels: 'read', text: 'read', bytes: 'pinned' },
  dtype: { image: 'q8', text: 'fp16' },
  bytes: {
    image: { fp32: 351_700_000, fp16: 176_080_659, q8: 89_117_001, q4f16: 53_300_000 },
    text: { fp32: 254_100_000, fp16: 127_300_000, q8: 64_504_507, q4f16: 72_500_000 },
    tokenizer: 2_224_119,
  },
  sha256: {
    'onnx/vision_model_quantized.onnx': '583fd1110a514667812fee7d684952aaf82a99b959760c8d7dca7e0ab9839299',
    'onnx/text_model_quantized.onnx': '73baab855d406190da9faa498cfedf65f15cf309f4cc7385b7b032e6d08e5c3a',
    'tokenizer.json': 'f7f3b7af117d467b58374797691a6438d3e6b9e9cef800dfd5dced7f697a90cd',
  },
  broken: { text: { q8: poorText, q4: 'loses 0.09 of precision@10', q4f16: 'loses 0.09 of precision@10' }, image: { int8: noConvInteger } },
  quality: [
    { test: 'ImageNet zero-shot', percent: 63.3, source: 'open_clip results', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 58.8, source: 'open_clip results', sure: 'read' },
    { test: 'COCO text to image R@1', percent: 30.4, source: 'open_clip results', sure: 'read' },
    { test: 'Crossmodal-3600 text to image R@1, mean of 36 languages', percent: 4.1, source: 'open_clip results', sure: 'read' },
  ],
} as const satisfies ModelEntry;

const openAiB16 = {
  ...openAi,
  id: 'clip-b16',
  label: 'CLIP B/16',
  goodAt: 'everyday photos, smaller things in them',
  weakAt: 'counting, languages other than English; some four times as slow as B/32',
  source: { kind: 'hub', repo: 'Xenova/clip-vit-base-patch16', sure: 'pinned' },
  revision: '',
  dim: 512,
  pixels: clipPixels(224),
  sure: { pixels: 'read', text: 'read', bytes: 'estimated' },
  dtype: { image: 'q8', text: 'fp16' },
  bytes: {
    image: { fp32: 345_000_000, fp16: 173_000_000, q8: 87_500_000 },
    text: { fp32: 254_000_000, fp16: 127_000_000, q8: 64_500_000 },
    tokenizer: 2_224_119,
  },
  broken: { text: { q8: poorText }, image: { int8: noConvInteger } },
  quality: [
    { test: 'ImageNet zero-shot', percent: 68.3, source: 'open_clip results', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 62.2, source: 'open_clip results', sure: 'read' },
    { test: 'COCO text to image R@1', percent: 33.1, source: 'open_clip results', sure: 'read' },
  ],
} as const satisfies ModelEntry;

const openAiL14 = {
  ...openAi,
  id: 'clip-l14',
  label: 'CLIP L/14',
  goodAt: 'everyday photos, with the finest eye of the three',
  weakAt: 'time and memory: for computers with a strong GPU',
  source: { kind: 'hub', repo: 'Xenova/clip-vit-large-patch14', sure: 'pinned' },
  revision: '',
  dim: 768,
  pixels: clipPixels(224),
  sure: { pixels: 'read', text: 'read', bytes: 'estimated' },
  dtype: { image: 'q8', text: 'fp16' },
  bytes: {
    image: { fp32: 1_216_000_000, fp16: 608_000_000, q8: 306_000_000 },
    text: { fp32: 495_000_000, fp16: 247_000_000, q8: 125_000_000 },
    tokenizer: 2_224_119,
  },
  broken: { text: { q8: poorText }, image: { int8: noConvInteger } },
  quality: [
    { test: 'ImageNet zero-shot', percent: 75.5, source: 'open_clip results', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 65.0, source: 'open_clip results', sure: 'read' },
    { test: 'COCO text to image R@1', percent: 36.5, source: 'open_clip results', sure: 'read' },
  ],
} as const satisfies ModelEntry;

const laionB32 = {
  ...openAi,
  id: 'laion-b32',
  label: 'LAION CLIP B/32',
  goodAt: 'everyday photos; trained on open data',
  weakAt: 'languages other than English',
  licences: [{ of: 'LAION CLIP ViT-B/32', licence: 'MIT' }],
  source: { kind: 'hub', repo: 'onnx-community/CLIP-ViT-B-32-laion2B-s34B-b79K-ONNX', sure: 'pinned' },
  revision: 'de693d0c5a5b263ae94ece9bf751e0cda14305d8',
  layout: 'fused',
  missing: needsCutting,
  dim: 512,
  pixels: clipPixels(224),
  sure: { pixels: 'read', text: 'read', bytes: 'estimated' },
  dtype: { image: 'q8', text: 'q8' },
  bytes: { image: { fp32: 605_000_000, fp16: 303_000_000, q8: 153_000_000 }, text: {}, tokenizer: 2_224_119 },
  quality: [
    { test: 'ImageNet zero-shot', percent: 66.6, source: 'open_clip results', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 66.8, source: 'open_clip results', sure: 'read' },
    { test: 'COCO text to image R@1', percent: 39.3, source: 'open_clip results', sure: 'read' },
  ],
} as const satisfies ModelEntry;

const dataCompB32 = {
  ...openAi,
  id: 'datacomp-b32-256',
  label: 'DataComp CLIP B/32-256',
  goodAt: 'everyday photos; trained on filtered data',
  weakAt: 'languages other than English',
  licences: [{ of: 'DataComp CLIP ViT-B/32-256', licence: 'MIT' }],
  source: { kind: 'hub', repo: 'yurijmikhalevich/rclip-models', sure: 'pinned' },
  revision: '',
  layout: 'foreign',
  missing: 'It is published in a layout that this app does not read.',
  dim: 512,
  pixels: clipPixels(256),
  sure: { pixels: 'read', text: 'read', bytes: 'pinned' },
  dtype: { image: 'fp32', text: 'fp32' },
  bytes: { image: { fp32: 605_000_000 }, text: {}, tokenizer: 2_224_119 },
  quality: [
    { test: 'ImageNet zero-shot', percent: 72.8, source: 'open_clip results', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 64.9, source: 'open_clip results', sure: 'read' },
    { test: 'COCO text to image R@1', percent: 39.9, source: 'open_clip results', sure: 'read' },
  ],
} as const satisfies ModelEntry;

const tiny = {
  ...openAi,
  family: 'TinyCLIP',
  licences: [{ of: 'TinyCLIP', licence: 'MIT' }],
  layout: 'fused',
  missing: needsCutting,
  dim: 512,
  pixels: clipPixels(224),
  dtype: { image: 'q8', text: 'q8' },
} as const;

const tiny8 = {
  ...tiny,
  id: 'tinyclip-8m',
  label: 'TinyCLIP 8M/16',
  goodAt: 'small and quick: phones and old computers',
  weakAt: 'anything out of the ordinary',
  source: { kind: 'hub', repo: 'onnx-community/TinyCLIP-ViT-8M-16-Text-3M-YFCC15M-ONNX', sure: 'pinned' },
  revision: '9463a9c508a344c837ffefe9d724f3827bf2dc79',
  sure: { pixels: 'read', text: 'read', bytes: 'pinned' },
  bytes: { image: { fp32: 94_071_688, q8: 24_280_000, int8: 24_683_626 }, text: {}, tokenizer: 3_640_000 },
  broken: { image: { int8: noConvInteger } },
  quality: [{ test: 'ImageNet zero-shot', percent: 41.1, source: 'TinyCLIP paper', sure: 'read' }],
} as const satisfies ModelEntry;

const tiny39 = {
  ...tiny,
  id: 'tinyclip-39m',
  label: 'TinyCLIP 39M/16',
  goodAt: 'everyday photos at a third of the size of CLIP',
  weakAt: 'languages other than English',
  source: { kind: 'hub', repo: 'onnx-community/TinyCLIP-ViT-39M-16-Text-19M-YFCC15M-ONNX', sure: 'pinned' },
  revision: '',
  sure: { pixels: 'read', text: 'read', bytes: 'pinned' },
  bytes: { image: { q8: 84_000_000 }, text: {}, tokenizer: 3_640_000 },
  quality: [{ test: 'ImageNet zero-shot', percent: 63.5, source: 'TinyCLIP paper', sure: 'read' }],
} as const satisfies ModelEntry;

const tiny40 = {
  ...tiny,
  id: 'tinyclip-40m',
  label: 'TinyCLIP 40M/32',
  goodAt: 'everyday photos; quick',
  weakAt: 'fine detail, languages other than English',
  source: { kind: 'hub', repo: 'onnx-community/TinyCLIP-ViT-40M-32-Text-19M-LAION400M-ONNX', sure: 'pinned' },
  revision: '737108a175dc6c043d9e64cf738baa91a272f7cb',
  sure: { pixels: 'read', text: 'read', bytes: 'pinned' },
  bytes: { image: { fp32: 337_200_000, int8: 85_600_000 }, text: {}, tokenizer: 3_640_000 },
  dtype: { image: 'fp32', text: 'fp32' },
  broken: { image: { int8: noConvInteger } },
  quality: [{ test: 'ImageNet zero-shot', percent: 59.8, source: 'TinyCLIP paper', sure: 'unverified' }],
} as const satisfies ModelEntry;

/** Not causal, so that it sees the padding, and was trained on zeros. */
const mobileText = { ...clipText, padToMax: true, padId: 0 } as const;
const noise = 'its vectors are noise';

const mobile = {
  ...openAi,
  family: 'MobileCLIP',
  licences: [{ of: 'MobileCLIP, Apple', licence: 'Apple, for research purposes only' }],
  terms: 'research-only',
  dim: 512,
  pixels: mobileClipPixels(256),
  text: mobileText,
} as const;

const mobileS0 = {
  ...mobile,
  id: 'mobileclip-s0',
  label: 'MobileCLIP S0',
  goodAt: 'speed; everyday photos',
  weakAt: 'languages other than English; may be used for research only',
  source: { kind: 'hub', repo: 'Xenova/mobileclip_s0', sure: 'pinned' },
  revision: '',
  sure: { pixels: 'read', text: 'measured', bytes: 'pinned' },
  dtype: { image: 'fp16', text: 'q8' },
  bytes: {
    image: { fp32: 45_500_000, fp16: 23_000_000, q8: 11_800_000 },
    text: { fp32: 169_800_000, fp16: 85_000_000, q8: 42_800_000 },
    tokenizer: 2_224_119,
  },
  broken: { image: { q8: noise }, text: { fp16: 'it does not load on WASM' } },
  quality: [
    { test: 'ImageNet zero-shot', percent: 67.8, source: 'apple/ml-mobileclip', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 67.7, source: 'notes of ours', sure: 'unverified' },
    { test: 'COCO text to image R@1', percent: 40.4, source: 'notes of ours', sure: 'unverified' },
  ],
} as const satisfies ModelEntry;

const mobileS1 = {
  ...mobile,
  id: 'mobileclip-s1',
  label: 'MobileCLIP S1',
  goodAt: 'speed; everyday photos',
  weakAt: 'languages other than English; may be used for research only',
  source: { kind: 'hub', repo: 'Xenova/mobileclip_s1', sure: 'pinned' },
  revision: '',
  sure: { pixels: 'read', text: 'measured', bytes: 'estimated' },
  dtype: { image: 'fp16', text: 'q8' },
  bytes: { image: { fp16: 43_000_000 }, text: { fp16: 127_000_000, q8: 64_100_000 }, tokenizer: 2_224_119 },
  broken: { image: { q8: noise } },
  quality: [{ test: 'ImageNet zero-shot', percent: 72.6, source: 'apple/ml-mobileclip', sure: 'read' }],
} as const satisfies ModelEntry;

const mobileS2 = {
  ...mobile,
  id: 'mobileclip-s2',
  label: 'MobileCLIP S2',
  goodAt: 'everyday photos, still quick',
  weakAt: 'languages other than English; may be used for research only',
  source: { kind: 'hub', repo: 'Xenova/mobileclip_s2', sure: 'pinned' },
  revision: '',
  sure: { pixels: 'read', text: 'measured', bytes: 'pinned' },
  dtype: { image: 'fp16', text: 'q8' },
  bytes: {
    image: { fp32: 143_000_000, fp16: 71_700_000, q8: 36_700_000 },
    text: { fp16: 127_000_000, q8: 64_100_000 },
    tokenizer: 2_224_119,
  },
  broken: { image: { q8: noise } },
  quality: [
    { test: 'ImageNet zero-shot', percent: 74.4, source: 'apple/ml-mobileclip', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 73.4, source: 'notes of ours', sure: 'unverified' },
    { test: 'COCO text to image R@1', percent: 45.4, source: 'notes of ours', sure: 'unverified' },
  ],
} as const satisfies ModelEntry;

const mobileB = {
  ...mobile,
  id: 'mobileclip-b',
  label: 'MobileCLIP B',
  goodAt: 'everyday photos, the finest of its family',
  weakAt: 'languages other than English; may be used for research only',
  source: { kind: 'hub', repo: 'Xenova/mobileclip_b', sure: 'pinned' },
  revision: '',
  pixels: mobileClipPixels(224),
  // Causal, unlike the others: what stands behind the end of the text changes nothing.
  text: { ...mobileText },
  sure: { pixels: 'read', text: 'read', bytes: 'estimated' },
  dtype: { image: 'fp16', text: 'fp16' },
  bytes: { image: { fp16: 173_000_000 }, text: { fp16: 127_000_000 }, tokenizer: 2_224_119 },
  broken: { image: { q8: noise } },
  quality: [{ test: 'ImageNet zero-shot', percent: 76.8, source: 'apple/ml-mobileclip', sure: 'read' }],
} as const satisfies ModelEntry;

const multilingual = {
  ...openAi,
  id: 'clip-b32-multilingual',
  label: 'CLIP B/32, many languages',
  goodAt: 'questions in fifty languages, over the pictures of CLIP B/32',
  weakAt: 'long sentences',
  languages: ['mul'],
  licences: [
    { of: 'clip-ViT-B-32-multilingual-v1', licence: 'Apache-2.0' },
    { of: 'OpenAI CLIP', licence: 'MIT' },
  ],
  source: {
    kind: 'hub',
    repo: 'Xenova/clip-vit-base-patch32',
    textRepo: 'sentence-transformers/clip-ViT-B-32-multilingual-v1',
    textRevision: '58edf8cada9e398793dca955574a48cbb7f18be2',
    sure: 'pinned',
  },
  revision: openAiB32.revision,
  layout: 'foreign',
  missing: 'Its text side is published without its last layer, which this app does not add yet.',
  dim: 512,
  pixels: clipPixels(224),
  text: { tokenizer: 'BERT', maxTokens: 128, padToMax: false },
  sure: { pixels: 'read', text: 'pinned', bytes: 'pinned' },
  dtype: { image: 'q8', text: 'uint8' },
  bytes: { image: openAiB32.bytes.image, text: { uint8: 135_377_779, int8: 135_340_000 }, tokenizer: 1_961_847 },
  sha256: {
    'onnx/model_quint8_avx2.onnx': 'fbc8fbeaa5237d96bd1bf430057c70d34de8334a463e933a5faa305f6caeed9c',
    '2_Dense/model.safetensors': 'd12568dc7300970a4d3dbb49068ad16cd89b99840b74b026f8e48071e9414f74',
  },
  quality: [],
} as const satisfies ModelEntry;

export const clipModels = [
  openAiB32,
  openAiB16,
  openAiL14,
  laionB32,
  dataCompB32,
  tiny8,
  tiny39,
  tiny40,
  mobileS0,
  mobileS1,
  mobileS2,
  mobileB,
  multilingual,
] as const satisfies readonly ModelEntry[];
