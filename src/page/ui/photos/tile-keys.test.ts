import { expect, test } from 'vitest';
import type { PhotoId } from '../../../shared/domain/photo.ts';
import { createTileKeys } from './tile-keys.ts';

const ids = (text: string) => text.split('') as PhotoId[]; // A letter does for an id here.

test('within a list a photo keeps its key, wherever it moves', () => {
  const keyOf = createTileKeys();
  expect(ids('abc').map(keyOf)).toEqual([0, 1, 2]);
  expect(ids('xcab').map(keyOf)).toEqual([3, 2, 0, 1]);
});

test('the first tiles of the next list have the keys of the first of this one', () => {
  expect(ids('abc').map(createTileKeys())).toEqual(ids('cxy').map(createTileKeys()));
});
