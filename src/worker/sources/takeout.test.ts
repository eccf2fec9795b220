// What an export's JSON gives, and what of it is not believed.

import { expect, test } from 'vitest';
import { mergeMetadata } from './merge-metadata.ts';
import { readAlbum, readTakeout } from './takeout.ts';

const now = Date.UTC(2026, 0, 1);
const place = (latitude: unknown, longitude: unknown) => ({ latitude, longitude, altitude: 0, latitudeSpan: 0, longitudeSpan: 0 });
const readAll = (fields: object) =>
  readTakeout(JSON.stringify({ title: 'a.jpg', photoTakenTime: { timestamp: '1692016496' }, ...fields }), now);
const read = (fields: object) => readAll(fields)?.metadata;
const date = { takenAt: '2023-08-14T12:34:56+00:00', takenFrom: 'sidecar' };

test('it gives date, place and description', () => {
  expect(read({ description: ' At the pier ', geoData: place(43.7, 7.26) })).toEqual({
    ...date,
    gps: { lat: 43.7, lon: 7.26 },
    caption: 'At the pier',
  });
});

test('the place that the camera wrote stands in where the other is 0,0', () => {
  expect(read({ geoData: place(0, 0), geoDataExif: place(-33.9, 18.4) })).toEqual({ ...date, gps: { lat: -33.9, lon: 18.4 } });
});

test.each([
  ['no place', { geoData: place(0, 0) }],
  ['a place outside the earth', { geoData: place(123, 0) }],
  ['a place of words', { geoData: place('43', '7') }],
  ['an empty description', { description: '  ' }],
])('%s is left out', (_, fields) => expect(read(fields)).toEqual(date));

test.each(['0', '-9999999999', '99999999999', 'soon', null])('the time %s is not believed', (timestamp) =>
  expect(read({ photoTakenTime: { timestamp } })).toEqual({}),
);

test.each(['', '{', '[]', 'null', '{"title":"Album"}', '{"photoTakenTime":null,"description":7}'])(
  '%s says nothing and does no harm',
  (text) => expect(readTakeout(text, now)?.metadata ?? {}).toEqual({}),
);

test('it names people, and says what is a favourite and what lay in the bin; archived says nothing', () => {
  const people = [{ name: 'Ana Lima' }, { name: ' ' }, {}, { name: 'Ana Lima' }, { name: 'José' }];
  expect(readAll({ people, favorited: true, archived: true })).toEqual({
    binned: false,
    metadata: { ...date, people: ['Ana Lima', 'José'], favourite: true },
  });
  expect(readAll({ trashed: true, favorited: false, people: 'Ana' })).toEqual({ binned: true, metadata: date });
});

test.each([
  ['{"title":"Trip to Rome","access":"protected","date":{"timestamp":"0"}}', 'Trip to Rome'],
  ['{"albumData":{"title":"Old","access":""}}', 'Old'],
  ['{"title":"Rome 2023","access":""}', 'Rome 2023'],
  ['{"title":"Photos from 2023","access":""}', undefined],
  ['{"title":"Fotos von 2023","date":{}}', undefined],
  ['{"title":"2017-06-03 #2","date":{}}', undefined],
  ['{"title":"","access":""}', undefined],
  ['{"title":"of another program"}', undefined],
  ['[]', undefined],
])('%s is the album %s', (text, album) => expect(readAlbum(text)).toBe(album));

test('what comes later fills in, and takes nothing away', () => {
  const known = { takenAt: '2023-08-14T12:00:00', takenFrom: 'sidecar', caption: 'here', albums: ['Rome'] } as const;
  const takeout = { takenAt: '2020-01-01T00:00:00+00:00', takenFrom: 'sidecar', caption: 'export', gps: { lat: 1, lon: 2 } } as const;
  expect(mergeMetadata(known, { takeout: { ...takeout, albums: ['Food', 'Rome'], favourite: true } })).toEqual({
    ...{ ...known, gps: { lat: 1, lon: 2 }, albums: ['Rome', 'Food'], favourite: true },
  });
});

test('the shutter’s own date stays; a date from a name gives way', () => {
  const takeout = { takenAt: '2023-08-14T12:34:56+00:00', takenFrom: 'sidecar' } as const;
  const exif = { takenAt: '2023-08-14T14:34:56', takenFrom: 'exif' } as const;
  expect(mergeMetadata(exif, { takeout })).toEqual(exif);
  expect(mergeMetadata({ takenAt: '2023-08-15T00:00:00', takenFrom: 'name' }, { takeout })).toEqual(takeout);
  expect(mergeMetadata({}, { takeout, xmp: { ...exif, takenFrom: 'sidecar' } })).toEqual({ ...exif, takenFrom: 'sidecar' });
});

test('what was written last is believed: the XMP file, the photo, the export', () => {
  const own = { caption: 'own', title: 'own', rating: 2, camera: 'X100' };
  expect(mergeMetadata(own, { takeout: { caption: 'export' }, xmp: { rating: 5 } })).toEqual({ ...own, rating: 5 });
  expect(mergeMetadata({}, { takeout: { caption: 'export' }, xmp: { caption: 'xmp', keywords: ['a'] } })).toEqual({
    caption: 'xmp',
    keywords: ['a'],
  });
});
