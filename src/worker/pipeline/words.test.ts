// Which words are looked for, and where they are found.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { PhotoFacts } from '../../shared/domain/query/facts.ts';
import type { PhotoRecord } from '../storage/schema.ts';
import { createSame, factsOf, wordsOfPhoto } from './photo-facts.ts';
import { createWordIndex } from './word-index.ts';
import { findNamed, soughtWords } from './words.ts';

const record = (change: Partial<PhotoRecord>): PhotoRecord => ({
  ...{
    id: '1'.repeat(64) as PhotoId,
    name: 'x.jpg',
    paths: ['x.jpg'],
    width: 4,
    height: 3,
    type: 'image/jpeg',
    bytes: 1,
    tags: [],
    favourite: false,
  },
  ...{ addedAt: '2024-01-01T00:00:00Z', colour: 0, thumbnailBytes: 0, previewBytes: 0 },
  ...change,
});
const idOf = (n: number) => n.toString(16).padStart(64, '0') as PhotoId;
const shareOf = (query: string, change: Partial<PhotoRecord>) => {
  const facts = factsOf(record(change), createSame());
  const index = createWordIndex();
  index.add(facts);
  const [[share] = []] = findNamed(soughtWords(query, 1, index), index);
  return share;
};

test.each<[string, Partial<PhotoRecord>, number | undefined]>([
  ['IMG_2031', { name: 'IMG_2031.jpg' }, 1],
  ['img 2031', { name: 'IMG_2031.jpg' }, 1],
  ['2031', { name: 'IMG_20310.jpg' }, undefined],
  ['jpg', { name: 'IMG_2031.jpg' }, undefined],
  ['Lisbon', { paths: ['Holiday/Lisbon 2019/x.jpg'] }, 1],
  ['são', { caption: 'Sao Paulo' }, 1],
  ['sao', { title: 'SÃO PAULO' }, 1],
  ['a dog on the beach', { caption: 'on the way' }, undefined],
  ['a dog on the beach', { caption: 'beach' }, 0.5],
  ['family', { tags: ['Family'] }, 1],
  ['sea', { keywords: ['sea', 'sand'] }, 1],
  ['old', { name: 'new.jpg', paths: ['a/new.jpg', 'b/old.jpg'] }, 1],
  ['the who', { caption: 'the band' }, undefined],
  ['the', { caption: 'the band' }, undefined],
  ['-', { caption: 'the band' }, undefined],
  ['東京', { paths: ['東京/x.jpg'] }, 1],
])('of %j, %j has %s', (query, change, share) => {
  expect(shareOf(query, change)).toBe(share);
});

test('facts keep what filters ask of, and no more', () => {
  const facts = factsOf(
    record({ paths: ['a/b/x.jpg', 'x.jpg'], takenMs: 5, camera: 'C', gps: { lat: 1, lon: 2 }, author: 'A' }),
    createSame(),
  );
  expect(facts).toEqual({
    ...{
      id: '1'.repeat(64),
      names: ['x.jpg'],
      folders: ['a/b'],
      width: 4,
      height: 3,
      type: 'image/jpeg',
      bytes: 1,
      favourite: false,
      tags: [],
    },
    ...{ takenMs: 5, camera: 'C', gps: { lat: 1, lon: 2 }, author: 'A' },
  });
});

test('a word that stands nearly everywhere is not looked for, unless alone', () => {
  const index = createWordIndex();
  for (let n = 0; n < 150; n++) index.add(factsOf(record({ id: idOf(n), paths: [`pictures/${n}.jpg`] }), createSame()));
  expect(soughtWords('pictures of dogs', 150, index)).toEqual(['dogs']);
  expect(soughtWords('pictures', 150, index)).toEqual(['pictures']);
  expect(soughtWords('pictures of dogs', 400, index)).toEqual(['pictures', 'dogs']);
});

test('the index is as a plain look through the photos that are there, after any adding, changing and removing', () => {
  const step = fc.record({ n: fc.integer({ min: 0, max: 5 }), caption: fc.option(fc.constantFrom('cat', 'cat dog', 'dog sea', 'sea')) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const [index, there] = [createWordIndex(), new Map<number, PhotoFacts>()];
      for (const { n, caption } of steps) {
        if (caption === null) {
          index.remove(idOf(n));
          there.delete(n);
          continue;
        }
        const facts = factsOf(record({ id: idOf(n), name: `n${n}.jpg`, caption }), createSame());
        index.add(facts);
        there.set(n, facts);
      }
      for (const word of ['cat', 'dog', 'sea', 'n3', 'x']) {
        const expected = [...there.values()].filter((facts) => wordsOfPhoto(facts).includes(word)).map(({ id }) => id);
        expect((index.photosWith([word]).get(1) ?? []).sort()).toEqual(expected.sort());
        expect(index.countOf(word)).toBeGreaterThanOrEqual(expected.length);
      }
      const looked = ['cat', 'dog', 'sea'];
      for (const [count, photoIds] of index.photosWith(looked)) {
        const expected = [...there.values()].filter(
          (facts) => wordsOfPhoto(facts).filter((word) => looked.includes(word)).length === count,
        );
        expect(photoIds.sort()).toEqual(expected.map(({ id }) => id).sort());
      }
    }),
  );
});

test('removed photos do not pile up in it', () => {
  const index = createWordIndex();
  for (let n = 0; n < 5000; n++) {
    index.add(factsOf(record({ id: idOf(n % 10), caption: 'cat' }), createSame()));
    expect(index.enterSome(1)).toBe(false);
  }
  expect(index.photosWith(['cat']).get(1)).toHaveLength(10);
  expect(index.countOf('cat')).toBeLessThan(1100);
});

test('photos are entered some at a time, or all with the first question', () => {
  const index = createWordIndex();
  for (let n = 0; n < 5; n++) index.add(factsOf(record({ id: idOf(n), caption: 'cat' }), createSame()));
  expect([index.enterSome(2), index.enterSome(2), index.enterSome(2)]).toEqual([true, true, false]);
  index.add(factsOf(record({ id: idOf(9), caption: 'cat' }), createSame()));
  expect(index.photosWith(['cat']).get(1)).toHaveLength(6);
});
