// Turning pixels upright, on a picture small enough to read.

import { expect, test } from 'vitest';
import { type Pixels, turnUpright } from './pixels.ts';

const picture = (rows: string[]): Pixels => ({
  data: new Uint8ClampedArray(rows.flatMap((row) => Array.from(row, (letter) => [letter.charCodeAt(0), 0, 0, 255]).flat())),
  width: rows[0]?.length ?? 0,
  height: rows.length,
});
const read = ({ data, width, height }: Pixels): string[] =>
  Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => String.fromCharCode(data[(y * width + x) * 4] ?? 0)).join(''),
  );

test.each([
  [0, false, ['abc', 'def']],
  [0, true, ['cba', 'fed']],
  [180, false, ['fed', 'cba']],
  [180, true, ['def', 'abc']],
  [90, false, ['da', 'eb', 'fc']],
  [90, true, ['ad', 'be', 'cf']],
  [270, false, ['cf', 'be', 'ad']],
  [270, true, ['fc', 'eb', 'da']],
  [-90, false, ['cf', 'be', 'ad']],
])('turned by %i degrees, flipped: %s', (rotation, flip, rows) => {
  expect(read(turnUpright(picture(['abc', 'def']), { rotation, flip }))).toEqual(rows);
});
