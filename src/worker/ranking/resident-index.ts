// All vectors of one space, searched exactly: a scan over int8 copies in memory, and a second look at the few rows that may win.
// See packed-rows.ts on why nothing is missed.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { type Candidates, gatherCandidates } from './candidates.ts';
import { createFloatRows, type FloatRows } from './float-rows.ts';
import { createKthLargest } from './kth-largest.ts';
import { createPackedRows, queriesAtOnce, rowsPerBlock } from './packed-rows.ts';
import { createPhotoRows } from './photo-rows.ts';
import { isAllMasked, maskOnly, maskWithout, type RowMask } from './row-mask.ts';
import { createTopK, type Scored } from './top-k.ts';

export interface SearchOptions {
  readonly limit: number;
  /** How many of the best to leave out: the next page. 0 unless given. */
  readonly offset?: number;
  /** A photo counts as `above` from this cosine on. */
  readonly cut?: number;
  /** Photos below this cosine are not found. All are unless given. */
  readonly atLeast?: number;
  /** The only photos that are found and counted; all are unless given. The same set again is quicker: leave it as it is. */
  readonly only?: ReadonlySet<PhotoId>;
  /** Photos that are neither found nor counted. */
  readonly exclude?: ReadonlySet<PhotoId>;
}

export interface SearchResult {
  /** Best first; ties by id. The score is the cosine, −1..1, summed in float64. */
  readonly hits: Scored[];
  /** How many photos score `cut` or more, whatever the limit; 0 without a cut. Exact while the vectors are in memory; where they
   * are read from storage, photos that are not looked at for the hits count by their int8 score, 0.001 off at most as a rule. */
  readonly above: number;
}

export interface IndexOptions {
  /** Vectors from storage, float32 [photoIds × dim]: with it, memory holds them up to `floatBytes` only. A photo that is gone there has zeros. */
  readonly readRows?: (photoIds: readonly PhotoId[]) => Promise<Float32Array<ArrayBuffer>>;
  /** 256 MiB unless given: 131,072 vectors of 512. */
  readonly floatBytes?: number;
}

export interface ResidentIndex {
  readonly dim: number;
  readonly count: number;
  /** Memory taken, in bytes. */
  readonly bytes: number;
  /** Takes in vectors; an id that is there already gets its new one.
   * @param vectors float32 [photoIds × dim], row by row, of unit length. Copied.
   * @throws {AppError} `invalid-argument` (the shape), `model-failed` (NaN, zero, or not of unit length); then none is taken in. */
  append(photoIds: readonly PhotoId[], vectors: Float32Array): void;
  /** Forgets photos; unknown ones are fine. */
  remove(photoIds: readonly PhotoId[]): void;
  has(photoId: PhotoId): boolean;
  /** A copy. @throws as `readRows`. */
  vector(photoId: PhotoId): Promise<Float32Array<ArrayBuffer> | undefined>;
  /** @param query float32 [dim] of unit length. @throws {AppError} `invalid-argument`, `model-failed`, as `append`; as `readRows`. */
  search(query: Float32Array, options: SearchOptions): Promise<SearchResult>;
  /** Several at once, in fewer passes over memory. @param queries float32 [n × dim]. @returns an answer each. @throws as `search`. */
  searchAll(queries: Float32Array, options: SearchOptions): Promise<SearchResult[]>;
  /** Forgets all. The memory stays for those to come. */
  clear(): void;
}

/** A library that fits is answered without storage; with the int8 copies, 131,072 photos take 0.33 GB. */
const mostFloatBytes = 256 * 1024 * 1024;
const mostDimensions = 2048;
/** Vectors read from storage at a time: 8 MB at 512 dimensions. */
const readAtOnce = 4096;

