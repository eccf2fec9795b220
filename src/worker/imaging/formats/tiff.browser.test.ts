// TIFFs as Pillow and tifffile write them, of one picture in every packing, depth and layout: each gives that picture, or says why not.

import { expect, test } from 'vitest';
import { readRepositoryFile } from '../../../../tools/fixture.ts';
import { decode } from '../decode.ts';

const folder = 'e2e/fixtures/formats/tiff';
const read = async (name: string, leastScale = 1) =>
  decode({ bytes: await readRepositoryFile(`${folder}/${name}`), type: 'image/tiff', name }, () => leastScale);
const reference = await decode({ bytes: await readRepositoryFile(`${folder}/ref.png`), type: 'image/png', name: 'ref.png' }, () => 1);

/** Mean of the levels by which two pictures differ. */
function distance(a: Uint8ClampedArray, b: Uint8ClampedArray): number {
  expect(a.length).toBe(b.length);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += Math.abs((a[i] ?? 0) - (b[i] ?? 0));
  return sum / a.length;
}

test.each([
  ...['none', 'lzw', 'deflate', 'packbits'].map((packing) => `pil-${packing}.tif`),
  'rgb16-le.tif',
  'rgb16-be.tif',
  'rgb16-be-deflate.tif',
  'rgb16-lzw-pred.tif',
  'planar.tif',
  'planar-lzw.tif',
  'tiles.tif',
  'tiles-planar-deflate.tif',
  'big.tif',
  'strips.tif',
  'lzw-pred.tif',
  'u32.tif',
  'pages.tif',
])('%s is the picture, to the byte', async (name) => {
  const { pixels, width, height } = await read(name);
  expect([width, height]).toEqual([reference.width, reference.height]);
  expect(distance(pixels.data, reference.pixels.data)).toBe(0);
});

test.each([
  ['float.tif', 0.6], // Linear light.
  ['float-pred.tif', 0.6],
  ['pil-jpeg.tif', 4],
  ['tiles-jpeg.tif', 4],
  ['jpeg-rgb.tif', 4], // Taken for YCbCr it is off by 60 and more.
  ['cmyk.tif', 1], // Inverted: 120.
  ['cmyk-lzw.tif', 1],
  ['palette.tif', 25], // 216 colours, dithered.
])('%s is the picture, within %f levels', async (name, atMost) => {
  expect(distance((await read(name)).pixels.data, reference.pixels.data)).toBeLessThan(atMost);
});

test.each(['grey.tif', 'iswhite.tif', 'bilevel.tif'])('%s is the picture in grey', async (name) => {
  const { data } = (await read(name)).pixels;
  const luma = reference.pixels.data.map((_, i, all) => {
    const at = i - (i % 4);
    return i % 4 === 3 ? 255 : 0.299 * (all[at] ?? 0) + 0.587 * (all[at + 1] ?? 0) + 0.114 * (all[at + 2] ?? 0);
  });
  if (name === 'bilevel.tif') expect(mean(data)).toBeCloseTo(mean(luma), -1);
  else expect(distance(data, luma)).toBeLessThan(1);
});
const mean = (data: Uint8ClampedArray) => data.reduce((sum, value) => sum + value, 0) / data.length;

test.each([1, 2, 3, 4, 5, 6, 7, 8])('orientation %i is turned upright', async (orientation) => {
  const { pixels, width, height } = await read(`orient${orientation}.tif`);
  expect([width, height, pixels.width, pixels.height]).toEqual([64, 48, 64, 48]);
  expect(distance(pixels.data, reference.pixels.data)).toBe(0);
});

test('what is transparent is drawn on white', async () => {
  const { data } = (await read('alpha.tif')).pixels;
  expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]); // The left edge lets all through, the right edge nothing.
  expect([...data.subarray(63 * 4, 64 * 4)]).toEqual([...reference.pixels.data.subarray(63 * 4, 64 * 4)]);
});

test('less than whole is the mean of squares', async () => {
  const { pixels, width } = await read('pil-lzw.tif', 0.26);
  expect([pixels.width, pixels.height, width]).toEqual([22, 16, 64]);
  expect(mean(pixels.data)).toBeCloseTo(mean(reference.pixels.data), -1);
});

test.each([
  ['g4.tif', 'unsupported-format', 'TIFF packed in way 4'],
  ['lab.tif', 'unsupported-format', 'TIFF of colour kind 8'],
  ['truncated.tif', 'damaged-file', undefined],
])('%s is refused as %s', async (name, code, reason) => {
  await expect(read(name)).rejects.toMatchObject({ code, subject: name, ...(reason && { reason }) });
});

test('a picture of 100 megapixels is refused from its directory', async () => {
  const bytes = await readRepositoryFile(`${folder}/pil-none.tif`);
  const view = new DataView(bytes.buffer);
  const first = view.getUint32(4, true);
  for (let i = 0; i < view.getUint16(first, true); i++) {
    const at = first + 2 + i * 12;
    if ([256, 257].includes(view.getUint16(at, true))) {
      view.setUint16(at + 2, 4, true);
      view.setUint32(at + 8, 10_000, true);
    }
  }
  await expect(decode({ bytes, type: 'image/tiff', name: 'huge.tif' }, () => 1)).rejects.toMatchObject({ code: 'too-many-pixels' });
});
