// HEIC, JPEG XL and raw files through their decoders: upright, in sRGB, and the largest picture there is. How they were made: e2e/fixtures/README.md.

import { afterEach, expect, test, vi } from 'vitest';
import { readRepositoryFile } from '../../../../tools/fixture.ts';
import { decode } from '../decode.ts';
import { findMediaType } from '../media-type.ts';
import type { Pixels } from '../pixels.ts';
import { decode as decodeJxl } from './jxl.ts';

afterEach(() => vi.unstubAllGlobals());

const folder = 'e2e/fixtures/formats';
async function read(path: string, leastScale = 1) {
  const bytes = await readRepositoryFile(`${folder}/${path}`);
  return decode({ bytes, type: await findMediaType(bytes), name: path }, () => leastScale);
}

/** Mean of the levels by which two pictures of one size differ. */
function distance(a: Pixels, b: Pixels): number {
  expect([a.width, a.height]).toEqual([b.width, b.height]);
  return a.data.reduce((sum, value, i) => sum + Math.abs(value - (b.data[i] ?? Number.NaN)), 0) / a.data.length;
}

test.each([
  ['heic/plain.heic', 'image/heic', 3],
  ['heic/display-p3.heic', 'image/heic', 3], // Taken for sRGB: 6.
  ['heic/ten-bit.heic', 'image/heic', 3],
  ['heic/turned.heic', 'image/heic', 3], // Its EXIF says what its `irot` says: turned twice it would lie on its side.
  ['tiff/display-p3.tif', 'image/tiff', 0.6],
])('%s is the picture', async (path, type, atMost) => {
  const decoded = await read(path);
  const reference = await read('heic/ref.png');
  expect([decoded.type, decoded.width, decoded.height]).toEqual([type, 128, 96]);
  expect(distance(decoded.pixels, reference.pixels)).toBeLessThan(atMost);
});

test('a HEIC is drawn on white, and as small as will do', async () => {
  const { data } = (await read('heic/alpha.heic')).pixels;
  expect([...data.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
  const { pixels, width } = await read('heic/plain.heic', 0.3);
  expect([pixels.width, pixels.height, width]).toEqual([43, 32, 128]);
});

test('a HEIC cut short is damaged', async () => {
  const bytes = (await readRepositoryFile(`${folder}/heic/plain.heic`)).slice(0, 4000);
  await expect(decode({ bytes, type: 'image/heic', name: 'cut.heic' }, () => 1)).rejects.toMatchObject({
    code: 'damaged-file',
    subject: 'cut.heic',
  });
});

test.each(['jxl/lossless.jxl', 'jxl/alpha.jxl'])('%s: our decoder and the browser’s give the same', async (path) => {
  const bytes = await readRepositoryFile(`${folder}/${path}`);
  const own = await decodeJxl(
    bytes,
    () => 1,
    () => Promise.reject(new Error('no JPEG in it')),
  );
  expect(distance(own.pixels, (await read(path)).pixels)).toBeLessThan(1);
  expect((await read(path)).width).toBe(128);
});

test('without a decoder of the browser’s a JPEG XL is read by ours', async () => {
  vi.stubGlobal('ImageDecoder', undefined);
  Reflect.deleteProperty(globalThis, 'ImageDecoder');
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new DOMException('not known', 'InvalidStateError')));
  expect((await read('jxl/lossless.jxl')).width).toBe(128);
});

test.each([
  ['made.dng', 'image/x-adobe-dng'],
  ['made.nef', 'image/x-nikon-nef'],
  ['made.arw', 'image/x-sony-arw'],
  ['made.orf', 'image/x-olympus-orf'],
  ['om-system.orf', 'image/x-olympus-orf'],
  ['made.rw2', 'image/x-panasonic-rw2'],
  ['turned.cr2', 'image/x-canon-cr2'],
  ['turned.cr3', 'image/x-canon-cr3'],
  ['turned.raf', 'image/x-fujifilm-raf'],
])('the largest preview of %s, upright', async (name, type) => {
  const decoded = await read(`raw/${name}`);
  const reference = await read('raw/ref.png');
  expect(decoded.type).toBe(type);
  expect([decoded.width, decoded.height]).toEqual([256, 192]);
  expect(distance(decoded.pixels, reference.pixels)).toBeLessThan(4);
});

test('a raw file without a preview says so', async () => {
  await expect(read('raw/no-preview.dng')).rejects.toMatchObject({ code: 'unsupported-format', reason: 'a raw file without a preview' });
});

test('where the largest preview is damaged, the next one is taken', async () => {
  const bytes = await readRepositoryFile(`${folder}/raw/made.dng`);
  for (let i = 0; i < 1000; i++) if (bytes[i] === 0xff && bytes[i + 1] === 0xdb) bytes[i + 1] = 0xfe; // The largest, which stands first, loses a table.
  expect(await decode({ bytes, type: 'image/x-adobe-dng', name: 'hurt.dng' }, () => 1)).toMatchObject({ width: 128, height: 96 });
});