/** @param dim 1..2,048. @param kernel from `compileKernel`. */
export function createIndex(dim: number, kernel: WebAssembly.Module, options: IndexOptions = {}): ResidentIndex {
  const { readRows, floatBytes = mostFloatBytes } = options;
  if (!(Number.isInteger(dim) && dim > 0 && dim <= mostDimensions)) throw new AppError('invalid-argument', { reason: `${dim} dimensions` });
  const packed = createPackedRows(dim, kernel);
  const rows = createPhotoRows();
  let floats: FloatRows | undefined = createFloatRows(dim);
  let masks = new WeakMap<ReadonlySet<PhotoId>, RowMask>();

  function checkShape(vectors: Float32Array, count: number): void {
    if (vectors.length !== count * dim)
      throw new AppError('invalid-argument', { reason: `${vectors.length} values for ${count} × ${dim}` });
  }

  /** After every change: rows have moved, and the vectors may have grown too many for memory. */
  function settle(): void {
    masks = new WeakMap();
    if (readRows && floats && 4 * dim * rows.count > floatBytes) floats = undefined;
  }

  /** Undefined where every row counts. */
  function maskOf({ only, exclude }: SearchOptions): RowMask | undefined {
    let mask = only && masks.get(only);
    if (only && !mask) masks.set(only, (mask = maskOnly(rows, only)));
    return exclude ? maskWithout(rows, exclude, mask) : mask;
  }

  /** One pass over memory for `queriesAtOnce` queries at most. */
  function gather(queries: Float32Array, wanted: SearchOptions): Candidates[] {
    const { limit, offset = 0, cut = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = wanted;
    const mask = maskOf(wanted);
    packed.ask(queries);
    const most = Math.min(limit + offset, rows.count);
    const gatherings = Array.from({ length: queries.length / dim }, (_, i) => gatherCandidates(packed, i, { most, atLeast, cut }, mask));
    for (let block = 0; block * rowsPerBlock < rows.count; block++) {
      const count = Math.min(rowsPerBlock, rows.count - block * rowsPerBlock);
      if (mask && isAllMasked(mask, block * rowsPerBlock, count)) continue;
      for (const gathering of gatherings) gathering.scan(block, count);
    }
    return gatherings.map((gathering) => gathering.finish());
  }

  /** The second look where the vectors are in memory. */
  function rankHeld(held: FloatRows, query: Float32Array, { best, open, above }: Candidates, wanted: SearchOptions): SearchResult {
    const scoresOf = (some: readonly number[]) => packed.rerank(query, some.length, (i) => held.read(some[i] ?? 0));
    const openScores = scoresOf(open.map(({ row }) => row));
    return choose(scoresOf(best), (i) => rows.photoAt(best[i] ?? 0), wanted, above + countAbove(openScores, wanted.cut));
  }

  /** The second look where they are in storage. Rows move while it is read, so photos are named by their ids. */
  async function rankStored(query: Float32Array, photoIds: readonly PhotoId[], { open, above }: Candidates, wanted: SearchOptions) {
    const scores = new Float64Array(photoIds.length);
    for (let from = 0; from < photoIds.length; from += readAtOnce) {
      const some = photoIds.slice(from, from + readAtOnce);
      const vectors = await readStored(some);
      scores.set(
        packed.rerank(query, some.length, (i) => vectors.subarray(i * dim, (i + 1) * dim)),
        from,
      );
    }
    // Those removed meanwhile are out.
    for (const [i, photoId] of photoIds.entries()) if (rows.rowOf(photoId) === undefined) scores[i] = Number.NEGATIVE_INFINITY;
    const nameOf = (i: number) => photoIds[i] ?? ('' as PhotoId); // As PhotoId: never; every score has one.
    const middles = Float64Array.from(open, ({ middle }) => middle);
    return choose(scores, nameOf, wanted, above + countAbove(middles, wanted.cut));
  }

  async function readStored(photoIds: readonly PhotoId[]): Promise<Float32Array<ArrayBuffer>> {
    if (!readRows) throw new AppError('internal', { reason: 'the vectors are not in memory, and nobody reads them' });
    const vectors = await readRows(photoIds);
    checkShape(vectors, photoIds.length);
    for (const [row, photoId] of photoIds.entries())
      if (vectors.subarray(row * dim, (row + 1) * dim).every((x) => x === 0) && rows.rowOf(photoId) !== undefined)
        throw new AppError('storage-failed', { subject: photoId, reason: 'its vector is not in storage' });
    return vectors;
  }

  async function searchAll(queries: Float32Array, wanted: SearchOptions): Promise<SearchResult[]> {
    checkShape(queries, Math.ceil(queries.length / dim));
    const { limit, offset = 0 } = wanted;
    if (!(limit >= 0 && offset >= 0)) throw new AppError('invalid-argument', { reason: `limit ${limit}, offset ${offset}` });
    const results: SearchResult[] = [];
    for (let from = 0; from < queries.length; from += queriesAtOnce * dim) {
      const some = queries.subarray(from, from + queriesAtOnce * dim);
      const candidates = gather(some, wanted);
      const queryOf = (i: number) => some.subarray(i * dim, (i + 1) * dim);
      // Nothing is awaited between the scan and what is made of its rows: they move with the next change.
      const held = floats;
      if (held) {
        results.push(...candidates.map((each, i) => rankHeld(held, queryOf(i), each, wanted)));
        continue;
      }
      const named = candidates.map((each) => ({ each, photoIds: each.best.map((row) => rows.photoAt(row)) }));
      for (const [i, { each, photoIds }] of named.entries()) results.push(await rankStored(queryOf(i), photoIds, each, wanted));
    }
    return results;
  }

  return {
    dim,
    get count() {
      return rows.count;
    },
    get bytes() {
      return packed.bytes + rows.bytes + (floats?.bytes ?? 0);
    },
    append(photoIds, vectors) {
      checkShape(vectors, photoIds.length);
      const first = rows.count;
      packed.reserve(first + photoIds.length);
      const vectorOf = (i: number) => vectors.subarray(i * dim, (i + 1) * dim);
      // Behind the last row, where nothing is found until its id is entered.
      for (let i = 0; i < photoIds.length; i++) packed.write(first + i, vectorOf(i));
      for (const [i, photoId] of photoIds.entries()) {
        const row = rows.enter(photoId);
        if (row !== first + i) packed.move(first + i, row);
        floats?.write(row, vectorOf(i));
      }
      settle();
    },
    remove(photoIds) {
      for (const photoId of photoIds) {
        const moved = rows.remove(photoId);
        if (!moved || moved.row === moved.last) continue;
        packed.move(moved.last, moved.row);
        floats?.move(moved.last, moved.row);
      }
      settle();
    },
    has: (photoId) => rows.rowOf(photoId) !== undefined,
    async vector(photoId) {
      const row = rows.rowOf(photoId);
      if (row === undefined) return;
      if (floats) return floats.read(row).slice();
      const vector = await readStored([photoId]);
      return rows.rowOf(photoId) === undefined ? undefined : vector;
    },
    async search(query, wanted) {
      checkShape(query, 1);
      const [result] = await searchAll(query, wanted);
      if (!result) throw new AppError('internal', { reason: 'a search without an answer' });
      return result;
    },
    searchAll,
    clear() {
      rows.clear();
      floats = createFloatRows(dim);
      settle();
    },
  };
}

const countAbove = (scores: Float64Array, cut = Number.POSITIVE_INFINITY): number =>
  scores.reduce((count, score) => count + (score >= cut ? 1 : 0), 0);

/** The answer from exact scores. @param nameOf asked only for those that get in, or tie. @param counted photos above the cut that have no score here. */
function choose(scores: Float64Array, nameOf: (i: number) => PhotoId, wanted: SearchOptions, counted: number): SearchResult {
  const { limit, offset = 0, cut, atLeast = Number.NEGATIVE_INFINITY } = wanted;
  const most = Math.min(limit + offset, scores.length);
  const kth = createKthLargest(most);
  for (const score of scores) kth.offer(score);
  const top = createTopK(most);
  for (const [i, score] of scores.entries())
    if (score >= kth.value && score >= atLeast && score > Number.NEGATIVE_INFINITY) top.offer(nameOf(i), score);
  return { hits: top.sorted().slice(offset), above: counted + countAbove(scores, cut) };
}
