// Where keys lead in a small grid of three rows of three squares.

import { expect, test } from 'vitest';
import { keyTarget } from './grid-keys.ts';
import { layoutRows } from './justified-rows.ts';

const layout = layoutRows([{ count: 9, headingPx: 0, sharesRows: false }], () => 1, { widthPx: 308, rowHeightPx: 100, gapPx: 4 });
const from = (index: number, key: string, toLeft = false) => keyTarget(layout, index, key, { toLeft, pageHeightPx: 208 });

test.each([
  [4, 'ArrowLeft', 3],
  [4, 'ArrowRight', 5],
  [4, 'ArrowUp', 1],
  [4, 'ArrowDown', 7],
  [2, 'ArrowRight', 3], // Into the next row, as one reads.
  [0, 'ArrowLeft', 0],
  [8, 'ArrowRight', 8],
  [1, 'ArrowUp', 1],
  [7, 'ArrowDown', 7],
  [5, 'Home', 0],
  [5, 'End', 8],
  [1, 'PageDown', 7],
  [8, 'PageUp', 2],
  [4, 'x', undefined],
])('from %i, %s leads to %s', (index, key, target) => expect(from(index, key)).toBe(target));

test('from right to left, left is onward', () => {
  expect(from(4, 'ArrowLeft', true)).toBe(5);
  expect(from(4, 'ArrowRight', true)).toBe(3);
});
