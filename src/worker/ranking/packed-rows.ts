// int8 copies of vectors in the kernel's memory, and what the scan over them can promise.
//
// [Note: Why the answer is exact]
// For a row v and a query q, of which the copies are v̂ and q̂:  |q·v − q̂·v̂| ≤ ‖q‖·‖v − v̂‖ + ‖q − q̂‖·‖v̂‖.
// The first term is known from when the row was taken in, the second from the query, so each row has a lower and an upper bound
// of its cosine. A row whose upper bound is under the k-th largest lower bound is not among the best k. All others are looked at
// again in float32, so nothing that belongs in the answer is missing. int8 is 0.003 to 0.008 off at most, 14 bits for the query 0.0002.
//
// [Note: Layout of the kernel's memory]
// signs | one row | rows and scores of the second look | int16 query | queries, packed | what one scan finds | blocks of rows.
// Rows lie in fours: int8, padded with zeros to `stride`, 16 values of each in turn, and then their facts. A block is 256 rows. All before the blocks has a fixed size, so rows
// stay where they are when more arrive: memory grows at its end.

import { AppError } from '../../shared/domain/app-error.ts';
import { instantiateKernel } from './kernel-module.ts';

export interface PackedRows {
  readonly bytes: number;
  /** Room for `rows` rows. @throws {AppError} `internal` where there is none. */
  reserve(rows: number): void;
  /** @throws {AppError} `model-failed` if the vector is not of unit length; the row is then worth nothing. */
  write(row: number, vector: Float32Array): void;
  move(from: number, to: number): void;
  /** Takes in queries, `queriesAtOnce` at most, float32 [n × dim]. @throws as `write`. */
  ask(queries: Float32Array): void;
  /** Finds rows of a block whose upper bound, less `slack`, is `least` or more. @param query its number in `ask`.
   * @param rows how many of the block's, from its first. @returns how many are found. */
  scan(query: number, block: number, rows: number, least: number): number;
  /** What the last scan found: which rows of its block, in order, their upper bounds less `slack`, and by how much the int8 copy is off:
   * the lower bound is twice that and twice `slack` under the upper one. Gone with the next `reserve`. */
  readonly found: { readonly rows: Uint32Array; readonly bounds: Float32Array; readonly errors: Float32Array };
  slack(query: number): number;
  /** Exact products, in float64. @param vectorOf float32 [dim], for 0..count − 1. @returns float64 [count]. */
  rerank(query: Float32Array, count: number, vectorOf: (i: number) => Float32Array): Float64Array;
}

/** As the kernel has it. 128 KB of rows at 512 dimensions: while they are in the second-level cache, every query of a batch passes over them. */
export const rowsPerBlock = 256;
export const queriesAtOnce = 16;
/** Rows of the second look that are copied in at once. */
const rerankedAtOnce = 64;
const pageBytes = 65_536;
/** 4 MB: 1 % of what 800,000 vectors take, and growing is cheap, since nothing is copied. */
const leastGrowth = 64;
/** Values that are transformed together; see kernel/quantise.ts. */
const step = 64;
/** Of each row: scale, error, sum; see kernel/quantise.ts. */
const facts = 3;
const piece = 16;
/** 14 bits and a sign: at 2,048 dimensions the largest that int32 holds the sum of. */
const queryPeak = 8191;
/** Above all that rounding in float32 adds: turning both (7e-7), the sum of the lost squares (3e-7), the bound itself (3e-7), what it is compared with (6e-8). */
const rounding = 4e-6;
/** Float32 rounding leaves a normalised vector within 1e-6; more is a vector that nobody normalised. */
const unitTolerance = 1e-3;

