// One bit a row: which rows a search looks at.

import type { PhotoId } from '../../shared/domain/photo.ts';
import type { PhotoRows } from './photo-rows.ts';

/** 32 rows a word, the first in the lowest bit. */
export type RowMask = Uint32Array<ArrayBuffer>;

const wordsFor = (count: number): number => Math.ceil(count / 32);

/** The rows of `photoIds`; unknown ones have none. */
export function maskOnly(rows: PhotoRows, photoIds: Iterable<PhotoId>): RowMask {
  const mask = new Uint32Array(wordsFor(rows.count));
  for (const photoId of photoIds) {
    const row = rows.rowOf(photoId);
    if (row !== undefined) mask[row >>> 5] = (mask[row >>> 5] ?? 0) | (1 << (row & 31));
  }
  return mask;
}

/** A copy of `mask`, or of all rows, without those of `photoIds`. */
export function maskWithout(rows: PhotoRows, photoIds: Iterable<PhotoId>, mask?: RowMask): RowMask {
  const rest = mask?.slice() ?? new Uint32Array(wordsFor(rows.count)).fill(0xffffffff);
  for (const photoId of photoIds) {
    const row = rows.rowOf(photoId);
    if (row !== undefined) rest[row >>> 5] = (rest[row >>> 5] ?? 0) & ~(1 << (row & 31));
  }
  return rest;
}

export const isMasked = (mask: RowMask, row: number): boolean => ((mask[row >>> 5] ?? 0) & (1 << (row & 31))) === 0;

/** Whether none of `count` rows counts. @param first a multiple of 32. */
export function isAllMasked(mask: RowMask, first: number, count: number): boolean {
  for (let word = first >>> 5; word < wordsFor(first + count); word++) if (mask[word]) return false;
  return true;
}
