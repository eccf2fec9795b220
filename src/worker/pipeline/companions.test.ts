// One shot, several files.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findCompanions } from './companions.ts';

test.each([
  [['a/IMG_1.JPG', 'a/IMG_1.CR2'], [[1, 0]]],
  [['a/IMG_1.cr3', 'a/img_1.jpeg'], [[0, 1]]],
  [['IMG_2.HEIC', 'IMG_2.MOV'], [[1, 0]]],
  [
    ['DSC1.HIF', 'DSC1.ARW', 'DSC1.mp4'],
    [
      [1, 0],
      [2, 0],
    ],
  ], // prettier-ignore
  [['PXL_1.MP', 'PXL_1.MP.jpg', 'PXL_2.MP'], [[0, 1]]],
  [['a/IMG_1.JPG', 'b/IMG_1.CR2'], []],
  [['a/IMG_1.JPG', 'a/IMG_10.CR2'], []],
  [['a/IMG_1.JPG', 'a/IMG_1.HEIC', 'a/IMG_1.CR2'], []],
  [['IMG_1.JPG', 'IMG_1.JPG', 'IMG_1.CR2'], []],
  [['IMG_1.CR2', 'IMG_1.MOV'], []],
  [['IMG_1.PNG', 'IMG_1.CR2', 'IMG_1.txt', 'CR2', '.cr2'], []],
])('%j', (paths, companions) => {
  expect([...findCompanions(paths)]).toEqual(companions);
});

test('nothing is its own companion, and what a companion goes with goes with nothing', () => {
  const name = fc
    .tuple(fc.constantFrom('a', 'b/a', 'A'), fc.constantFrom('jpg', 'heic', 'cr2', 'mov', 'png', 'MOV'))
    .map((parts) => parts.join('.'));
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (paths) => {
      const companions = findCompanions(paths);
      for (const main of companions.values()) expect(companions.has(main)).toBe(false);
    }),
  );
});
