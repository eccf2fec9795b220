// From the bounds of every row to the few rows that need a second look.

import { createKthLargest } from './kth-largest.ts';
import { type PackedRows, rowsPerBlock } from './packed-rows.ts';
import { isMasked, type RowMask } from './row-mask.ts';

export interface Wanted {
  /** How many of the best are wanted. */
  readonly most: number;
  /** Rows below this cosine are not. */
  readonly atLeast: number;
  /** Rows are counted from this cosine on. */
  readonly cut: number;
}

/** Rows that may matter, in ascending order, each with the bounds of its cosine. */
export interface Candidates {
  readonly rows: Int32Array;
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  /** A row whose upper bound is below is not among the best that are wanted. */
  readonly least: number;
}

/** Gathers one query's candidates, a block of rows at a time. */
export interface Gathering {
  /** @param count of the block's rows. */
  scan(block: number, count: number): void;
  finish(): Candidates;
}

/** @param query its number in `packed.ask`. */
export function gatherCandidates(packed: PackedRows, query: number, { most, atLeast, cut }: Wanted, mask?: RowMask): Gathering {
  const kth = createKthLargest(most);
  const slack = packed.slack(query);
  let count = 0;
  let [rows, upper, lower] = [new Int32Array(4096), new Float64Array(4096), new Float64Array(4096)];

  function reserve(wanted: number): void {
    if (wanted <= rows.length) return;
    const old = { rows, upper, lower };
    [rows, upper, lower] = [new Int32Array(2 * wanted), new Float64Array(2 * wanted), new Float64Array(2 * wanted)];
    rows.set(old.rows);
    upper.set(old.upper);
    lower.set(old.lower);
  }

  return {
    scan(block, size) {
      // What a block finds raises the floor for the next: within the block the kernel does not know of it.
      const kept = packed.scan(query, block, size, Math.min(Math.max(kth.value, atLeast), cut) - slack);
      if (kept === 0) return;
      reserve(count + kept);
      const { rows: ofBlock, bounds, errors } = packed.found;
      for (let i = 0; i < kept; i++) {
        const row = block * rowsPerBlock + (ofBlock[i] ?? 0);
        if (mask && isMasked(mask, row)) continue;
        const high = (bounds[i] ?? 0) + slack;
        const low = high - 2 * ((errors[i] ?? 0) + slack);
        rows[count] = row;
        upper[count] = high;
        lower[count] = low;
        count++;
        if (low > kth.value) kth.offer(low);
      }
    },
    finish: () => ({
      rows: rows.subarray(0, count),
      upper: upper.subarray(0, count),
      lower: lower.subarray(0, count),
      least: Math.max(kth.value, atLeast),
    }),
  };
}

/** Rows that were not looked at again. */
export interface Others {
  /** How many reach the cut for certain. */
  readonly above: number;
  /** Those of which the bounds do not tell, each with the middle of them. */
  readonly open: { readonly rows: Int32Array; readonly middles: Float64Array };
}

/** Looks again at no more rows than it takes: first at as many as are wanted, those with the highest upper bounds; the worst of their exact
 * scores then shuts out most of the others. @param scoresOf exact scores, in float64, of rows in ascending order. */
export function lookAgain(
  candidates: Candidates,
  { most, cut }: Wanted,
  scoresOf: (rows: Int32Array) => Float64Array,
): { readonly rows: Int32Array; readonly scores: Float64Array; readonly others: Others } {
  const { rows, upper, least } = candidates;
  const near = numbersOf(upper, (high) => high >= least);
  const kthUpper = createKthLargest(most);
  for (const i of near) kthUpper.offer(upper[i] ?? 0);
  const first = near.filter((i) => (upper[i] ?? 0) >= kthUpper.value);
  const firstScores = scoresOf(pick(rows, first));
  const kth = createKthLargest(most);
  for (const score of firstScores) kth.offer(score);
  const floor = Math.max(kth.value, least);
  const second = near.filter((i) => (upper[i] ?? 0) < kthUpper.value && (upper[i] ?? 0) >= floor);
  const secondScores = scoresOf(pick(rows, second));
  return {
    rows: join(Int32Array, pick(rows, first), pick(rows, second)),
    scores: join(Float64Array, firstScores, secondScores),
    others: cut < Number.POSITIVE_INFINITY ? countOthers(candidates, Math.min(floor, kthUpper.value), cut) : none,
  };
}

const none: Others = { above: 0, open: { rows: new Int32Array(), middles: new Float64Array() } };

/** Of the candidates with upper bounds below `floor`. */
function countOthers({ rows, upper, lower }: Candidates, floor: number, cut: number): Others {
  const others = numbersOf(upper, (high) => high < floor && high >= cut);
  const open = others.filter((i) => (lower[i] ?? 0) < cut);
  const middles = Float64Array.from(open, (i) => ((upper[i] ?? 0) + (lower[i] ?? 0)) / 2);
  return { above: others.length - open.length, open: { rows: pick(rows, open), middles } };
}

function numbersOf(values: Float64Array, wanted: (value: number) => boolean): Int32Array {
  const numbers = new Int32Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) if (wanted(values[i] ?? 0)) numbers[count++] = i;
  return numbers.subarray(0, count);
}

const pick = (rows: Int32Array, numbers: Int32Array): Int32Array => numbers.map((i) => rows[i] ?? 0);

function join<T extends Int32Array | Float64Array>(type: new (length: number) => T, a: T, b: T): T {
  const both = new type(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
