// Whatever comes and goes, what is looked at stays where it is.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import type { GridSource } from '../../state/grid-source.ts';
import { anchorAt, findAnchor, heldTop } from './grid-anchor.ts';
import { rectOf } from './grid-geometry.ts';
import { type GridLayout, layoutRows } from './justified-rows.ts';

const ids = (numbers: readonly number[]) => numbers.map((n) => n.toString(16).padStart(64, '0') as PhotoId);
function grid(numbers: readonly number[], rowHeightPx = 120): { source: GridSource; layout: GridLayout } {
  const photoIds = ids(numbers);
  const source: GridSource = {
    count: numbers.length,
    sections: [],
    idAt: (index) => photoIds[index] as PhotoId,
    indexOf: (photoId) => photoIds.indexOf(photoId),
    aspectAt: (index) => 0.6 + (((numbers[index] ?? 0) * 7) % 10) / 8,
    colourAt: () => 0,
    takenMsAt: () => Number.NaN,
    flagsAt: () => 0,
  };
  const sections = [{ count: numbers.length, headingPx: 40, sharesRows: true }];
  return { source, layout: layoutRows(sections, source.aspectAt, { widthPx: 700, rowHeightPx, gapPx: 4 }) };
}
const numbers = fc.uniqueArray(fc.nat(500), { minLength: 1, maxLength: 120 });

test('the held photo is as far from the top of the view as before, or its nearest neighbour that is left', () => {
  fc.assert(
    fc.property(numbers, numbers, fc.nat(3000), fc.integer({ min: 80, max: 260 }), (before, added, viewTop, rowHeightPx) => {
      const old = grid(before);
      const now = grid([...added.filter((n) => !before.includes(n)), ...before.filter((n) => n % 5 !== 0)], rowHeightPx);
      const anchor = anchorAt(old.source, old.layout, viewTop, 0, 0);
      if (!anchor) throw new Error('a grid with photos has something to hold');
      const index = findAnchor(anchor, now.source);
      if (index < 0) return;
      const held = before[anchor.index] ?? 0;
      if (held % 5 !== 0) expect(now.source.idAt(index)).toBe(old.source.idAt(anchor.index));
      const { top, height } = rectOf(now.layout, index);
      expect(heldTop(anchor, now.source, now.layout)).toBeCloseTo(top + anchor.share * height);
    }),
    { seed: 11, numRuns: 200 },
  );
});

test('of photos that are gone, the next one that stayed is held; without any, nothing is', () => {
  const old = grid([1, 2, 3, 4, 5, 6, 7, 8]);
  const anchor = { source: old.source, index: 2, share: 0, heldAt: 0 };
  expect(findAnchor(anchor, grid([1, 2, 5, 8]).source)).toBe(2);
  expect(findAnchor(anchor, grid([1, 2]).source)).toBe(1);
  expect(findAnchor(anchor, grid([99]).source)).toBe(-1);
  expect(heldTop(anchor, grid([99]).source, grid([99]).layout)).toBeUndefined();
});
