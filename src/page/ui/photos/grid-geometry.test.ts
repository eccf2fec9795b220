// Each question of the geometry against the same question asked of every tile in turn.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rectOf, rowOf, tileAt, tileBeside, tilesBetween, tilesIn } from './grid-geometry.ts';
import { layoutRows } from './justified-rows.ts';

const grids = fc
  .tuple(fc.array(fc.double({ min: 0.4, max: 3, noNaN: true }), { minLength: 1, maxLength: 80 }), fc.integer({ min: 1, max: 30 }))
  .map(([aspects, first]) => {
    const cut = Math.min(first, aspects.length);
    const sections = [cut, aspects.length - cut].filter((count) => count > 0).map((count) => ({ count, headingPx: 40, sharesRows: true }));
    return layoutRows(sections, (index) => aspects[index] ?? 1, { widthPx: 800, rowHeightPx: 120, gapPx: 4 });
  });
const everyTile = (count: number) => Array.from({ length: count }, (_, index) => index);

test('a rectangle covers the tiles that it overlaps, and no other', () => {
  fc.assert(
    fc.property(
      grids,
      fc.nat(700),
      fc.nat(2000),
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 1, max: 900 }),
      (layout, start, top, width, height) => {
        const overlapping = everyTile(layout.count).filter((index) => {
          const tile = rectOf(layout, index);
          return tile.start < start + width && tile.start + tile.width > start && tile.top < top + height && tile.top + tile.height > top;
        });
        expect(tilesIn(layout, { start, top, width, height })).toEqual(overlapping);
      },
    ),
    { seed: 3, numRuns: 300 },
  );
});

test('a band holds every tile that shows in it', () => {
  fc.assert(
    fc.property(grids, fc.integer({ min: -100, max: 3000 }), fc.integer({ min: 1, max: 900 }), (layout, top, height) => {
      const [from, to] = tilesBetween(layout, top, top + height);
      for (const index of everyTile(layout.count)) {
        const tile = rectOf(layout, index);
        if (tile.top < top + height && tile.top + tile.height > top) expect(index >= from && index < to).toBe(true);
      }
    }),
    { seed: 4, numRuns: 300 },
  );
});

test('down and up lead to the neighbouring row, to the tile under the middle', () => {
  fc.assert(
    fc.property(grids, fc.nat(79), (layout, pick) => {
      const index = pick % layout.count;
      const below = tileBeside(layout, index, 1);
      if (rowOf(layout, index) === layout.rowCount - 1) {
        expect(below).toBe(index);
        return;
      }
      expect(rowOf(layout, below)).toBe(rowOf(layout, index) + 1);
      const { start, width } = rectOf(layout, index);
      expect(tileAt(layout, start + width / 2, rectOf(layout, below).top + 1)).toBe(below);
    }),
    { seed: 5, numRuns: 300 },
  );
});
