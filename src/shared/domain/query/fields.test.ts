// What each filter matches, and what it leaves alone.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../photo.ts';
import type { PhotoFacts } from './facts.ts';
import { fieldNames } from './fields.ts';
import { filtersOf, passesAll } from './filter.ts';
import { parseQuery, termsOf } from './parse.ts';

const nowMs = Date.UTC(2024, 2, 15, 12); // A Friday.
const photo: PhotoFacts = {
  id: '1'.repeat(64) as PhotoId,
  names: ['IMG_2031.jpg', 'copy of beach.jpg'],
  folders: ['Fotos/Lisboa é bela'],
  width: 4000,
  height: 3000,
  type: 'image/jpeg',
  bytes: 3_400_000,
  takenMs: Date.UTC(2023, 5, 30, 23, 30),
  favourite: true,
  tags: ['Family'],
  keywords: ['sea'],
  gps: { lat: 48.8584, lon: 2.2945 },
  camera: 'Google Pixel 7',
  lens: 'Pixel 7 back camera 6.81mm f/1.85',
  exposure: { seconds: 1 / 60, fNumber: 1.85, iso: 50, focalLengthMm: 6.81 },
  rating: 4,
  title: 'Opening night',
  caption: 'A walk along the sea',
  author: 'Ana Lima',
  licence: 'CC-BY-4.0',
};
const bare: PhotoFacts = {
  id: '2'.repeat(64) as PhotoId,
  names: ['x.webp'],
  folders: [],
  width: 100,
  height: 100,
  type: 'image/webp',
  bytes: 10,
  favourite: false,
  tags: [],
};

const passes = (query: string, facts: PhotoFacts = photo) => {
  const { terms, notices } = parseQuery(query);
  expect(notices).toEqual([]);
  return passesAll(filtersOf(terms), { nowMs, statusOf: (id) => (id === photo.id ? 'indexed' : 'failed') })(facts);
};

test.each([
  'date:2023',
  'date:2023-06',
  'date:2023-06-30',
  'date:2022..2023',
  'date:2023-06..2023-08',
  'date:2023-06-30..',
  'date:..2023-06',
  'date:2019,2023',
  'date:last-year',
  'date:last-10-months',
  'before:2023-07',
  'before:today',
  'after:2023-05',
  'after:2022',
  'name:img_2031',
  'name:beach',
  'folder:lisboa',
  'folder:"lisboa e"',
  'title:opening',
  'caption:SEA',
  'tag:family',
  'tag:sea',
  'author:lima',
  'licence:cc-by',
  'type:jpg',
  'type:image/jpeg',
  'type:png,jpeg',
  'is:landscape',
  'is:favourite',
  'is:favorite',
  'is:square,landscape',
  'is:indexed',
  'has:place',
  'has:rating,date',
  'rating:4',
  'rating:3..5',
  'rating:4..',
  'width:4000',
  'width:4000px',
  'height:..3000',
  'megapixels:12',
  'size:3.4mb',
  'size:1mb..10mb',
  'size:..4mb',
  'size:3400kb',
  'camera:pixel',
  'camera:iphone,pixel',
  'camera:"pixel 7"',
  'lens:6.81mm',
  'iso:50',
  'aperture:1.8..2',
  'focal:6.8mm',
  'exposure:1/60',
  'exposure:1/100..1/50s',
  'near:48.85,2.35,5km',
  'near:48.85,2.35',
  'near:48.86,2.29,500m',
])('%s matches, and its negation does not', (query) => {
  expect(passes(query)).toBe(true);
  expect(passes(`-${query}`)).toBe(false);
});

test.each([
  'date:2024',
  'date:2023-07',
  'date:2023-07..',
  'date:..2023-05',
  'date:this-year',
  'before:2023-06-30',
  'before:2023',
  'after:2023',
  'after:2023-06',
  'name:dog',
  'folder:porto',
  'tag:fam',
  'type:png',
  'is:portrait',
  'is:square',
  'is:panorama',
  'is:screenshot',
  'is:failed',
  'has:problem',
  'rating:5',
  'rating:..3',
  'width:4001..',
  'width:3999',
  'megapixels:10',
  'size:5mb..',
  'camera:iphone',
  'iso:100..',
  'near:48.85,2.35,3km',
  'near:-48.85,2.35',
])('%s does not match, and its negation does', (query) => {
  expect(passes(query)).toBe(false);
  expect(passes(`-${query}`)).toBe(true);
});

