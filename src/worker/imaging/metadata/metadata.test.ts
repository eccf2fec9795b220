// What is read from files: made ones, tag by tag, and the real and broken ones of the fixtures.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readMetadata } from './metadata.ts';

const now = Date.UTC(2026, 0, 1);
const modifiedAt = Date.UTC(2025, 5, 4, 3, 2, 1);
const read = (bytes: Uint8Array<ArrayBuffer>, name = 'photo.jpg') => readMetadata(bytes, name, modifiedAt, now);
const readFixture = (path: string) => read(new Uint8Array(readFileSync(path)));

type Value = string | number | [number, number][];
const ascii = (text: string) => [...new TextEncoder().encode(text)];
const u16 = (value: number) => [value >> 8, value & 255];
const u32 = (value: number) => [...u16(value >>> 16), ...u16(value & 0xffff)];

/** One big-endian IFD at `offset`, its long values after it. Text is ASCII, a number SHORT, a list of fractions RATIONAL. */
function ifd(entries: Record<number, Value>, offset: number, pointers: Record<number, number> = {}): number[] {
  const all = [...Object.entries(entries), ...Object.entries(pointers)].sort(([a], [b]) => Number(a) - Number(b));
  const rows: number[] = [];
  const after: number[] = [];
  const long = (bytes: number[]) => {
    const at = offset + 2 + all.length * 12 + 4 + after.length;
    after.push(...bytes, ...(bytes.length % 2 ? [0] : []));
    return u32(at);
  };
  for (const [tag, value] of all) {
    rows.push(...u16(Number(tag)));
    if (Number(tag) in pointers) rows.push(...u16(4), ...u32(1), ...u32(Number(value)));
    else if (typeof value === 'number') rows.push(...u16(3), ...u32(1), ...u16(value), 0, 0);
    else if (typeof value === 'string') {
      const bytes = [...ascii(value), 0];
      rows.push(...u16(2), ...u32(bytes.length), ...(bytes.length > 4 ? long(bytes) : [...bytes, 0, 0, 0].slice(0, 4)));
    } else rows.push(...u16(5), ...u32(value.length), ...long(value.flat().flatMap(u32)));
  }
  return [...u16(all.length), ...rows, ...u32(0), ...after];
}

const segment = (marker: number, payload: number[]) => [0xff, marker, ...u16(payload.length + 2), ...payload];
function exif(main: Record<number, Value>, photo: Record<number, Value> = {}, gps: Record<number, Value> = {}): number[] {
  const sizes = { main: ifd(main, 8, { 0x8769: 0, 0x8825: 0 }).length, photo: ifd(photo, 0).length };
  const photoAt = 8 + sizes.main;
  const gpsAt = photoAt + sizes.photo;
  const ifds = [...ifd(main, 8, { 0x8769: photoAt, 0x8825: gpsAt }), ...ifd(photo, photoAt), ...ifd(gps, gpsAt)];
  return segment(0xe1, [...ascii('Exif\0\0MM'), 0, 42, ...u32(8), ...ifds]);
}
const xmp = (attributes: string, elements = '') =>
  segment(
    0xe1,
    ascii(
      `http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` +
        `<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:exif="http://ns.adobe.com/exif/1.0/" ` +
        `xmlns:cc="http://creativecommons.org/ns#" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" ${attributes}>${elements}</rdf:Description></rdf:RDF></x:xmpmeta>`,
    ),
  );
const iptc = (records: [number, string][]) => {
  const data = records.flatMap(([id, text]) => [0x1c, 2, id, ...u16(ascii(text).length), ...ascii(text)]);
  return segment(0xed, [
    ...ascii('Photoshop 3.0\x008BIM'),
    0x04,
    0x04,
    0,
    0,
    ...u32(data.length),
    ...data,
    ...(data.length % 2 ? [0] : []),
  ]);
};
/** A grey pixel's worth of JPEG: frame header and end, which is all that a reader of metadata looks at. */
const jpeg = (...segments: number[][]) =>
  Uint8Array.from([0xff, 0xd8, ...segments.flat(), ...segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0]), 0xff, 0xd9]);

