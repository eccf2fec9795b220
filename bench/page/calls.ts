// What the bench page's workers answer.

import type { PixelRecipe } from '../../src/shared/domain/recipe.ts';
import type { PreparedPhoto } from '../../src/shared/protocol/imaging.ts';
import type { Kernels, Side } from './rank.ts';

export interface PlainCalls {
  /** Loads the model as the library's own documentation does, and runs it once. @param modelsUrl holds a folder for each model. */
  'plain-load': { args: { modelsUrl: string; model: string; threads: number }; progress: never; result: null };
  /** One file after the other → float32 [files × dim], of unit length. */
  'plain-embed': { args: { files: readonly File[] }; progress: never; result: Float32Array<ArrayBuffer> };
}

export interface PrepareCalls {
  /** Reading, scaled decode, readback, resize and both JPEG encodings, and nothing else. @returns the model's input. */
  'file-prepare': { args: { file: File; recipe: PixelRecipe }; progress: never; result: ArrayBuffer };
}

export interface KeepCalls {
  /** Reads files, for `bytes-hash`: reading is needed for the pictures in any case. */
  'files-hold': { args: { files: readonly File[] }; progress: never; result: null };
  /** Reads files, one after the other, and keeps nothing. @returns how many. */
  'files-read': { args: { files: readonly File[] }; progress: never; result: number };
  /** Hashes each held file as the app does. @returns how many. */
  'bytes-hash': { args: null; progress: never; result: number };
  /** Writes photos as an ingest writes them, with a made-up vector each, into a database of its own, which is deleted at the end. */
  'photos-store': {
    args: { photos: readonly PreparedPhoto[]; dim: number; atOnce: number };
    progress: never;
    result: number;
  };
}

export interface RankCalls {
  /** @returns what the index takes, and how long it took to build. */
  'library-prepare': { args: { kernels: Kernels; count: number }; progress: never; result: { bytes: number; buildMs: number } };
  /** @returns ms of one search. */
  'side-measure': { args: { side: Side }; progress: never; result: number };
}
