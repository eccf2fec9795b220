// What of the library takes how much room, and what of it can be given back.

import type { SpaceId } from './photo.ts';

/** In the order in which they are shown. */
export const usageKinds = [
  'previews',
  'thumbnails',
  'vectors',
  'originals',
  'models',
  'inputs', // What the model is still to see: of photos that are pending or failed.
  'removed', // Pictures of the last removal, which can be taken back.
  'queryPictures',
  'rowFile', // Vectors beside memory, of tabs that are open.
  'reserve',
  'other',
] as const;
export type UsageKind = (typeof usageKinds)[number];

export interface SpaceUsage {
  readonly id: SpaceId;
  readonly active: boolean;
  /** Photos that have their vectors in it. */
  readonly photos: number;
  /** In bytes, both. */
  readonly vectors: number;
  readonly inputs: number;
}

export interface StorageUsage {
  /** In bytes, as counted here: what the browser needs around it, and what it compresses, is not in it. */
  readonly bytes: Readonly<Record<UsageKind, number>>;
  readonly spaces: readonly SpaceUsage[];
  readonly photos: number;
  /** What the photos' own files take where they lie, as far as sizes are known: what copies of all of them would take. */
  readonly originalFiles: number;
  /** Kept inputs of photos that failed: they can be made again from the previews, nearly the same. */
  readonly failedInputs: { readonly photos: number; readonly bytes: number };
  /** Photos of the last removal, and their bytes. */
  readonly removedPhotos: number;
}

/** What a person may give up for room. */
export type CleanUp = 'removed' | 'failed-inputs' | 'query-pictures';

/** The cache of pictures that were searched with. Their addresses there say how large they are: who opens one to see holds its room, for
 * as long as the browser likes, also once the cache is deleted (Chromium 156). */
export const queryPictureCache = 'query-pictures';
export const withBytes = (address: string, bytes: number): string => `${address}?bytes=${bytes}`;
export const bytesInAddress = (address: string): number => Number(/[?&]bytes=(\d+)/.exec(address)?.[1] ?? 0);