describe('EXIF', () => {
  test('date with offset, camera, lens, exposure and place', () => {
    const bytes = jpeg(
      exif(
        { 0x010f: 'NIKON CORPORATION', 0x0110: 'NIKON D90', 0x013b: 'Ann', 0x8298: '© Ann', 0x010e: 'A hill' },
        {
          0x9003: '2024:06:01 18:30:00',
          0x9011: '+02:00',
          0x829a: [[1, 250]],
          0x829d: [[28, 10]],
          0x8827: 400,
          0x920a: [[35, 1]],
          0xa434: '35mm f/1.8',
        },
        {
          1: 'S',
          2: [
            [33, 1],
            [51, 1],
            [3600, 100],
          ],
          3: 'E',
          4: [
            [151, 1],
            [12, 1],
            [0, 1],
          ],
        }, // prettier-ignore
      ),
    );
    expect(read(bytes)).toEqual({
      takenAt: '2024-06-01T18:30:00+02:00',
      takenFrom: 'exif',
      camera: 'NIKON D90',
      lens: '35mm f/1.8',
      exposure: { seconds: 1 / 250, fNumber: 2.8, iso: 400, focalLengthMm: 35 },
      gps: { lat: -33.86, lon: 151.2 },
      author: 'Ann',
      licence: '© Ann',
      caption: 'A hill',
    });
  });

  test('what is absurd is absent', () => {
    const bytes = jpeg(
      exif(
        { 0x010f: ' ', 0x010e: 'OLYMPUS DIGITAL CAMERA         ' },
        { 0x9003: '0000:00:00 00:00:00', 0x829a: [[1, 0]], 0x829d: [[0, 1]], 0xa434: '----' },
        {
          1: 'N',
          2: [
            [95, 1],
            [0, 1],
            [0, 1],
          ],
          3: 'E',
          4: [
            [10, 1],
            [0, 1],
            [0, 1],
          ],
        }, // prettier-ignore
      ),
    );
    expect(Object.keys(read(bytes))).toEqual(['takenAt', 'takenFrom']);
    expect(read(bytes).takenFrom).toBe('file');
  });

  test('the first date that can be true counts', () => {
    const dates = { 0x9003: '2031:01:01 00:00:00', 0x9004: '2019:02:30 10:00:00' };
    expect(read(jpeg(exif({ 0x0132: '2018:03:04 05:06:07' }, dates)))).toEqual({ takenAt: '2018-03-04T05:06:07', takenFrom: 'exif' });
  });

  test.each([
    ['SONY', 'ILCE-6000', 'SONY ILCE-6000'],
    ['Canon', 'Canon EOS 350D DIGITAL', 'Canon EOS 350D DIGITAL'],
    ['OLYMPUS OPTICAL CO.,LTD', 'C-50Z', 'OLYMPUS C-50Z'],
    ['EASTMAN KODAK COMPANY', 'KODAK DC280', 'KODAK DC280'],
    ['samsung', 'SM-G960F', 'samsung SM-G960F'],
    ['HUAWEI', 'Nexus 6P', 'HUAWEI Nexus 6P'],
  ])('%s and %s are a %s', (make, model, camera) => {
    expect(read(jpeg(exif({ 0x010f: make, 0x0110: model }))).camera).toBe(camera);
  });
});

describe('XMP and IPTC', () => {
  const list = (name: string, kind: string, items: string[]) =>
    `<dc:${name}><rdf:${kind}>${items.map((item) => `<rdf:li xml:lang="x-default">${item}</rdf:li>`).join('')}</rdf:${kind}></dc:${name}>`;

  test('rating, title, caption, keywords, author and licence', () => {
    const bytes = jpeg(
      xmp(
        'xmp:Rating="4" xmp:CreateDate="2020-05-06T07:08:09.12+02:00" exif:GPSLatitude="52,21.48N" exif:GPSLongitude="4,52.1W"',
        list('title', 'Alt', ['A &amp; B', 'A und B']) +
          list('description', 'Alt', ['On the hill']) +
          list('subject', 'Bag', ['one', 'two']) +
          list('creator', 'Seq', ['Ann', 'Bob']) +
          '<cc:license rdf:resource="https://creativecommons.org/licenses/by/4.0/"/>',
      ),
    );
    expect(read(bytes)).toEqual({
      takenAt: '2020-05-06T07:08:09.120+02:00',
      takenFrom: 'exif',
      gps: { lat: 52.358, lon: -4.868333333333333 },
      rating: 4,
      title: 'A & B',
      caption: 'On the hill',
      keywords: ['one', 'two'],
      author: 'Ann, Bob',
      licence: 'https://creativecommons.org/licenses/by/4.0/',
    });
  });

  test.each([
    ['0', undefined],
    ['-1', undefined],
    ['5', 5],
    ['75', 4],
    ['99', 5],
    ['many', undefined],
  ])('a rating of %s is %s stars', (written, stars) => {
    expect(read(jpeg(xmp(`xmp:Rating="${written}"`))).rating).toBe(stars);
  });

  test('keywords of all sources, once each', () => {
    expect(
      read(
        jpeg(
          xmp('', list('subject', 'Bag', ['sea', 'dog'])),
          iptc([
            [25, 'dog'],
            [25, 'Übung'],
          ]),
        ),
      ).keywords,
    ) // prettier-ignore
      .toEqual(['sea', 'dog', 'Übung']);
    expect(
      read(
        jpeg(
          iptc([
            [25, 'alone'],
            [5, 'Title'],
            [120, 'Caption'],
            [80, 'Ann'],
            [116, 'CC0'],
          ]),
        ),
      ),
    ).toMatchObject({
      // prettier-ignore
      keywords: ['alone'],
      title: 'Title',
      caption: 'Caption',
      author: 'Ann',
      licence: 'CC0',
    });
  });

  test('broken XML takes nothing else with it', () => {
    const { keywords, camera } = read(jpeg(exif({ 0x0110: 'X-T5' }), xmp('', '<dc:subject><rdf:Bag>')));
    expect({ keywords, camera }).toEqual({ keywords: undefined, camera: 'X-T5' });
  });
});

