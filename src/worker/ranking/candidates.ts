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

export interface Candidates {
  /** Every row that may be among the best `most`. */
  readonly best: readonly number[];
  /** Rows not in `best` of which the bounds do not tell whether they reach `cut`, each with the middle of its bounds. */
  readonly open: readonly { readonly row: number; readonly middle: number }[];
  /** How many rows not in `best` reach `cut` for certain. */
  readonly above: number;
}

/** Gathers one query's candidates, a block of rows at a time. */
export interface Gathering {
  /** @param count of the block's rows. */
  scan(block: number, count: number): void;
  finish(): Candidates;
}

/** @param query its number in `packed.ask`. */
export function gatherCandidates(packed: PackedRows, query: number, { most, atLeast, cut }: Wanted, mask?: RowMask): Gathering {
  const lower = createKthLargest(most);
  const slack = packed.slack(query);
  const found: { readonly row: number; readonly upper: number; readonly lower: number }[] = [];
  /** What a row's bound has to reach to matter at all. */
  const floor = () => Math.min(Math.max(lower.value, atLeast), cut) - slack;

  return {
    scan(block, count) {
      // What a block finds raises the floor for the next: within the block the kernel does not know of it.
      const kept = packed.scan(query, block, count, floor());
      const { rows, bounds } = packed.found;
      for (let i = 0; i < kept; i++) {
        const row = block * rowsPerBlock + (rows[i] ?? 0);
        if (mask && isMasked(mask, row)) continue;
        const upper = (bounds[i] ?? 0) + slack;
        const item = { row, upper, lower: upper - packed.width(query, row) };
        found.push(item);
        lower.offer(item.lower);
      }
    },
    finish() {
      const least = Math.max(lower.value, atLeast);
      const best: number[] = [];
      const open: { row: number; middle: number }[] = [];
      let above = 0;
      for (const item of found) {
        if (item.upper >= least) best.push(item.row);
        else if (item.lower >= cut) above++;
        else if (item.upper >= cut) open.push({ row: item.row, middle: (item.lower + item.upper) / 2 });
      }
      return { best, open, above };
    },
  };
}
