// SigLIP and SigLIP 2. Their vectors come with a scale and a bias that make a cosine a probability.

import type { ModelEntry } from '../model-entry.ts';
import { siglip2Pixels, siglipPixels, siglipText } from './shared.ts';

const siglip = {
  family: 'SigLIP',
  languages: ['en'],
  licences: [{ of: 'SigLIP, Google', licence: 'Apache-2.0' }],
  terms: 'free',
  layout: 'towers',
  preprocessing: 1,
  dim: 768,
  text: siglipText,
  outputs: { image: 'pooler_output', text: 'pooler_output' },
  dtype: { image: 'q8', text: 'q8' },
  // Read from the export at 256 px; the ones at 224 and 384 were trained to values of their own.
  score: { scale: Math.exp(4.7129), bias: -12.9283, sure: 'unverified' },
  background: { words: { mean: 0, deviation: 0.03 }, pictures: { mean: 0.45, deviation: 0.1 } },
} as const;

const b16 = {
  ...siglip,
  id: 'siglip-b16',
  label: 'SigLIP B/16',
  goodAt: 'everyday photos, long descriptions; the usual choice',
  weakAt: 'languages other than English',
  source: { kind: 'hub', repo: 'Xenova/siglip-base-patch16-224', sure: 'pinned' },
  revision: '4649052661e53c7000355844105f8a1792088239',
  pixels: siglipPixels(224),
  sure: { pixels: 'read', text: 'pinned', bytes: 'pinned' },
  bytes: {
    image: { fp32: 371_819_850, fp16: 186_000_000, q8: 99_499_129 },
    text: { fp32: 441_332_132, fp16: 221_000_000, q8: 111_475_220 },
    tokenizer: 2_398_744,
  },
  sha256: {
    'onnx/vision_model.onnx': 'f89d41bac7f4d4b87e010a467d93f98689d708916ed22f5a07f96fdfa26f475f',
    'onnx/vision_model_quantized.onnx': 'ef14a954f3d57e1806666432bd9785004c1dc27100aa260eee0cb0f10a5de058',
    'onnx/text_model.onnx': '3aa7fdbd20eaa8740cce17bf82913de641fcb632a768fed59f661cdcd0c32553',
    'onnx/text_model_quantized.onnx': 'ad0329b1f35acc66d8953ff2559ce358da8eb0a7011794cf951523d63a4dbce2',
    'tokenizer.json': '4a17c975210be5ab4c36b47d8dae4eefb866dbfb1e676e394aad85dc30a3ae08',
  },
  quality: [
    { test: 'ImageNet zero-shot', percent: 76.0, source: 'open_clip results', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 74.7, source: 'open_clip results', sure: 'read' },
    { test: 'COCO text to image R@1', percent: 47.8, source: 'open_clip results', sure: 'read' },
    { test: 'Crossmodal-3600 text to image R@1, mean of 36 languages', percent: 16.7, source: 'open_clip results', sure: 'read' },
  ],
} as const satisfies ModelEntry;

const b16at384 = {
  ...siglip,
  id: 'siglip-b16-384',
  label: 'SigLIP B/16 at 384',
  goodAt: 'small things in large photos',
  weakAt: 'time: three times the work of the one at 224',
  source: { kind: 'hub', repo: 'Xenova/siglip-base-patch16-384', sure: 'pinned' },
  revision: '',
  pixels: siglipPixels(384),
  sure: { pixels: 'read', text: 'pinned', bytes: 'estimated' },
  bytes: {
    image: { fp32: 373_000_000, fp16: 187_000_000, q8: 100_000_000 },
    text: { fp32: 441_300_000, fp16: 221_000_000, q8: 111_500_000 },
    tokenizer: 2_398_744,
  },
  quality: [
    { test: 'ImageNet zero-shot', percent: 78.5, source: 'open_clip results', sure: 'read' },
    { test: 'Flickr30k text to image R@1', percent: 78.5, source: 'open_clip results', sure: 'read' },
    { test: 'COCO text to image R@1', percent: 49.9, source: 'open_clip results', sure: 'read' },
  ],
} as const satisfies ModelEntry;

const siglip2 = {
  ...siglip,
  family: 'SigLIP 2',
  languages: ['mul'],
  licences: [{ of: 'SigLIP 2, Google', licence: 'Apache-2.0' }],
  // Trained on lower-case text; Gemma's tokenizer keeps capitals, and sets no length.
  text: { ...siglipText, tokenizer: 'Gemma', padId: 0, lowerCase: true },
} as const;

const largeText = 'phones: its words need some 1 GB of memory';

