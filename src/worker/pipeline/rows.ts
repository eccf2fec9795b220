// Sets of photos as the index takes them: one bit a row, 12 KB for 100,000.

import type { SearchOptions } from '../ranking/resident-index.ts';

export type Rows = NonNullable<SearchOptions['rows']>;

/** None of `count`. */
export const noRows = (count: number): Rows => new Uint32Array(Math.ceil(count / 32));
/** Those of `rows`, or all of `count`: a set of the caller's own. */
export const copyRows = (rows: Rows | undefined, count: number): Rows => rows?.slice() ?? noRows(count).fill(0xffffffff);

/** Below 0 there is no row: nothing happens. */
export function addRow(rows: Rows, row: number): void {
  if (row >= 0) rows[row >>> 5] = (rows[row >>> 5] ?? 0) | (1 << (row & 31));
}
export function dropRow(rows: Rows, row: number): void {
  if (row >= 0) rows[row >>> 5] = (rows[row >>> 5] ?? 0) & ~(1 << (row & 31));
}
