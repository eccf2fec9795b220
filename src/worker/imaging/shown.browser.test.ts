// What is made to look at, of files that the browser does not show: all of their pixels, and their detail.

import { expect, test } from 'vitest';
import { makeShown, shownScale } from './shown.ts';

/** Columns of one pixel, black and white: scaled down by anything they turn grey. */
function stripedTiff(width: number, height: number): Uint8Array<ArrayBuffer> {
  const tags: [tag: number, type: number, value: number][] = [
    [256, 4, width],
    [257, 4, height],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 1],
    [273, 4, 8 + 2 + 9 * 12 + 4],
    [277, 3, 1],
    [278, 4, height],
    [279, 4, width * height],
  ];
  const pixelsAt = 8 + 2 + tags.length * 12 + 4;
  const bytes = new Uint8Array(pixelsAt + width * height);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x49492a00);
  view.setUint32(4, 8, true);
  view.setUint16(8, tags.length, true);
  for (const [at, [tag, type, value]] of tags.entries()) {
    view.setUint16(10 + at * 12, tag, true);
    view.setUint16(12 + at * 12, type, true);
    view.setUint32(14 + at * 12, 1, true);
    if (type === 3) view.setUint16(18 + at * 12, value, true);
    else view.setUint32(18 + at * 12, value, true);
  }
  for (let at = 0; at < width * height; at++) bytes[pixelsAt + at] = (at % width) % 2 === 0 ? 0 : 255;
  return bytes;
}

test('a TIFF is shown at its own size, with its finest detail', async () => {
  const shown = await makeShown({ bytes: stripedTiff(1600, 1200), type: 'image/tiff', name: 'striped.tif' });
  const bitmap = await createImageBitmap(shown);
  expect([shown.type, bitmap.width, bitmap.height]).toEqual(['image/jpeg', 1600, 1200]);
  const context = new OffscreenCanvas(16, 1).getContext('2d');
  context?.drawImage(bitmap, 800, 600, 16, 1, 0, 0, 16, 1);
  const { data } = context?.getImageData(0, 0, 16, 1) ?? { data: [] };
  const greys = Array.from({ length: 16 }, (_, x) => data[x * 4] ?? Number.NaN);
  expect(greys.every((grey, x) => (x % 2 === 0 ? grey < 64 : grey > 191))).toBe(true);
});

test('more than 50 million pixels are scaled to that', () => {
  expect(shownScale({ width: 4000, height: 3000 })).toBe(1);
  expect(shownScale({ width: 20_000, height: 10_000 })).toBeCloseTo(0.5);
});
