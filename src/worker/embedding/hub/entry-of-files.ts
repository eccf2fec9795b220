// A folder in the hub's layout → an entry, or what is wrong with it: how a model that the catalogue does not know is run.

import { AppError } from '../../../shared/domain/app-error.ts';
import type { PixelRecipe } from '../../../shared/domain/recipe.ts';
import type { Tower } from '../../../shared/protocol/model.ts';
import { graphPathOf } from '../local/model-files.ts';
import type { Dtype, ModelEntry } from '../model-entry.ts';

export const dtypes = ['fp32', 'fp16', 'q8', 'q4', 'q4f16', 'int8', 'uint8'] as const satisfies readonly Dtype[];

/** Besides its graphs: all of these must be there. */
export const configPaths = ['config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json'] as const;
export type ConfigPath = (typeof configPaths)[number];

/** Every path that is asked for where a host has no listing. */
export const candidatePaths: readonly string[] = [
  ...configPaths,
  ...(['image', 'text'] as const).flatMap((tower) => dtypes.map((dtype) => graphPathOf(tower, dtype))),
];

type Json = Readonly<Record<string, unknown>>;

interface Folder {
  /** What it is called by: names the model. */
  readonly name: string;
  readonly revision: string;
  /** Its files and their sizes. */
  readonly files: ReadonlyMap<string, number>;
  readonly configs: Readonly<Record<ConfigPath, Json>>;
  readonly licence?: string | undefined;
}

const unfit = (subject: string, reason: string) => new AppError('model-unfit', { subject, reason });

/** What of a model is missing in `paths`, in words; empty where nothing is. */
export function missingIn(paths: ReadonlySet<string>): string[] {
  const missing: string[] = configPaths.filter((path) => !paths.has(path));
  for (const tower of ['image', 'text'] as const)
    if (!dtypes.some((dtype) => paths.has(graphPathOf(tower, dtype)))) missing.push(graphPathOf(tower, 'fp32'));
  return missing;
}

/** Best first. Images never in int8: the WASM runtime has no convolution for it. Small models whole, larger ones at a quarter of the size;
 * CLIP's words in halves, since in q8 they find other photos. */
const preferred: Readonly<Record<'small' | 'image' | 'clipText' | 'text', readonly Dtype[]>> = {
  small: ['fp32', 'fp16', 'q8', 'uint8'],
  image: ['q8', 'uint8', 'fp16', 'fp32', 'q4'],
  clipText: ['fp16', 'fp32', 'q8', 'uint8', 'int8', 'q4'],
  text: ['q8', 'uint8', 'int8', 'fp16', 'fp32', 'q4'],
};
const smallBytes = 64e6;

/** @throws {AppError} `model-unfit`, its subject the file that says so: missing, of a kind that cannot be run, or a recipe that is not known. */
export function entryOfFiles({ name, revision, files, configs, licence }: Folder): ModelEntry {
  const missing = missingIn(new Set(files.keys()));
  if (missing.length > 0) throw unfit(name, `missing: ${missing.join(', ')}`);
  const config = configs['config.json'];
  const kind = String(config.model_type);
  if (kind !== 'clip' && kind !== 'siglip') throw unfit('config.json', `models of kind ${kind} cannot be run yet`);
  const sized = (tower: Tower) =>
    Object.fromEntries(
      dtypes.flatMap((dtype) => (files.has(graphPathOf(tower, dtype)) ? [[dtype, files.get(graphPathOf(tower, dtype)) ?? 0]] : [])),
    );
  const choose = (tower: Tower): Dtype => {
    const sizes: Partial<Record<Dtype, number>> = sized(tower);
    const least = Math.min(...Object.values(sizes));
    const order = (sizes.fp32 ?? least) <= smallBytes ? 'small' : tower === 'image' ? 'image' : kind === 'clip' ? 'clipText' : 'text';
    const dtype = preferred[order].find((one) => sizes[one] !== undefined);
    if (!dtype) throw unfit(name, `its ${tower} tower is there only as ${Object.keys(sizes).join(', ')}, which do not run here`);
    return dtype;
  };
  const vision = asJson(config.vision_config);
  const text = asJson(config.text_config);
  const dim = kind === 'clip' ? number(config.projection_dim, 512) : number(text.projection_size ?? text.hidden_size, 768);
  return {
    id: name,
    label: name.split('/').at(-1) ?? name,
    family: kind === 'clip' ? 'CLIP' : 'SigLIP',
    goodAt: '',
    weakAt: '',
    languages: [],
    licences: licence === undefined ? [] : [{ of: name, licence }],
    terms: licence === undefined ? 'unclear' : termsOf(licence),
    source: { kind: 'hub', repo: name, sure: 'read' },
    revision,
    layout: 'towers',
    preprocessing: 1,
    dim,
    pixels: recipeOf(configs['preprocessor_config.json'], number(vision.image_size, 224)),
    text: textOf(kind, configs, text),
    outputs: kind === 'clip' ? { image: 'image_embeds', text: 'text_embeds' } : { image: 'pooler_output', text: 'pooler_output' },
    sure: { pixels: 'read', text: 'read', bytes: 'read' },
    dtype: { image: choose('image'), text: choose('text') },
    bytes: { image: sized('image'), text: sized('text'), tokenizer: files.get('tokenizer.json') ?? 0 },
    quality: [],
    background:
      kind === 'clip'
        ? { words: { mean: 0.18, deviation: 0.03 }, pictures: { mean: 0.5, deviation: 0.1 } }
        : { words: { mean: 0, deviation: 0.03 }, pictures: { mean: 0.45, deviation: 0.1 } },
  };
}