test('a photo that does not state it matches no filter on it, only the negation', () => {
  for (const query of [
    'date:1900..',
    'before:2100',
    'rating:0..',
    'near:0,0,30000km',
    'camera:a',
    'iso:0..',
    'has:date,place,camera,caption,title,tag,rating',
  ])
    expect([query, passes(query, bare), passes(`-${query}`, bare)]).toEqual([query, false, true]);
});

test('all filters must hold', () => {
  expect(passes('camera:pixel is:landscape')).toBe(true);
  expect(passes('camera:pixel is:portrait')).toBe(false);
});

test('relative dates follow the calendar: weeks from Monday, the last n with the one that is not over', () => {
  const at = (...date: [number, number, number]): PhotoFacts => ({ ...bare, takenMs: Date.UTC(...date) });
  expect([passes('date:today', at(2024, 2, 15)), passes('date:today', at(2024, 2, 14))]).toEqual([true, false]);
  expect([passes('date:yesterday', at(2024, 2, 14)), passes('date:yesterday', at(2024, 2, 15))]).toEqual([true, false]);
  expect([passes('date:this-week', at(2024, 2, 11)), passes('date:this-week', at(2024, 2, 10))]).toEqual([true, false]);
  expect([passes('date:last-week', at(2024, 2, 4)), passes('date:last-week', at(2024, 2, 11))]).toEqual([true, false]);
  expect([passes('date:last-month', at(2024, 1, 29)), passes('date:last-month', at(2024, 2, 1))]).toEqual([true, false]);
  expect([passes('date:last-2-days', at(2024, 2, 14)), passes('date:last-2-days', at(2024, 2, 13))]).toEqual([true, false]);
  expect([passes('after:last-month', at(2024, 2, 1)), passes('after:last-month', at(2024, 1, 29))]).toEqual([true, false]);
});

test.each([
  'date:2023-13',
  'date:2023-02-30',
  'date:..',
  'date:june',
  'date:this-3-days',
  'rating:..',
  'rating:x',
  'size:3tb',
  'exposure:1/0',
  'is:blue',
  'near:91,0',
  'near:1',
  'near:1,2,3,4',
  'width:-5',
])('%s is words', (query) => {
  expect(termsOf(parseQuery(query))).toEqual([{ kind: 'words', text: query, sign: 1, weight: 1 }]);
});

test('a day lies in its month, its month in its year, and no moment in both before: and after: of one date', () => {
  const ms = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });
  fc.assert(
    fc.property(ms, ms, (takenMs, otherMs) => {
      const facts = { ...bare, takenMs };
      const [day, other] = [new Date(takenMs).toISOString().slice(0, 10), new Date(otherMs).toISOString().slice(0, 10)];
      for (const length of [4, 7, 10]) expect(passes(`date:${day.slice(0, length)}`, facts)).toBe(true);
      const [isBefore, isThen, isAfter] = [`before:${other}`, `date:${other}`, `after:${other}`].map((query) => passes(query, facts));
      expect(Number(isBefore) + Number(isThen) + Number(isAfter)).toBe(1);
    }),
  );
});

test.each([
  [{ names: ['Screenshot 2024-01-02 at 10.11.12.png'], type: 'image/png' }, true],
  [{ names: ['Bildschirmfoto 2024.jpg'] }, true],
  [{ names: ['スクリーンショット 1.png'] }, true],
  [{ names: ["Capture d'écran.png"] }, true],
  [{ names: ['IMG_1.PNG'], type: 'image/png', width: 1170, height: 2532 }, true],
  [{ names: ['IMG_1.PNG'], type: 'image/png', width: 1171, height: 2532 }, false],
  [{ names: ['wall.jpg'], type: 'image/jpeg', width: 1920, height: 1080 }, false],
  [{ names: ['Screenshot.png'], type: 'image/png', camera: 'Canon' }, false],
])('%j is a screenshot: %s', (change, expected) => {
  expect(passes('is:screenshot', { ...bare, ...change })).toBe(expected);
});

test('of the samples, one is a screenshot', () => {
  const names = JSON.parse(readFileSync('public/models/starter/goldens.json', 'utf8')) as { photos: object };
  const found = Object.keys(names.photos).filter((name) => passes('is:screenshot', { ...bare, names: [name] }));
  expect(found).toEqual(['screenshot-todo-app.png']);
});

test('the page for people names every filter', () => {
  const page = readFileSync('docs/query-language.md', 'utf8');
  expect(fieldNames.filter((name) => !page.includes(`\`${name}:`))).toEqual([]);
});
