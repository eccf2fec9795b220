// Rows of any photos: full, whole, in order, and never too low or too high.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heightLimits, type LayoutOptions, type LayoutSection, layoutRows } from './justified-rows.ts';

/** Ordinary photos, and now and then a panorama or a strip. */
const aspects = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.double({ min: 0.5, max: 2, noNaN: true }) }, fc.constantFrom(30, 1 / 30, 8, 0.1)),
  { minLength: 1, maxLength: 120 },
);
const options: fc.Arbitrary<LayoutOptions> = fc.record({
  widthPx: fc.integer({ min: 280, max: 3800 }),
  rowHeightPx: fc.integer({ min: 60, max: 400 }),
  gapPx: fc.integer({ min: 0, max: 12 }),
});
const sectionsOf = (count: number, cuts: number[]): LayoutSection[] => {
  const at = [...new Set(cuts.map((cut) => cut % count).filter((cut) => cut > 0))].sort((a, b) => a - b);
  return [0, ...at].map((start, k) => ({ count: (at[k] ?? count) - start, headingPx: 48, sharesRows: true }));
};

test('every row but the last of its section is exactly as wide as the grid, whatever the photos', () => {
  fc.assert(
    fc.property(aspects, options, fc.array(fc.nat(500), { maxLength: 6 }), (photos, wanted, cuts) => {
      const sections = sectionsOf(photos.length, cuts);
      const layout = layoutRows(sections, (index) => photos[index] ?? 1, wanted);
      const ends = new Set<number>();
      let end = 0;
      for (const { count } of sections) ends.add((end += count));
      const { minPx, maxPx } = heightLimits(wanted.rowHeightPx);
      expect(layout.rowFirst.at(-1)).toBe(photos.length);
      for (let row = 0; row < layout.rowCount; row++) {
        const [from = 0, to = 0] = [layout.rowFirst[row], layout.rowFirst[row + 1]];
        expect(to).toBeGreaterThan(from);
        expect(layout.rowHeight[row]).toBeGreaterThanOrEqual(minPx);
        expect(layout.rowHeight[row]).toBeLessThanOrEqual(maxPx);
        expect(layout.tileStart[from]).toBe(0);
        for (let index = from; index < to; index++) {
          const right = (layout.tileStart[index] ?? 0) + (layout.tileWidth[index] ?? 0);
          expect(layout.tileWidth[index]).toBeGreaterThan(0);
          if (index + 1 < to && ends.has(index + 1)) expect(layout.tileStart[index + 1]).toBeGreaterThanOrEqual(right + wanted.gapPx);
          else if (index + 1 < to) expect(layout.tileStart[index + 1]).toBe(right + wanted.gapPx);
          else if (!ends.has(to)) expect(right).toBe(wanted.widthPx);
          else expect(right).toBeLessThanOrEqual(wanted.widthPx);
        }
        const below = (layout.rowTop[row] ?? 0) + (layout.rowHeight[row] ?? 0);
        expect(row + 1 < layout.rowCount ? (layout.rowTop[row + 1] ?? 0) : layout.heightPx + wanted.gapPx).toBeGreaterThanOrEqual(
          below + wanted.gapPx,
        );
      }
    }),
    { seed: 20261121, numRuns: 300 },
  );
});

test('ordinary photos keep their proportions to the pixel', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(4 / 3, 3 / 4, 3 / 2, 2 / 3, 1, 16 / 9), { minLength: 20, maxLength: 200 }), (photos) => {
      const layout = layoutRows([{ count: photos.length, headingPx: 0, sharesRows: true }], (index) => photos[index] ?? 1, {
        widthPx: 1300,
        rowHeightPx: 208,
        gapPx: 4,
      });
      for (let row = 0; row < layout.rowCount; row++)
        for (let index = layout.rowFirst[row] ?? 0; index < (layout.rowFirst[row + 1] ?? 0); index++) {
          const off = (layout.tileWidth[index] ?? 0) - (photos[index] ?? 1) * (layout.rowHeight[row] ?? 0);
          expect(Math.abs(off)).toBeLessThanOrEqual(2);
        }
    }),
    { seed: 20261121, numRuns: 100 },
  );
});

test('a 30:1 panorama gets as much of the width as a row can give; a 1:30 strip stays wide enough to hit', () => {
  const photos = [30, 1.5, 1.5, 1 / 30, 1.5, 1.5, 1.5];
  const layout = layoutRows([{ count: photos.length, headingPx: 0, sharesRows: true }], (index) => photos[index] ?? 1, {
    widthPx: 1000,
    rowHeightPx: 200,
    gapPx: 4,
  });
  expect(layout.tileWidth[0]).toBe(1000);
  expect(layout.tileWidth[3]).toBeGreaterThan(50);
});

test('months of a photo or two stand side by side under headings of their own; a longer one begins a row', () => {
  const counts = [1, 2, 1, 1, 30, 1];
  const layout = layoutRows(
    counts.map((count) => ({ count, headingPx: 40, sharesRows: true })),
    () => 1.5,
    { widthPx: 1300, rowHeightPx: 200, gapPx: 4 },
  );
  expect(layout.rowFirst[1]).toBe(4); // 300 + 604 + 300 and the space between; the fourth has no room.
  expect([...layout.sectionTop.slice(0, 4)]).toEqual([0, 0, 0, 244]);
  expect([...layout.sectionStart.slice(0, 3)]).toEqual([0, 324, 952]);
  expect(layout.tileStart[4]).toBe(0);
  for (const [at, first] of [5, 35].entries()) {
    expect(layout.sectionStart[at + 4]).toBe(0);
    expect(layout.tileStart[first]).toBe(0);
  }
});

test('a photo that comes in never moves what stands before it', () => {
  const photos = Array.from({ length: 60 }, (_, n) => [1.5, 0.75, 1.33, 1][n % 4] ?? 1);
  const wanted = { widthPx: 1200, rowHeightPx: 200, gapPx: 4 };
  const before = layoutRows([{ count: 60, headingPx: 40, sharesRows: true }], (index) => photos[index] ?? 1, wanted);
  const after = layoutRows(
    [{ count: 61, headingPx: 40, sharesRows: true }],
    (index) => (index < 40 ? photos[index] : index === 40 ? 2 : photos[index - 1]) ?? 1,
    wanted,
  );
  const row = before.rowFirst.findLastIndex((first) => first < 40);
  expect([...after.rowTop.slice(0, row)]).toEqual([...before.rowTop.slice(0, row)]);
  expect([...after.tileStart.slice(0, before.rowFirst[row])]).toEqual([...before.tileStart.slice(0, before.rowFirst[row])]);
});
