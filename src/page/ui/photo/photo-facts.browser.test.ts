// The info panel's lines: the camera's clock, not the reader's; nothing that is not known.

import { expect, test } from 'vitest';
import type { Photo, PhotoId } from '../../../shared/domain/photo.ts';
import { formatExposure, formatPlace, formatTaken, photoFacts } from './photo-facts.ts';

const bare: Photo = {
  id: 'a'.repeat(64) as PhotoId,
  name: '1.jpg',
  paths: ['1.jpg'],
  width: 4000,
  height: 3000,
  type: 'image/jpeg',
  bytes: 3_400_000,
  status: 'indexed',
  favourite: false,
  tags: [],
  addedAt: '2026-11-21T00:00:00Z',
};
const labels = (photo: Photo) => photoFacts(photo, {}).map(({ label }) => label);

test('the time is what the camera’s clock said, wherever it is read', () => {
  const { value, zone } = formatTaken('2024-06-01T18:30:00+11:00');
  expect(value).toMatch(/1 June 2024|June 1, 2024/);
  expect(value).toMatch(/18:30|6:30/);
  expect(zone).toBe('UTC+11:00');
  expect(formatTaken('2024-06-01').value).not.toMatch(/\d:\d/);
  expect(formatTaken('1999').value).toBe('1999');
});

test.each([
  [{ seconds: 1 / 250, fNumber: 5.6, iso: 200, focalLengthMm: 35 }, '1/250 s · f/5.6 · ISO 200 · 35 mm'],
  [{ seconds: 2.5 }, '2.5 s'],
  [{ iso: 12800 }, 'ISO 12800'],
  [{}, ''],
])('exposure %j reads %s', (exposure, text) => expect(formatExposure(exposure)).toBe(text));

test('south and west are said, not signed', () => {
  expect(formatPlace({ lat: -33.8568, lon: 151.2153 })).toBe('33.8568° S, 151.2153° E');
  expect(formatPlace({ lat: 49.3636, lon: -0.0785 })).toBe('49.3636° N, 0.0785° W');
});

test('what is not known has no line', () => {
  expect(labels(bare)).toEqual(['Name', 'Taken', 'Size', 'Type']);
  expect(labels({ ...bare, exposure: {}, keywords: [] })).toEqual(['Name', 'Taken', 'Size', 'Type']);
});

test('folders are those it lies in, each once, without its own name', () => {
  const facts = photoFacts({ ...bare, paths: ['Trip/day 1/1.jpg', '1.jpg', 'Trip/day 1/copy.jpg', 'Best/1.jpg'] }, {});
  expect(facts.find(({ label }) => label === 'Folders')?.value).toBe('Trip / day 1\nBest');
});

test('credit is there when it is handed in', () => {
  const facts = photoFacts(bare, { author: 'NASA', licence: 'Public domain' });
  expect(facts.map(({ value }) => value)).toEqual(expect.arrayContaining(['NASA', 'Public domain']));
});