const s2b16 = {
  ...siglip2,
  id: 'siglip2-b16',
  label: 'SigLIP 2 B/16',
  goodAt: 'everyday photos, in your own language',
  weakAt: largeText,
  source: { kind: 'hub', repo: 'onnx-community/siglip2-base-patch16-224-ONNX', sure: 'pinned' },
  revision: 'ba1f3b0843f24bc5417d38e19c37b287d719b2f4',
  pixels: siglip2Pixels(224),
  sure: { pixels: 'pinned', text: 'measured', bytes: 'pinned' },
  bytes: {
    image: { fp32: 371_807_752, fp16: 186_000_000, q8: 94_553_333 },
    text: { fp32: 1_129_500_000, fp16: 564_900_000, q8: 283_400_000 },
    tokenizer: 34_400_000,
  },
  sha256: {
    'onnx/vision_model.onnx': 'c0573e3f4140c3a7c4e9cc5912bd6b26a033b46a6a8e8af26cbea262b163bcad',
    'onnx/vision_model_quantized.onnx': '5f2b401c1a4fc095702a5d45348e17ad46c4f87064085365b43c6e8eaa5c0070',
    'onnx/text_model.onnx': 'baf12d941beabafafb14f7b4adb38dc15be18681b964a84410ec53d9d65e6293',
    'onnx/text_model_quantized.onnx': '3a0603d3a00c05a80a6ded4743c16aaac7b1e62cdcc7e362e7ce418659b96400',
    'tokenizer.json': 'cb9140fae3ac5122c972d37adf83e1248471a38147ad76f8215c8872c6fd8322',
  },
  quality: [
    { test: 'ImageNet zero-shot', percent: 78.2, source: 'arXiv 2502.14786, by way of notes', sure: 'unverified' },
    { test: 'Flickr30k text to image R@1', percent: 80.7, source: 'arXiv 2502.14786, by way of notes', sure: 'unverified' },
    { test: 'COCO text to image R@1', percent: 52.1, source: 'arXiv 2502.14786, by way of notes', sure: 'unverified' },
    { test: 'Crossmodal-3600 text to image R@1, mean of 36 languages', percent: 40, source: 'notes of ours', sure: 'unverified' },
  ],
} as const satisfies ModelEntry;

const s2b16at384 = {
  ...siglip2,
  id: 'siglip2-b16-384',
  label: 'SigLIP 2 B/16 at 384',
  goodAt: 'small things in large photos, in your own language',
  weakAt: `time; ${largeText}`,
  source: { kind: 'hub', repo: 'onnx-community/siglip2-base-patch16-384-ONNX', sure: 'pinned' },
  revision: '',
  pixels: siglip2Pixels(384),
  sure: { pixels: 'pinned', text: 'measured', bytes: 'estimated' },
  bytes: {
    image: { fp32: 373_000_000, fp16: 187_000_000, q8: 95_700_000 },
    text: { fp32: 1_129_500_000, fp16: 564_900_000, q8: 283_400_000 },
    tokenizer: 34_400_000,
  },
  quality: [{ test: 'ImageNet zero-shot', percent: 80.6, source: 'arXiv 2502.14786, by way of notes', sure: 'unverified' }],
} as const satisfies ModelEntry;

const s2b32 = {
  ...siglip2,
  id: 'siglip2-b32-256',
  label: 'SigLIP 2 B/32 at 256',
  goodAt: 'your own language, at a quarter of the work a photo',
  weakAt: `fine detail; ${largeText}`,
  source: { kind: 'hub', repo: 'onnx-community/siglip2-base-patch32-256-ONNX', sure: 'pinned' },
  revision: '7efccb86b5b6601bfe9e14326e1c11b40b68d44c',
  pixels: siglip2Pixels(256),
  sure: { pixels: 'pinned', text: 'measured', bytes: 'estimated' },
  bytes: {
    image: { fp32: 378_500_000, q8: 96_000_000, q4: 69_938_403 },
    text: { fp32: 1_129_500_000, q8: 283_000_000 },
    tokenizer: 34_400_000,
  },
  quality: [
    { test: 'ImageNet zero-shot', percent: 74.0, source: 'arXiv 2502.14786, by way of notes', sure: 'unverified' },
    { test: 'Flickr30k text to image R@1', percent: 75.5, source: 'arXiv 2502.14786, by way of notes', sure: 'unverified' },
    { test: 'COCO text to image R@1', percent: 47.2, source: 'arXiv 2502.14786, by way of notes', sure: 'unverified' },
  ],
} as const satisfies ModelEntry;

export const siglipModels = [b16, b16at384, s2b16, s2b16at384, s2b32] as const satisfies readonly ModelEntry[];
