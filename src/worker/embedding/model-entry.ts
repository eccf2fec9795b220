// What is known of a model before any of its files is here: what each field of the catalogue means.

import type { PixelRecipe } from '../../shared/domain/recipe.ts';
import type { Spread } from '../../shared/domain/spread.ts';
import type { Tower, TowerSpec } from '../../shared/protocol/model.ts';

export type Dtype = TowerSpec['dtype'];

/** How a fact is known, the surest first. `ours`: from files that ship with the app. `read`: in source code, a licence or published results.
 * `pinned`: at least one public project pins it. `measured`: somebody else measured it, once. `estimated`: from parameter counts.
 * `unverified`: from memory. What is not `ours` is checked when the model is installed, against the files themselves. */
export type Sureness = 'ours' | 'read' | 'pinned' | 'measured' | 'estimated' | 'unverified';

/** `free`: for any use. Of the others the licence is accepted first, and none of them is ever the default. */
export type Terms = 'free' | 'research-only' | 'non-commercial' | 'unclear';

export interface Quality {
  readonly test:
    | 'Flickr30k text to image R@1'
    | 'COCO text to image R@1'
    | 'ImageNet zero-shot'
    | 'Crossmodal-3600 text to image R@1, mean of 36 languages';
  readonly percent: number;
  readonly source: string;
  readonly sure: Sureness;
}

export interface ModelEntry {
  /** Short and lasting: part of the space id and of addresses. */
  readonly id: string;
  readonly label: string;
  readonly family: string;
  /** For the person who chooses: a few words each, no figures. */
  readonly goodAt: string;
  readonly weakAt: string;
  /** BCP 47 tags of the languages it understands; `mul` for many. */
  readonly languages: readonly string[];
  readonly licences: readonly { readonly of: string; readonly licence: string }[];
  readonly terms: Terms;
  /** Where its files are: a folder of the app, relative to its root, or a repository of the hub. `textRepo`: where the text tower lies elsewhere. */
  readonly source:
    | { readonly kind: 'app'; readonly folder: string }
    | { readonly kind: 'hub'; readonly repo: string; readonly textRepo?: string; readonly textRevision?: string; readonly sure: Sureness };
  /** Of the app's own files: first 12 hex digits of a SHA-256 over those that decide its vectors (catalog.test.ts). Of the hub's: the commit, 40
   * hex digits; empty where none is known, and then that of the day of the install is kept. New files are a new space. */
  readonly revision: string;
  /** `towers`: a graph each, as transformers.js lays them out. `fused`: one graph with both. `foreign`: another layout. */
  readonly layout: 'towers' | 'fused' | 'foreign';
  /** What this app lacks to run it, in words for the person. Absent where it runs. */
  readonly missing?: string;
  /** Raise it when a change of ours moves vectors with the same files: the filter's kernel, the text rules. */
  readonly preprocessing: number;
  /** Length of its vectors. */
  readonly dim: number;
  /** Shorter lengths that its vectors may be cut to, where it was trained for that (Matryoshka). */
  readonly shorterDims?: readonly number[];
  /** As its preprocessor_config.json has it. */
  readonly pixels: PixelRecipe;
  readonly text: {
    readonly tokenizer: 'CLIP BPE' | 'SentencePiece' | 'Gemma' | 'BERT' | 'XLM-R';
    /** Longest text in tokens, the special ones included. */
    readonly maxTokens: number;
    /** Whether its text tower was trained on texts padded to that length, and has no mask to tell padding by. */
    readonly padToMax: boolean;
    /** Where padding is not the tokenizer's own. */
    readonly padId?: number;
    /** Whether we make the text lower-case: it was trained so, and its tokenizer does not. */
    readonly lowerCase?: boolean;
    /** What stands before every query. */
    readonly prefix?: string;
    /** What a single word is put into, for tags and names of groups. */
    readonly template?: string;
  };
  /** Names of the graph's outputs, the best first. */
  readonly outputs: Readonly<Record<Tower, string>>;
  /** How sure its pixels and its text rule are. */
  readonly sure: { readonly pixels: Sureness; readonly text: Sureness; readonly bytes: Sureness };
  /** Which of its files runs where nothing else is asked for, on WASM. */
  readonly dtype: Readonly<Record<Tower, Dtype>>;
  /** Size of each file there is, in bytes; to the byte where its digest stands in `sha256`, else rounded. */
  readonly bytes: Readonly<Record<Tower, Readonly<Partial<Record<Dtype, number>>>>> & { readonly tokenizer: number };
  /** SHA-256 of files by path. The others are told by the hub when the model is installed. */
  readonly sha256?: Readonly<Record<string, string>>;
  /** Files that somebody saw give wrong vectors, or not run: never chosen for the person. */
  readonly broken?: Readonly<Partial<Record<Tower, Readonly<Partial<Record<Dtype, string>>>>>>;
  /** Where it was trained to say how probable a match is: 1 / (1 + exp(−(scale · cosine + bias))). */
  readonly score?: { readonly scale: number; readonly bias: number; readonly sure: Sureness };
  readonly quality: readonly Quality[];
  /** Cosines of photos to texts, and to photos, that have nothing to do with them: what is gone by until the library itself is measured,
   * and beside it while it is small. `npx tsx tools/cut/measure.ts` prints the starter's; those of the others are rough. */
  readonly background: { readonly words: Spread; readonly pictures: Spread };
}

/** Whether its files come with the app. */
export const isShipped = (entry: ModelEntry): boolean => entry.source.kind === 'app';

/** Bytes to fetch for the files that run where nothing else is asked for. */
export const downloadBytes = ({ bytes, dtype }: ModelEntry): number =>
  (bytes.image[dtype.image] ?? 0) + (bytes.text[dtype.text] ?? 0) + bytes.tokenizer;
