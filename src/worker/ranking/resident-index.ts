// All vectors of one space, searched exactly: a scan over int8 copies in memory, and a second look at the few rows that may win.
// See packed-rows.ts on why nothing is missed.

import { AppError, toAppError } from '../../shared/domain/app-error.ts';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { type Candidates, gatherCandidates, lookAgain, type Wanted } from './candidates.ts';
import { createFileRows, createFloatRows, type RowFile } from './float-rows.ts';
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
  /** As `only`, but by the rows that `append` and `remove` tell of, which spares looking up each id: 0.3 ms instead of 100 for 100,000.
   * Made since the last change: afterwards other photos may lie there. */
  readonly rows?: RowMask;
}

export interface SearchResult {
  /** Best first; ties by id. The score is the cosine, −1..1, summed in float64. */
  readonly hits: Scored[];
  /** How many photos score `cut` or more, whatever the limit; 0 without a cut. Exact while the vectors are in memory; where they
   * are in a file, photos that are not looked at for the hits count by their int8 score, 0.001 off at most as a rule. */
  readonly above: number;
}

export interface IndexOptions {
  /** Where the vectors go once they are too many for memory: an empty file, called for once. Without it they stay in memory. */
  readonly openFile?: () => Promise<RowFile>;
  /** Hears why they could not go there; they stay in memory. */
  readonly onTrouble?: (error: AppError) => void;
  /** How much memory they may take: 256 MiB unless given, 131,072 vectors of 512. */
  readonly floatBytes?: number;
}

export interface ResidentIndex {
  readonly dim: number;
  readonly count: number;
  /** Memory taken, in bytes. */
  readonly bytes: number;
  /** Takes in vectors; an id that is there already gets its new one.
   * @param vectors float32 [photoIds × dim], row by row, of unit length. Copied.
   * @returns the row of each.
   * @throws {AppError} `invalid-argument` (the shape), `model-failed` (NaN, zero, or not of unit length), `storage-full` (the file); then none is taken in. */
  append(photoIds: readonly PhotoId[], vectors: Float32Array): number[];
  /** Forgets photos; unknown ones are fine. @returns the photos that lie in another row now, in order: one may have moved twice. */
  remove(photoIds: readonly PhotoId[]): { readonly photoId: PhotoId; readonly row: number }[];
  has(photoId: PhotoId): boolean;
  /** A copy. @throws {AppError} `storage-failed`, where the vectors are in a file. */
  vector(photoId: PhotoId): Promise<Float32Array<ArrayBuffer> | undefined>;
  /** @param query float32 [dim] of unit length. @throws {AppError} `invalid-argument`, `model-failed`, as `append`; `storage-failed`, as `vector`. */
  search(query: Float32Array, options: SearchOptions): Promise<SearchResult>;
  /** Several at once, in fewer passes over memory. @param queries float32 [n × dim]. @returns an answer each. @throws as `search`. */
  searchAll(queries: Float32Array, options: SearchOptions): Promise<SearchResult[]>;
  /** Forgets all. The memory stays for those to come. */
  clear(): void;
}

/** A library that fits is answered without a file; with the int8 copies, 131,072 photos take 0.33 GB. */
const mostFloatBytes = 256 * 1024 * 1024;
const mostDimensions = 2048;