/** Licences by the names that the hub has for them. */
function termsOf(licence: string): ModelEntry['terms'] {
  if (/-nc\b|-nc-|non-?commercial/i.test(licence)) return 'non-commercial';
  if (/research|apple/i.test(licence)) return 'research-only';
  return /^(mit|apache-2\.0|bsd(-\w+)*|cc0-1\.0|cc-by-4\.0|unlicense|isc)$/i.test(licence) ? 'free' : 'unclear';
}

const asJson = (value: unknown): Json => (typeof value === 'object' && value !== null ? (value as Json) : {}); // Each field is asked for what it is.
const number = (value: unknown, otherwise: number): number => (typeof value === 'number' && Number.isFinite(value) ? value : otherwise);

/** Pillow's numbers. */
const filters: Readonly<Record<number, PixelRecipe['filter']>> = { 2: 'bilinear', 3: 'bicubic' };

/** @throws {AppError} `model-unfit`: a guess would give wrong vectors, and nobody would see it. */
export function recipeOf(config: Json, imageSizePx: number): PixelRecipe {
  const wrong = (reason: string) => unfit('preprocessor_config.json', reason);
  const size = typeof config.size === 'number' ? { shortest_edge: config.size } : asJson(config.size);
  const crop = typeof config.crop_size === 'number' ? { height: config.crop_size, width: config.crop_size } : asJson(config.crop_size);
  const shortest = typeof size.shortest_edge === 'number' ? size.shortest_edge : undefined;
  const cropped = config.do_center_crop === true || (config.do_center_crop === undefined && typeof crop.height === 'number');
  const sizePx = shortest ?? number(size.height, Number.NaN);
  if (!Number.isInteger(sizePx) || (shortest === undefined && size.height !== size.width))
    throw wrong('it does not say how large a picture is to be');
  if (shortest !== undefined && !cropped) throw wrong('pictures keep their shape, which cannot be run yet');
  if (cropped && (crop.height !== sizePx || crop.width !== sizePx))
    throw wrong(`it cuts ${String(crop.height)} out of ${sizePx}, which cannot be run yet`);
  if (sizePx !== imageSizePx) throw wrong(`it makes ${sizePx} pixels where config.json has ${imageSizePx}`);
  const filter = filters[number(config.resample, Number.NaN)];
  if (!filter) throw wrong(`the filter ${String(config.resample)} is not known`);
  const raw = config.do_normalize === false;
  const three = (value: unknown, otherwise: number): readonly [number, number, number] => {
    if (raw) return [otherwise, otherwise, otherwise];
    const [r, g, b] = Array.isArray(value) ? (value as unknown[]) : []; // Asked for below.
    if (typeof r !== 'number' || typeof g !== 'number' || typeof b !== 'number') throw wrong('it does not say how values are scaled');
    return [r, g, b];
  };
  return { sizePx, fit: cropped ? 'crop' : 'squash', filter, mean: three(config.image_mean, 0), std: three(config.image_std, 1) };
}

/** SigLIP 2's vocabulary; its tokenizer keeps capitals, and it was trained without. */
const gemmaWords = 256_000;

function textOf(kind: 'clip' | 'siglip', configs: Folder['configs'], text: Json): ModelEntry['text'] {
  const ofTokenizer = number(configs['tokenizer_config.json'].model_max_length, Number.POSITIVE_INFINITY);
  const ofFamily = kind === 'clip' ? 77 : 64;
  // Some tokenizers say 10^30, which means that nobody said.
  const maxTokens = Math.min(ofTokenizer, number(text.max_position_embeddings, ofFamily), ofFamily);
  const gemma = number(text.vocab_size, 0) === gemmaWords;
  return {
    tokenizer: kind === 'clip' ? 'CLIP BPE' : gemma ? 'Gemma' : 'SentencePiece',
    maxTokens,
    padToMax: kind === 'siglip',
    ...(gemma && { padId: 0, lowerCase: true }),
    template: kind === 'clip' ? 'a photo of a {}' : 'This is a photo of {}.',
  };
}
