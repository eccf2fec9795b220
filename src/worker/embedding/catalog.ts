// The models this app knows of. To add one, add an entry: what each field means stands at ModelEntry, and catalog.test.ts holds
// entries whose files ship with the app to those files. docs/models.md is made from this: `npx tsx tools/models-page.ts`.

import { clipModels } from './catalog/clip.ts';
import { otherModels } from './catalog/others.ts';
import { siglipModels } from './catalog/siglip.ts';
import type { ModelEntry } from './model-entry.ts';

const starter = {
  id: 'starter',
  label: 'Starter',
  family: 'Starter',
  goodAt: 'things, animals, food, places and scenes; short English descriptions',
  weakAt: 'who people are, counting, reading text, names, long sentences',
  languages: ['en'],
  licences: [
    { of: 'EfficientNet-Lite0 (pictures)', licence: 'Apache-2.0' },
    { of: 'all-MiniLM-L6-v2 (words)', licence: 'Apache-2.0' },
    { of: 'class names of torchvision', licence: 'BSD-3-Clause' },
    { of: 'WordNet 3.0 glosses', licence: 'WordNet' },
  ],
  terms: 'free',
  source: { kind: 'app', folder: 'models/starter/' },
  revision: 'c0f7188fe090',
  layout: 'towers',
  preprocessing: 1,
  dim: 512,
  pixels: {
    sizePx: 224,
    fit: 'squash',
    filter: 'bicubic',
    // (byte − 127) / 128, in the scale of 0..1.
    mean: [127 / 255, 127 / 255, 127 / 255],
    std: [128 / 255, 128 / 255, 128 / 255],
  },
  text: { tokenizer: 'BERT', maxTokens: 128, padToMax: false },
  outputs: { image: 'image_embeds', text: 'text_embeds' },
  sure: { pixels: 'ours', text: 'ours', bytes: 'ours' },
  dtype: { image: 'fp32', text: 'q8' },
  bytes: { image: { fp32: 11_422_343 }, text: { q8: 22_974_833 }, tokenizer: 527_370 },
  quality: [],
  background: { words: { mean: 0, deviation: 0.067 }, pictures: { mean: -0.01, deviation: 0.15 } },
} as const satisfies ModelEntry;

/** The starter first, then as they are best offered. */
export const catalog: readonly ModelEntry[] = [starter, ...siglipModels, ...clipModels, ...otherModels];

export const entryOf = (id: string): ModelEntry | undefined => catalog.find((entry) => entry.id === id);

/** What is suggested to a person who wants more than the starter. */
export const suggestedModel = 'siglip-b16';

/** The model that ships with the app, and is used until the person chooses another. */
export const defaultModel: ModelEntry = starter;

/** Its folder, relative to the app's root. */
export const defaultFolder = starter.source.folder;
