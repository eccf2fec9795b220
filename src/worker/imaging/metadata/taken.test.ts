// Dates as cameras, editors, phones and messengers write them.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTags } from './tags.ts';
import { dateInName, findTaken, toIso } from './taken.ts';

test.each([
  ['2024:06:01 18:30:00', '2024-06-01T18:30:00'],
  ['2024-06-01T18:30:00.123+02:00', '2024-06-01T18:30:00.123+02:00'],
  ['2024-06-01T18:30:00.5Z', '2024-06-01T18:30:00.500+00:00'],
  ['2024-06-01T18:30:00.123456', '2024-06-01T18:30:00.123'],
  ['2024-06-01T18:30:00.000', '2024-06-01T18:30:00'],
  ['2024-06-01T18:30Z', '2024-06-01T18:30:00+00:00'],
  ['2024-06-01', '2024-06-01T00:00:00'],
  ['2024-06-01 183000-0430', '2024-06-01T18:30:00-04:30'],
  ['0000:00:00 00:00:00', undefined],
  ['2023:02:29 10:00:00', undefined],
  ['2024:06:01 24:30:00', undefined],
  ['    :  :     :  :  ', undefined],
  ['', undefined],
])('%s is %s', (text, iso) => {
  expect(toIso(text)).toBe(iso);
});

test.each([
  ['12', '2024-06-01T18:30:00.120+02:00'],
  ['  7 ', '2024-06-01T18:30:00.700+02:00'],
  ['98765', '2024-06-01T18:30:00.987+02:00'],
  ['000', '2024-06-01T18:30:00+02:00'],
  ['', '2024-06-01T18:30:00+02:00'],
  ['?', '2024-06-01T18:30:00+02:00'],
])('digits after the second that stand apart, %j', (fraction, iso) => {
  expect(toIso('2024:06:01 18:30:00', { offset: '+02:00', fraction })).toBe(iso);
});

test('an offset that no place on earth has is left out', () => {
  expect(toIso('2024:06:01 18:30:00', { offset: '+19:00' })).toBe('2024-06-01T18:30:00');
  expect(toIso('2024:06:01 18:30:00', { offset: '   :  ' })).toBe('2024-06-01T18:30:00');
});

test.each([
  ['IMG_20230801_123456.jpg', '2023-08-01T12:34:56'],
  ['IMG_20230801_123456_HDR~2.jpg', '2023-08-01T12:34:56'],
  ['20230801_123456.jpg', '2023-08-01T12:34:56'],
  ['PXL_20230801_123456789.MP.jpg', '2023-08-01T12:34:56.789+00:00'],
  ['MVIMG_20230801_123456.jpg', '2023-08-01T12:34:56'],
  ['WIN_20230801_12_34_56_Pro.jpg', '2023-08-01T12:34:56'],
  ['DJI_20230801123456_0001_D.JPG', '2023-08-01T12:34:56'],
  ['20230801123456.jpg', '2023-08-01T12:34:56'],
  ['mmexport1690893296789.jpg', '2023-08-01T12:34:56.789+00:00'],
  ['FB_IMG_1690893296789.jpg', '2023-08-01T12:34:56.789+00:00'],
  ['IMG-20230801-WA0012.jpg', '2023-08-01T00:00:00'],
  ['WhatsApp Image 2023-08-01 at 12.34.56.jpeg', '2023-08-01T12:34:56'],
  ['WhatsApp Image 2023-08-01 at 1.34.56 PM.jpeg', '2023-08-01T13:34:56'],
  ['Screenshot_20230801-123456.png', '2023-08-01T12:34:56'],
  ['Screenshot_2023-08-01-12-34-56-789_com.example.png', '2023-08-01T12:34:56'],
  ['Screenshot 2023-08-01 at 12.34.56\u202fAM.png', '2023-08-01T00:34:56'],
  ['Screenshot from 2023-08-01 12-34-56.png', '2023-08-01T12:34:56'],
  ['Bildschirmfoto 2023-08-01 um 12.34.56.png', '2023-08-01T12:34:56'],
  ['signal-2023-08-01-123456.jpg', '2023-08-01T12:34:56'],
  ['signal-2023-08-01-12-34-56-789.jpg', '2023-08-01T12:34:56'],
  ['signal-2023-08-01-123456_002.jpeg', '2023-08-01T12:34:56'],
  ['2023-08-01 12.34.56.jpg', '2023-08-01T12:34:56'],
  ['holiday 2023.08.01.jpg', '2023-08-01T00:00:00'],
  ['IMG_20231301_123456.jpg', undefined],
  ['IMG_0001.jpg', undefined],
  ['1596012345678.jpg', undefined],
  ['DSC20230.jpg', undefined],
  ['9f20230801123456ab.jpg', undefined],
])('the name %s says %s', (name, iso) => {
  expect(dateInName(name)).toBe(iso);
});

test('whatever a name says is a date of the calendar, or nothing', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z_-]{0,4}[0-9 _.-]{8,20}$/), (name) => {
      const iso = dateInName(name);
      if (iso !== undefined) expect(new Date(`${iso.slice(0, 19)}Z`).toISOString().slice(0, 19)).toBe(iso.slice(0, 19));
    }),
  );
});

test('the name comes before the file, and neither is believed beyond tomorrow', () => {
  const nothing = readTags(new Uint8Array());
  const now = Date.UTC(2023, 7, 2);
  expect(findTaken(nothing, 'IMG_20230801_123456.jpg', now, now)).toEqual({ takenAt: '2023-08-01T12:34:56', takenFrom: 'name' });
  expect(findTaken(nothing, 'IMG_20330801_123456.jpg', Date.UTC(2023, 6, 1), now)).toMatchObject({ takenFrom: 'file' });
  expect(findTaken(nothing, 'a.jpg', Date.UTC(2033, 0, 1), now)).toEqual({});
  expect(findTaken(nothing, 'a.jpg', 0, now)).toEqual({});
  const { takenAt } = findTaken(nothing, 'a.jpg', Date.UTC(2023, 6, 1, 12), now);
  expect(Date.parse(takenAt ?? '')).toBe(Date.UTC(2023, 6, 1, 12));
});

test.each(['1970-01-01', '1980-01-01', '1979-11-30', '1969-12-31'])('%s is where a clock begins, and no date', (day) => {
  const nothing = readTags(new Uint8Array());
  const now = Date.UTC(2023, 7, 2);
  expect(findTaken(nothing, `IMG_${day.replaceAll('-', '')}_001122.jpg`, Date.parse(`${day}T12:00:00Z`), now)).toEqual({});
  expect(findTaken(nothing, `IMG_${day.replaceAll('-', '')}_001122.jpg`, Date.UTC(2023, 6, 1), now).takenFrom).toBe('file');
});