describe('fixtures', () => {
  test.each(['exif-zero-date.jpg', 'exif-future-date-null-island.jpg', 'exif-gps-zero-denominator.jpg'])('%s is not believed', (file) => {
    const { takenFrom, gps } = readFixture(`e2e/fixtures/edge/${file}`);
    expect({ takenFrom, gps }).toEqual({ takenFrom: 'file', gps: undefined });
  });

  test('HEIC and TIFF say what they are', () => {
    expect(readFixture('e2e/fixtures/edge/heic-red-panda.heic')).toMatchObject({ takenFrom: 'exif', gps: {} });
    expect(readFixture('e2e/fixtures/edge/tiff-pyramid.tiff').takenAt).toBeDefined();
  });

  const exposure = { seconds: 1 / 250, fNumber: 2.8, iso: 400, focalLengthMm: 35 };
  const stated = { takenFrom: 'exif', exposure, gps: { lat: 52 + 22 / 60, lon: 4 + 53 / 60 } };
  test.each([
    ['made.dng', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'Leica Q2', lens: '35mm f/1.8' }],
    ['made.nef', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'NIKON D90', lens: '35mm f/1.8' }],
    ['made.arw', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'SONY ILCE-6000', lens: '35mm f/1.8' }],
    ['made.orf', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'OLYMPUS E-M5MarkII', lens: '35mm f/1.8' }],
    ['om-system.orf', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'OLYMPUS OM-1', lens: '35mm f/1.8' }],
    ['made.rw2', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'Panasonic DC-G9', lens: '35mm f/1.8' }],
    ['turned.cr2', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'Canon EOS 80D', lens: '35mm f/1.8' }],
    [
      'turned.cr3',
      { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'Canon EOS R6', lens: 'RF35mm F1.8', rating: 4, author: 'Ann' },
    ],
    ['turned.raf', { ...stated, takenAt: '2024-06-01T18:30:00.120+02:00', camera: 'FUJIFILM X-T5', lens: '35mm f/1.8' }],
  ])('%s says what its camera wrote', (file, expected) => {
    expect(readFixture(`e2e/fixtures/formats/raw/${file}`)).toEqual(expected);
  });

  test('a HEIC of a phone says its date to the millisecond, and its offset', () => {
    expect(readFixture('e2e/fixtures/formats/heic/turned.heic')).toMatchObject({
      takenAt: '2024-06-01T18:30:00.123+02:00',
      camera: 'Apple iPhone 15',
    });
  });

  test.each(['text-named-jpg.jpg', 'empty.jpg', 'svg-with-script.svg', 'jpeg-truncated-horses.jpg'])('%s throws nothing', (file) => {
    expect(readFixture(`e2e/fixtures/edge/${file}`)).toMatchObject({ takenFrom: 'file' });
  });

  test('the samples have the dates, cameras and places of their list', () => {
    interface Sample {
      file: string;
      exif?: { dateTimeOriginal: string; make: string; model: string; gps: [number, number] | null };
    }
    const samples = JSON.parse(readFileSync('public/samples/manifest.json', 'utf8')) as Sample[]; // Our own list.
    for (const { file, exif: listed } of samples) {
      const metadata = readFixture(`public/samples/${file}`);
      if (!listed) expect(metadata.takenFrom, file).toBe('file');
      else {
        const [date, time] = listed.dateTimeOriginal.split(' ');
        expect(metadata.takenAt?.slice(0, 19), file).toBe(`${date?.replaceAll(':', '-')}T${time}`);
        expect(metadata.camera, file).toContain(listed.model);
        expect(metadata.gps && [metadata.gps.lat.toFixed(4), metadata.gps.lon.toFixed(4)], file).toEqual(
          listed.gps?.map((degrees) => degrees.toFixed(4)),
        );
      }
    }
  });
});
