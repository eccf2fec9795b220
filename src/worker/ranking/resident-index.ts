// All vectors of one space in memory, and the exact scan over them.
//
// [Note: Layout of the kernel's memory]
// query | scores of one block | vectors, row by row, padded with zeros to `stride` floats.
// The first two never grow, so vectors stay where they are when more arrive: memory grows at its end. Scores are taken out
// a block at a time, while they are still in the cache. Rows are dense: a removed one is overwritten by the last.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { instantiateKernel } from './kernel-module.ts';
import { createTopK, type Scored } from './top-k.ts';

export interface SearchOptions {
  readonly limit: number;
  /** How many of the best to leave out: the next page. 0 unless given. */
  readonly offset?: number;
  /** A photo counts as `above` from this cosine on. */
  readonly cut?: number;
  /** Photos that are neither found nor counted. */
  readonly exclude?: ReadonlySet<PhotoId>;
}

export interface SearchResult {
  /** Best first; ties by id. The score is the cosine, −1..1, exact to float32. */
  readonly hits: Scored[];
  /** How many photos score `cut` or more, whatever the limit; 0 without a cut. */
  readonly above: number;
}

export interface ResidentIndex {
  readonly dim: number;
  readonly count: number;
  /** Takes in vectors; an id that is there already gets its new one.
   * @param vectors float32 [photoIds × dim], row by row, of unit length. Copied.
   * @throws {AppError} `invalid-argument` (the shape), `model-failed` (NaN, zero, or not of unit length); then none is taken in. */
  append(photoIds: readonly PhotoId[], vectors: Float32Array): void;
  /** Forgets photos; unknown ones are fine. */
  remove(photoIds: readonly PhotoId[]): void;
  has(photoId: PhotoId): boolean;
  /** A copy. */
  vector(photoId: PhotoId): Float32Array<ArrayBuffer> | undefined;
  /** @param query float32 [dim] of unit length. @throws {AppError} `invalid-argument`, `model-failed`, as `append`. */
  search(query: Float32Array, options: SearchOptions): SearchResult;
  /** Forgets all. The memory stays for those to come. */
  clear(): void;
}

const pageBytes = 65_536;
/** All that 32-bit addresses reach. */
const mostPages = 65_536;
/** 16 KB of scores: they stay in the first-level cache. */
const rowsAtOnce = 4096;
/** Floats a row is padded to a multiple of: what one step of the kernel reads. */
const step = 16;
/** Float32 rounding leaves a normalised vector within 1e-6; more is a vector that nobody normalised. */
const unitTolerance = 1e-3;

/** @param kernel from `compileKernel`. */
export function createIndex(dim: number, kernel: WebAssembly.Module): ResidentIndex {
  if (!(Number.isInteger(dim) && dim > 0)) throw new AppError('invalid-argument', { reason: `${dim} dimensions` });
  const { scan, memory } = instantiateKernel(kernel);
  const stride = Math.ceil(dim / step) * step;
  const scoresAt = 4 * stride;
  const vectorsAt = scoresAt + 4 * rowsAtOnce;
  const ids: PhotoId[] = [];
  const rowOf = new Map<PhotoId, number>();

  const view = (at: number, length: number) => new Float32Array(memory.buffer, at, length);
  const rowAt = (row: number) => vectorsAt + 4 * stride * row;

  /** Grows by a quarter at least, so that appending n vectors one by one grows log n times. */
  function reserve(rows: number): void {
    const short = rowAt(rows) - memory.buffer.byteLength;
    if (short <= 0) return;
    const most = mostPages - memory.buffer.byteLength / pageBytes;
    const pages = Math.ceil(Math.max(short, memory.buffer.byteLength / 4) / pageBytes);
    try {
      memory.grow(Math.max(Math.ceil(short / pageBytes), Math.min(pages, most)));
    } catch (error) {
      throw new AppError('internal', { reason: `no memory for ${rows} vectors of ${dim}`, cause: error });
    }
  }

  function checkShape(vectors: Float32Array, rows: number): void {
    if (vectors.length !== rows * dim) throw new AppError('invalid-argument', { reason: `${vectors.length} values for ${rows} × ${dim}` });
  }

  /** By the kernel, the vector times itself: in JavaScript this took most of the time of opening a large library. */
  function checkLength(at: number): void {
    scan(at, at, scoresAt, 1, stride);
    const squares = view(scoresAt, 1)[0] ?? 0;
    // Written so that NaN fails too.
    if (!(Math.abs(squares - 1) <= unitTolerance))
      throw new AppError('model-failed', { reason: `a vector of length ${Math.sqrt(squares)}` });
  }

  reserve(0);
  return {
    dim,
    get count() {
      return ids.length;
    },
    append(photoIds, vectors) {
      checkShape(vectors, photoIds.length);
      const first = ids.length;
      reserve(first + photoIds.length);
      // Behind the last row, where nothing is found until its id is entered.
      if (stride === dim) view(rowAt(first), vectors.length).set(vectors);
      else for (let i = 0; i < photoIds.length; i++) view(rowAt(first + i), dim).set(vectors.subarray(i * dim, (i + 1) * dim));
      for (let i = 0; i < photoIds.length; i++) checkLength(rowAt(first + i));
      for (const [i, photoId] of photoIds.entries()) {
        const row = rowOf.get(photoId) ?? ids.length;
        if (row !== first + i) view(rowAt(row), dim).set(view(rowAt(first + i), dim));
        ids[row] = photoId;
        rowOf.set(photoId, row);
      }
    },
    remove(photoIds) {
      for (const photoId of photoIds) {
        const row = rowOf.get(photoId);
        if (row === undefined) continue;
        rowOf.delete(photoId);
        const last = ids.pop();
        if (last === undefined || last === photoId) continue;
        ids[row] = last;
        rowOf.set(last, row);
        view(rowAt(row), dim).set(view(rowAt(ids.length), dim));
      }
    },
    has: (photoId) => rowOf.has(photoId),
    vector(photoId) {
      const row = rowOf.get(photoId);
      return row === undefined ? undefined : view(rowAt(row), dim).slice();
    },
    search(query, { limit, offset = 0, cut = Number.POSITIVE_INFINITY, exclude }) {
      checkShape(query, 1);
      if (!(limit >= 0 && offset >= 0)) throw new AppError('invalid-argument', { reason: `limit ${limit}, offset ${offset}` });
      view(0, dim).set(query);
      checkLength(0);
      const best = createTopK(Math.min(limit + offset, ids.length));
      let above = 0;
      for (let start = 0; start < ids.length; start += rowsAtOnce) {
        const count = Math.min(rowsAtOnce, ids.length - start);
        scan(0, rowAt(start), scoresAt, count, stride);
        const scores = view(scoresAt, count);
        for (let i = 0; i < count; i++) {
          const score = scores[i] ?? 0;
          if (score < best.floor && score < cut) continue;
          const photoId = ids[start + i];
          if (photoId === undefined || exclude?.has(photoId)) continue;
          if (score >= cut) above++;
          if (score >= best.floor) best.offer(photoId, score);
        }
      }
      return { hits: best.sorted().slice(offset), above };
    },
    clear() {
      ids.length = 0;
      rowOf.clear();
    },
  };
}