/** @param dim 1..2,048. @param kernel from `compileKernel`. */
export function createIndex(dim: number, kernel: WebAssembly.Module, options: IndexOptions = {}): ResidentIndex {
  const { openFile, onTrouble = ignore, floatBytes = mostFloatBytes } = options;
  if (!(Number.isInteger(dim) && dim > 0 && dim <= mostDimensions)) throw new AppError('invalid-argument', { reason: `${dim} dimensions` });
  const packed = createPackedRows(dim, kernel);
  const rows = createPhotoRows();
  let floats = createFloatRows(dim);
  let inFile = false;
  let file: RowFile | undefined;
  let asked = false;
  let masks = new WeakMap<ReadonlySet<PhotoId>, RowMask>();

  function checkShape(vectors: Float32Array, count: number): void {
    if (vectors.length !== count * dim)
      throw new AppError('invalid-argument', { reason: `${vectors.length} values for ${count} × ${dim}` });
  }

  /** After every change: rows have moved, and the vectors may have grown too many for memory. */
  function settle(): void {
    masks = new WeakMap();
    if (!openFile || inFile || 4 * dim * rows.count <= floatBytes) return;
    if (file) moveToFile(file);
    else if (!asked) {
      asked = true;
      openFile()
        .then((opened) => {
          file = opened;
          settle();
        })
        .catch((error: unknown) => onTrouble(toAppError(error)));
    }
  }

  function moveToFile(into: RowFile): void {
    try {
      floats = createFileRows(dim, into, floats, rows.count);
      inFile = true;
    } catch (error) {
      file = undefined;
      onTrouble(toAppError(error));
    }
  }

  /** Undefined where every row counts. */
  function maskOf({ only, exclude, rows: given }: SearchOptions): RowMask | undefined {
    if (given) return exclude ? maskWithout(rows, exclude, given) : given;
    let mask = only && masks.get(only);
    if (only && !mask) masks.set(only, (mask = maskOnly(rows, only)));
    return exclude ? maskWithout(rows, exclude, mask) : mask;
  }

  /** One pass over memory for `queriesAtOnce` queries at most. */
  function gather(queries: Float32Array, wanted: Wanted, mask: RowMask | undefined): Candidates[] {
    packed.ask(queries);
    const gatherings = Array.from({ length: queries.length / dim }, (_, i) => gatherCandidates(packed, i, wanted, mask));
    for (let block = 0; block * rowsPerBlock < rows.count; block++) {
      const count = Math.min(rowsPerBlock, rows.count - block * rowsPerBlock);
      if (mask && isAllMasked(mask, block * rowsPerBlock, count)) continue;
      for (const gathering of gatherings) gathering.scan(block, count);
    }
    return gatherings.map((gathering) => gathering.finish());
  }

  function rank(query: Float32Array, candidates: Candidates, wanted: Wanted, offset: number): SearchResult {
    const scoresOf = (some: Int32Array) => packed.rerank(query, some.length, floats.reader(some));
    const { rows: seen, scores, others } = lookAgain(candidates, wanted, scoresOf);
    // From a file these would be many reads, for a number that nobody counts after.
    const open = inFile ? others.open.middles : scoresOf(others.open.rows);
    return {
      hits: choose(scores, (i) => rows.photoAt(seen[i] ?? 0), wanted).slice(offset),
      above: others.above + countAbove(open, wanted.cut) + countAbove(scores, wanted.cut),
    };
  }

  function searchAll(queries: Float32Array, options: SearchOptions): SearchResult[] {
    checkShape(queries, Math.ceil(queries.length / dim));
    const { limit, offset = 0, cut = Number.POSITIVE_INFINITY, atLeast = Number.NEGATIVE_INFINITY } = options;
    if (!(limit >= 0 && offset >= 0)) throw new AppError('invalid-argument', { reason: `limit ${limit}, offset ${offset}` });
    const wanted = { most: Math.min(limit + offset, rows.count), atLeast, cut };
    const mask = maskOf(options);
    const results: SearchResult[] = [];
    for (let from = 0; from < queries.length; from += queriesAtOnce * dim) {
      const some = queries.subarray(from, from + queriesAtOnce * dim);
      for (const [i, candidates] of gather(some, wanted, mask).entries())
        results.push(rank(some.subarray(i * dim, (i + 1) * dim), candidates, wanted, offset));
    }
    return results;
  }

  return {
    dim,
    get count() {
      return rows.count;
    },
    get bytes() {
      return packed.bytes + rows.bytes + floats.bytes;
    },
    append(photoIds, vectors) {
      checkShape(vectors, photoIds.length);
      const first = rows.count;
      packed.reserve(first + photoIds.length);
      const vectorOf = (i: number) => vectors.subarray(i * dim, (i + 1) * dim);
      // Behind the last row, where nothing is found until its id is entered.
      for (let i = 0; i < photoIds.length; i++) packed.write(first + i, vectorOf(i));
      floats.write(first, vectors);
      const entered = photoIds.map((photoId) => rows.enter(photoId));
      for (const [i, row] of entered.entries()) {
        if (row === first + i) continue;
        packed.move(first + i, row);
        floats.move(first + i, row);
      }
      settle();
      return entered;
    },
    remove(photoIds) {
      const elsewhere: { photoId: PhotoId; row: number }[] = [];
      for (const photoId of photoIds) {
        const moved = rows.remove(photoId);
        if (!moved || moved.row === moved.last) continue;
        packed.move(moved.last, moved.row);
        floats.move(moved.last, moved.row);
        elsewhere.push({ photoId: rows.photoAt(moved.row), row: moved.row });
      }
      settle();
      return elsewhere;
    },
    has: (photoId) => rows.rowOf(photoId) !== undefined,
    vector: (photoId) =>
      promised(() => {
        const row = rows.rowOf(photoId);
        return row === undefined ? undefined : floats.read(row).slice();
      }),
    search: (query, options) =>
      promised(() => {
        checkShape(query, 1);
        const [result] = searchAll(query, options);
        if (!result) throw new AppError('internal', { reason: 'a search without an answer' });
        return result;
      }),
    searchAll: (queries, options) => promised(() => searchAll(queries, options)),
    clear() {
      rows.clear();
      file?.truncate(0);
      floats = createFloatRows(dim);
      inFile = false;
      settle();
    },
  };
}

/** Whoever asks need not know that the rows' file is read at once. What `work` throws rejects. */
const promised = <R>(work: () => R): Promise<R> => new Promise((resolve) => resolve(work()));
const ignore = () => undefined; // Whoever wants to know passes `onTrouble`.
const countAbove = (scores: Float64Array, cut: number): number => scores.reduce((count, score) => count + (score >= cut ? 1 : 0), 0);

/** The hits from exact scores. @param nameOf asked only for those that get in, or tie. */
function choose(scores: Float64Array, nameOf: (i: number) => PhotoId, { most, atLeast }: Wanted): Scored[] {
  const kth = createKthLargest(most);
  for (const score of scores) kth.offer(score);
  const top = createTopK(most);
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i] ?? 0;
    if (score >= kth.value && score >= atLeast) top.offer(nameOf(i), score);
  }
  return top.sorted();
}
