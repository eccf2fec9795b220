// The models this app knows how to run. To add one, add an entry: what each field means stands at ModelEntry, and
// catalog.test.ts holds entries whose files ship with the app to those files. Facts on models: docs/models.md.

import type { PixelRecipe } from '../../shared/domain/recipe.ts';
import type { Spread } from '../../shared/domain/spread.ts';
import type { Tower, TowerSpec } from '../../shared/protocol/model.ts';

export type Dtype = TowerSpec['dtype'];

export interface ModelEntry {
  /** Short and lasting: part of the space id and of addresses. */
  readonly id: string;
  readonly label: string;
  /** For the person who chooses: a few words each, no figures. */
  readonly goodAt: string;
  readonly weakAt: string;
  /** BCP 47 tags of the languages it understands. */
  readonly languages: readonly string[];
  readonly licences: readonly { readonly of: string; readonly licence: string }[];
  /** Folder of its files, relative to the app's root: config.json, tokenizer.json, onnx/vision_model.onnx and so on, as transformers.js has them. */
  readonly folder: string;
  /** First 12 hex digits of a SHA-256 over the files that decide its vectors; see catalog.test.ts. New files are a new space. */
  readonly revision: string;
  /** Raise it when a change of ours moves vectors with the same files: the filter's kernel, the text rules. */
  readonly preprocessing: number;
  /** Length of its vectors. */
  readonly dim: number;
  /** As its preprocessor_config.json has it. */
  readonly pixels: PixelRecipe;
  readonly text: {
    /** Longest text in tokens, the special ones included. */
    readonly maxTokens: number;
    /** Whether its text tower was trained on texts padded to that length, and has no mask to tell padding by. */
    readonly padToMax: boolean;
  };
  /** Which of its files runs where nothing else is asked for. */
  readonly dtype: Readonly<Record<Tower, Dtype>>;
  /** Size of each file there is, in bytes. */
  readonly bytes: Readonly<Record<Tower, Readonly<Partial<Record<Dtype, number>>>>> & { readonly tokenizer: number };
  /** Cosines of photos to texts, and to photos, that have nothing to do with them, as measured on the samples: what is gone by until
   * the library itself is measured, and beside it while it is small. `npx tsx tools/cut/measure.ts` prints them. */
  readonly background: { readonly words: Spread; readonly pictures: Spread };
}

const starter = {
  id: 'starter',
  label: 'Starter',
  goodAt: 'things, animals, food, places and scenes; short English descriptions',
  weakAt: 'who people are, counting, reading text, names, long sentences',
  languages: ['en'],
  licences: [
    { of: 'EfficientNet-Lite0 (pictures)', licence: 'Apache-2.0' },
    { of: 'all-MiniLM-L6-v2 (words)', licence: 'Apache-2.0' },
    { of: 'class names of torchvision', licence: 'BSD-3-Clause' },
    { of: 'WordNet 3.0 glosses', licence: 'WordNet' },
  ],
  folder: 'models/starter/',
  revision: 'c0f7188fe090',
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
  text: { maxTokens: 128, padToMax: false },
  dtype: { image: 'fp32', text: 'q8' },
  bytes: { image: { fp32: 11_422_343 }, text: { q8: 22_974_833 }, tokenizer: 527_370 },
  background: { words: { mean: 0, deviation: 0.067 }, pictures: { mean: -0.01, deviation: 0.15 } },
} as const satisfies ModelEntry;

export const catalog = [starter] as const satisfies readonly ModelEntry[];

/** The model that ships with the app, and is used until the person chooses another. */
export const defaultModel: ModelEntry = starter;