/** @param kernel from `compileKernel`. @param dim 1..2,048. */
export function createPackedRows(dim: number, kernel: WebAssembly.Module): PackedRows {
  const { memory, rotate, quantise, pack, scan, dot } = instantiateKernel(kernel);
  const stride = Math.ceil(dim / step) * step;
  const signsAt = 0;
  const rowAt = signsAt + 4 * step;
  const otherRowsAt = rowAt + 4 * stride;
  const scoresAt = otherRowsAt + 4 * stride * rerankedAtOnce;
  const wideAt = scoresAt + 8 * rerankedAtOnce;
  const queriesAt = wideAt + 2 * stride;
  const foundAt = queriesAt + 2 * stride * queriesAtOnce;
  const blocksAt = foundAt + 3 * 4 * rowsPerBlock + 64;
  const fourBytes = 4 * (stride + 4 * facts);
  const scales = new Float64Array(queriesAtOnce);
  const slacks = new Float64Array(queriesAtOnce);
  /** Lengths of what the high plane of each query leaves out; see kernel/scan-relaxed.ts. */
  const leftOut = new Float64Array(queriesAtOnce);
  /** Above the error of every row that is here or was. */
  let mostError = 0;

  const fourAt = (row: number) => blocksAt + fourBytes * Math.floor(row / 4);
  const packedAt = (row: number) => fourAt(row) + piece * (row % 4);
  const factsAt = (row: number) => fourAt(row) + 4 * stride + 4 * (row % 4);
  // Views die when memory grows; making one takes 0.1 µs, so only those that every row needs are kept.
  let floats = new Float32Array();
  let bytes = new Uint8Array();
  const found = { rows: new Uint32Array(), bounds: new Float32Array(), errors: new Float32Array() };

  function view(): void {
    floats = new Float32Array(memory.buffer);
    bytes = new Uint8Array(memory.buffer);
    found.rows = new Uint32Array(memory.buffer, foundAt, rowsPerBlock);
    found.bounds = new Float32Array(memory.buffer, foundAt + 4 * rowsPerBlock, rowsPerBlock);
    found.errors = new Float32Array(memory.buffer, foundAt + 8 * rowsPerBlock, rowsPerBlock);
  }

  function grow(end: number): void {
    const short = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
    if (short <= 0) return;
    const left = 65_536 - memory.buffer.byteLength / pageBytes;
    try {
      memory.grow(Math.max(short, Math.min(leastGrowth, left)));
    } catch (error) {
      throw new AppError('internal', { reason: `no memory for ${end} bytes of vectors`, cause: error });
    }
    view();
  }

  /** Puts a vector, turned, at `rowAt`. */
  function turn(vector: Float32Array): void {
    floats.set(vector, rowAt / 4);
    dot(rowAt, rowAt, scoresAt, 1, stride);
    const squares = new Float64Array(memory.buffer, scoresAt, 1)[0] ?? 0;
    // Written so that NaN fails too.
    if (!(Math.abs(squares - 1) <= unitTolerance))
      throw new AppError('model-failed', { reason: `a vector of length ${Math.sqrt(squares)}` });
    rotate(rowAt, signsAt, stride);
  }

  function clearPadding(): void {
    floats.fill(0, rowAt / 4 + dim, rowAt / 4 + stride);
  }

  function takeQuery(query: number, vector: Float32Array): void {
    turn(vector);
    const turned = floats.subarray(rowAt / 4, rowAt / 4 + stride);
    const wide = new Int16Array(memory.buffer, wideAt, stride);
    let largest = 0;
    for (const x of turned) largest = Math.max(largest, Math.abs(x));
    const scale = largest / queryPeak;
    let lost = 0;
    let low = 0;
    for (let i = 0; i < stride; i++) {
      const x = turned[i] ?? 0;
      const n = Math.round(x / scale);
      wide[i] = n;
      lost += (x - n * scale) ** 2;
      low += (((n + 8192) & 127) - 64) ** 2;
    }
    clearPadding();
    scales[query] = scale;
    // × 1.2: a row's copy is longer than 1 by its error at most, half a step in each of 2,048 values: 0.18.
    slacks[query] = 1.2 * Math.sqrt(lost) + rounding;
    leftOut[query] = scale * Math.sqrt(low);
    pack(wideAt, queriesAt + 2 * stride * query, stride);
  }

  grow(blocksAt);
  view();
  for (let i = 0, state = 0x2545f491; i < step; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    floats[signsAt / 4 + i] = state & 0x10000 ? 1 / 8 : -1 / 8;
  }

  return {
    get bytes() {
      return memory.buffer.byteLength;
    },
    reserve: (rows) => grow(fourAt(rows + 3)),
    write(row, vector) {
      turn(vector);
      quantise(rowAt, packedAt(row), factsAt(row), stride);
      mostError = Math.max(mostError, floats[factsAt(row) / 4 + 4] ?? 0);
      if (stride !== dim) clearPadding();
    },
    move(from, to) {
      const [source, target] = [packedAt(from), packedAt(to)];
      for (let at = 0; at < 4 * stride; at += 4 * piece) bytes.copyWithin(target + at, source + at, source + at + piece);
      for (let fact = 0; fact < facts; fact++) floats[factsAt(to) / 4 + 4 * fact] = floats[factsAt(from) / 4 + 4 * fact] ?? 0;
    },
    ask(queries) {
      for (let i = 0; i * dim < queries.length; i++) takeQuery(i, queries.subarray(i * dim, (i + 1) * dim));
    },
    found,
    scan(query, block, rows, least) {
      const first = block * rowsPerBlock;
      // A row's copy is longer than the row by its error at most.
      const reach = (leftOut[query] ?? 0) * (1 + unitTolerance + mostError) + rounding;
      return scan(queriesAt + 2 * stride * query, fourAt(first), foundAt, rows, stride, scales[query] ?? 0, reach, least);
    },
    slack: (query) => slacks[query] ?? 0,
    rerank(query, count, vectorOf) {
      const scores = new Float64Array(count);
      floats.set(query, rowAt / 4);
      for (let from = 0; from < count; from += rerankedAtOnce) {
        const rows = Math.min(rerankedAtOnce, count - from);
        for (let i = 0; i < rows; i++) floats.set(vectorOf(from + i), (otherRowsAt + 4 * stride * i) / 4);
        dot(rowAt, otherRowsAt, scoresAt, rows, stride);
        scores.set(new Float64Array(memory.buffer, scoresAt, rows), from);
      }
      return scores;
    },
  };
}
