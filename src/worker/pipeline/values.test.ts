// What filters are completed with: the library's own values, each counted as the filter itself would find it.

import { expect, test } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import type { MatchContext, PhotoFacts } from '../../shared/domain/query/facts.ts';
import { type FieldName, fieldNames, fieldOf } from '../../shared/domain/query/fields.ts';
import { createValues } from './values.ts';

const context: MatchContext = { nowMs: Date.UTC(2024, 5, 15), statusOf: () => 'indexed' };

function photo(n: number, known: Partial<PhotoFacts>): { facts: PhotoFacts } {
  const plain = {
    names: [`IMG_${n}.jpg`],
    folders: [],
    width: 400,
    height: 300,
    type: 'image/jpeg',
    bytes: 1000,
    favourite: false,
    tags: [],
  };
  return { facts: { id: String(n).padStart(64, '0') as PhotoId, ...plain, ...known } }; // As PhotoId: it has the form of one.
}
const photos = [
  photo(1, { camera: 'Pixel 7', takenMs: Date.UTC(2023, 5, 3), folders: ['Trips/Lisbon'], rating: 5 }),
  photo(2, { camera: 'Pixel 7 Pro', takenMs: Date.UTC(2023, 5, 9), folders: ['Trips/Lisbon'], tags: ['family'] }),
  photo(3, { camera: 'Pixel 7 Pro', takenMs: Date.UTC(2023, 7, 1), folders: ['Trips/Rome'], rating: 4, favourite: true }),
  photo(4, { camera: 'iPhone 12', takenMs: Date.UTC(2024, 4, 1), type: 'image/png', keywords: ['Family', 'seven'] }),
  photo(5, { width: 300, height: 400 }),
];
const values = createValues({ photos: () => photos, context: () => context });
const list = async (field: FieldName | undefined, partial: string, limit = 8) =>
  (await values.list({ ...(field && { field }), partial, limit })).map(
    (one) => `${field ? '' : `${one.field}:`}${one.value} ${one.photos}`,
  );

test.each<[FieldName, string, string[]]>([
  // A part of a longer name matches too: what is counted is what the filter finds.
  ['camera', '', ['Pixel 7 Pro 2', 'Pixel 7 3', 'iPhone 12 1']],
  ['camera', 'pro', ['Pixel 7 Pro 2']],
  ['camera', 'PIX', ['Pixel 7 Pro 2', 'Pixel 7 3']],
  ['camera', 'nokia', []],
  ['folder', '', ['Trips 3', 'Trips/Lisbon 2', 'Trips/Rome 1']],
  ['folder', 'rom', ['Trips/Rome 1']],
  ['tag', 'fam', ['family 2']],
  ['type', '', ['jpeg 4', 'png 1']],
  ['is', '', ['portrait 1', 'landscape 4', 'favourite 1', 'indexed 5']],
  ['is', 'fav', ['favourite 1']],
  ['is', 'favor', ['favorite 1']],
  ['has', 'ca', ['camera 4']],
  ['rating', '', ['5 1', '4.. 2', '3.. 2', '2.. 2', '1.. 2']],
  ['date', '', ['2024 1', '2023 3', 'last-month 1']],
  ['date', '2023', ['2023 3', '2023-08 1', '2023-06 2']],
  ['date', 'last', ['last-month 1', 'last-year 3']],
  ['before', '2024', ['2024 3', '2024-05 3']],
])('%s:%s is offered %j', async (field, partial, expected) => {
  expect(await list(field, partial)).toEqual(expected);
});

test('a bare word is offered what begins with it, whatever the field', async () => {
  expect(await list(undefined, 'fam')).toEqual(['tag:family 2']);
  expect(await list(undefined, 'lis')).toEqual(['folder:Trips/Lisbon 2']);
  expect(await list(undefined, 'ixel')).toEqual([]);
  expect(await list(undefined, 'portr')).toEqual(['is:portrait 1']);
  expect(await list(undefined, '2024')).toEqual(['date:2024 1', 'date:2024-05 1']);
  expect(await list(undefined, 'p', 1)).toEqual(['camera:Pixel 7 3']);
});

test('whatever is offered is understood, and finds as many photos as it says', async () => {
  for (const field of fieldNames)
    for (const { value, photos: said } of await values.list({ field, partial: '', limit: 99 })) {
      const matches = fieldOf(field).read([value])?.(context);
      expect(photos.filter(({ facts }) => matches?.(facts)).length, `${field}:${value}`).toBe(said);
      expect(said).toBeGreaterThan(0);
    }
});

test('what is offered follows the library once it is told of a change, and a call can be given up', async () => {
  const library = [...photos];
  const own = createValues({ photos: () => library, context: () => context });
  const cameras = async () => (await own.list({ field: 'camera', partial: 'nok', limit: 8 })).map(({ value }) => value);
  expect(await cameras()).toEqual([]);
  library.push(photo(6, { camera: 'Nokia 3310' }));
  own.forget();
  expect(await cameras()).toEqual(['Nokia 3310']);
  await expect(own.list({ field: 'camera', partial: '', limit: 8 }, AbortSignal.abort())).rejects.toThrow('abort');
});
