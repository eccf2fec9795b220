// A record of vectors as data: rows side by side, an id each, '' where a row is no longer live. Pure; chunks.ts says when it is written.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { checksum } from './checksum.ts';
import type { VectorSums } from './schema.ts';

export type RowIds = readonly (PhotoId | '')[];

/** @param vectors float32 [ids × dim]. */
export interface Rows {
  readonly ids: RowIds;
  readonly vectors: Float32Array<ArrayBuffer>;
}
export interface LiveRows extends Rows {
  readonly ids: PhotoId[];
}

export const countLive = (ids: RowIds): number => ids.reduce((count, id) => count + (id === '' ? 0 : 1), 0);

/** The live rows whose id is wanted, in order; no copy where that is all there are. */
export function selectRows({ ids, vectors }: Rows, dim: number, wanted: (id: PhotoId) => boolean = () => true): LiveRows {
  const live = ids.flatMap((id, row) => (id !== '' && wanted(id) ? [{ id, row }] : []));
  const liveIds = live.map(({ id }) => id);
  if (live.length === ids.length) return { ids: liveIds, vectors };
  const values = new Float32Array(live.length * dim);
  for (const [at, { row }] of live.entries()) values.set(vectors.subarray(row * dim, (row + 1) * dim), at * dim);
  return { ids: liveIds, vectors: values };
}

/** The live rows of all, in order. */
export function joinRows(records: readonly Rows[], dim: number): LiveRows {
  const live = records.map((record) => selectRows(record, dim));
  const ids = live.flatMap((rows) => rows.ids);
  const vectors = new Float32Array(ids.length * dim);
  let at = 0;
  for (const rows of live) {
    vectors.set(rows.vectors, at);
    at += rows.vectors.length;
  }
  return { ids, vectors };
}

export const blankRows = (ids: RowIds, gone: ReadonlySet<PhotoId | ''>): (PhotoId | '')[] => ids.map((id) => (gone.has(id) ? '' : id));

export const sumOfIds = (ids: RowIds): number => checksum(new TextEncoder().encode(ids.join('\n')).buffer);

export const sumsOf = (ids: RowIds, vectors: ArrayBuffer): VectorSums => ({ ids: sumOfIds(ids), vectors: checksum(vectors) });

/** A record as it is stored, each part as far as it could be read. */
export interface StoredRecord {
  readonly ids: RowIds | undefined;
  readonly vectors: ArrayBuffer | undefined;
  readonly sums: VectorSums | undefined;
}

/** Undefined where it is not what was written: all parts are there, belong together, and have their sums. */
export function openRecord({ ids, vectors, sums }: StoredRecord, dim: number): Rows | undefined {
  if (!ids || !vectors || !sums || vectors.byteLength !== 4 * dim * ids.length) return undefined;
  if (sums.ids !== sumOfIds(ids) || sums.vectors !== checksum(vectors)) return undefined;
  return { ids, vectors: new Float32Array(vectors) };
}
