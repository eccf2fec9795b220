// Questions about a laid out grid: what is at a place, what a rectangle covers, which tile is the next one up. Pure; by binary search.

import type { GridLayout } from './justified-rows.ts';

export interface Rect {
  readonly start: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The last entry at or below `value` in an ascending column; 0 if all are above. */
function lastAtOrBelow(column: ArrayLike<number>, length: number, value: number): number {
  let [low, high] = [0, length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((column[middle] ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export const rowOf = (layout: GridLayout, index: number): number => lastAtOrBelow(layout.rowFirst, layout.rowCount, index);
/** The row at that height, or the nearest above. */
export const rowAt = (layout: GridLayout, y: number): number => lastAtOrBelow(layout.rowTop, layout.rowCount, y);
export const sectionAt = (layout: GridLayout, y: number): number => lastAtOrBelow(layout.sectionTop, layout.sectionTop.length, y);

export function rectOf(layout: GridLayout, index: number): Rect {
  const row = rowOf(layout, index);
  return {
    start: layout.tileStart[index] ?? 0,
    top: layout.rowTop[row] ?? 0,
    width: layout.tileWidth[index] ?? 0,
    height: layout.rowHeight[row] ?? 0,
  };
}

/** The tiles of all rows that show between two heights, as [from, to). */
export function tilesBetween(layout: GridLayout, top: number, bottom: number): [from: number, to: number] {
  const last = rowAt(layout, Math.ceil(bottom) - 1);
  if (layout.rowCount === 0 || (layout.rowTop[last] ?? 0) >= bottom) return [0, 0];
  const first = rowAt(layout, top);
  const isAbove = (layout.rowTop[first] ?? 0) + (layout.rowHeight[first] ?? 0) <= top;
  const from = layout.rowFirst[isAbove ? first + 1 : first] ?? 0;
  return [from, Math.max(from, layout.rowFirst[last + 1] ?? 0)];
}

/** The tiles that a rectangle touches, in order. */
export function tilesIn(layout: GridLayout, { start, top, width, height }: Rect): number[] {
  const tiles: number[] = [];
  const [from, to] = tilesBetween(layout, top, top + height);
  for (let index = from; index < to; index++) {
    const left = layout.tileStart[index] ?? 0;
    if (left < start + width && left + (layout.tileWidth[index] ?? 0) > start) tiles.push(index);
  }
  return tiles;
}

/** The tile of a row whose span is nearest to `x`. */
function nearestInRow(layout: GridLayout, row: number, x: number): number {
  const [from = 0, to = 0] = [layout.rowFirst[row], layout.rowFirst[row + 1]];
  return from + lastAtOrBelow(layout.tileStart.subarray(from, to), to - from, x);
}

export const tileAt = (layout: GridLayout, x: number, y: number): number => nearestInRow(layout, rowAt(layout, y), x);

/** The tile above (−1) or below (1) the middle of another; itself in the first and last row. */
export function tileBeside(layout: GridLayout, index: number, step: -1 | 1): number {
  const row = rowOf(layout, index) + step;
  if (row < 0 || row >= layout.rowCount) return index;
  const { start, width } = rectOf(layout, index);
  return nearestInRow(layout, row, start + width / 2);
}
