// Names as exports have them: see [Note: Takeout's names].

import { expect, test } from 'vitest';
import { createSidecars } from './sidecars.ts';

const folder = 'Takeout/Google Photos/Photos from 2023';
const long = 'Screenshot_2023-08-14-12-34-56-789_com.example.messenger.jpg'; // 60 characters.

test.each([
  ['IMG_1.jpg', 'IMG_1.jpg.json'],
  ['IMG_1.jpg', 'IMG_1.jpg.supplemental-metadata.json'],
  ['IMG_20230814_123456789.jpg', 'IMG_20230814_123456789.jpg.supplemental-metada.json'],
  ['PXL_20230814_123456789.PORTRAIT.jpg', 'PXL_20230814_123456789.PORTRAIT.jpg.supplement.json'],
  ['IMG_20230814_123456789_BURST001_COVER.jpg', 'IMG_20230814_123456789_BURST001_COVER.jpg.supp.json'],
  [`${long.slice(0, 47)}.jpg`, `${long.slice(0, 46)}.json`],
  ['IMG_1(1).jpg', 'IMG_1.jpg(1).json'],
  ['IMG_1(12).jpg', 'IMG_1.jpg.supplemental-metadata(12).json'],
  ['IMG_1-edited.jpg', 'IMG_1.jpg.json'],
  ['IMG_1-bearbeitet(1).jpg', 'IMG_1.jpg(1).json'],
  ['IMG_1-edited.jpg', 'IMG_1.jpg.supplemental-metadata.json'],
  ['holiday (2).jpg', 'holiday (2).jpg.json'],
  ['IMG_1.HEIC', 'img_1.heic.json'],
])('%s has %s', (photo, sidecar) => {
  const others = ['IMG_1.png.json', 'IMG_1.jpg(3).json', 'metadata.json', 'IMG_10.jpg.json', `${long.slice(0, 40)}.json`];
  const sidecars = createSidecars([...others, sidecar].map((name) => ({ path: `${folder}/${name}`, source: name })));
  expect(sidecars.of(`${folder}/${photo}`).takeout).toBe(sidecar);
});

test.each([
  ['IMG_1(1).jpg', ['IMG_1.jpg.json', 'IMG_1.jpg(2).json']],
  ['IMG_1.jpg', ['IMG_1.jpg(1).json', 'IMG_11.jpg.json', 'IMG.json']],
])('%s has none of %s', (photo, names) => {
  const sidecars = createSidecars(names.map((name) => ({ path: `${folder}/${name}`, source: name })));
  expect(sidecars.of(`${folder}/${photo}`)).toEqual({});
});

test('the parts of an export are one folder, however each was unpacked; other folders are not', () => {
  const sidecars = createSidecars([{ path: `part 2/${folder}/IMG_1.jpg.json`, source: 'here' }]);
  expect(sidecars.of(`${folder}/IMG_1.jpg`).takeout).toBe('here');
  expect(sidecars.of(`part 1/${folder}/IMG_1.jpg`).takeout).toBe('here');
  expect(sidecars.of('Takeout/Google Photos/Album/IMG_1.jpg')).toEqual({});
  expect(sidecars.of('IMG_1.jpg')).toEqual({});
});

test('an XMP file stands under the whole name or under its stem', () => {
  const sidecars = createSidecars(['a/1.xmp', 'a/2.CR2.XMP'].map((path) => ({ path, source: path })));
  expect(sidecars.of('a/1.nef').xmp).toBe('a/1.xmp');
  expect(sidecars.of('a/2.cr2').xmp).toBe('a/2.CR2.XMP');
  expect(sidecars.of('b/1.nef').xmp).toBeUndefined();
});

test('names are compared composed: macOS takes them apart', () => {
  const sidecars = createSidecars([{ path: 'Caf\u0065\u0301.jpg.json', source: 1 }]);
  expect(sidecars.of('Café.jpg').takeout).toBe(1);
});
