// Libraries made by earlier versions of this code (tools/make-fixture-db.ts), opened by today's.

import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from './database.ts';
import { type Dump, restoreDump } from './dump.ts';
import { noteFile, readFiles } from './files.ts';
import { checkInvariants } from './invariants.ts';
import { readStats } from './library.ts';
import { fileOf, madeUpDim, madeUpSearches, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { readMeta } from './meta.ts';
import { migrations } from './migrations.ts';
import { readPhoto, readPhotoRecords, readPreview, readThumbnails } from './photos.ts';
import { readProblems } from './problems.ts';
import { readQueue } from './queue.ts';
import { undoRemoval } from './removals.ts';
import { readSearches } from './searches.ts';
import { readIdsByState, readInputs } from './statuses.ts';
import { testName, unexpected } from './test-database.ts';
import { loadVectors } from './vectors.ts';

const dumps = Object.entries(import.meta.glob<Dump>('../../../e2e/fixtures/db-v*.json', { eager: true, import: 'default' }));

test('there is a library of every version', () => {
  expect(dumps.map(([, dump]) => dump.version)).toEqual(migrations.map((_, n) => n + 1));
});

test.each(dumps)('%s opens with all that is in it', async (_path, dump) => {
  const name = testName();
  await restoreDump(name, dump);
  const db = await openDatabase(name, unexpected);
  onTestFinished(() => db.close());
  expect(await checkInvariants(db)).toEqual([]);
  expect(await readMeta(db, 'active-space')).toBe(space);
  const there = [0, 1, 2, 4, 5, 6, 8, 9, 10];
  expect((await readPhotoRecords(db, 99)).map(({ id }) => id)).toEqual(there.map(photoIdOf).toSorted());
  expect(await readStats(db, space)).toMatchObject({
    photos: 9,
    indexed: 7,
    pending: 1,
    failed: 1,
    spaces: [{ id: space, dim: madeUpDim, count: 7 }],
  });
  const loaded = new Map<string, number[]>();
  await loadVectors(db, space, (ids, vectors) => {
    for (const [row, id] of ids.entries()) loaded.set(id, [...vectors.slice(row * madeUpDim, (row + 1) * madeUpDim)]);
  });
  expect(loaded).toEqual(new Map([0, 1, 2, 4, 5, 6, 8].map((n) => [photoIdOf(n), [...vectorsOf([n])]])));

  expect(await readPhoto(db, space, photoIdOf(1))).toMatchObject({
    name: 'one.jpg',
    paths: ['copy of a trip/one.jpg', 'trip/IMG_0001.jpg'],
  });
  expect(await readFiles(db, photoIdOf(1))).toHaveLength(2);
  expect(await readPhoto(db, space, photoIdOf(2))).toMatchObject({
    favourite: true,
    status: 'indexed',
    addedAt: '2026-01-01T00:00:00.000Z',
  });
  expect(await readPreview(db, photoIdOf(2))).toEqual(preparedOf(2).photo.preview);
  expect(await readThumbnails(db, [photoIdOf(4)])).toEqual([preparedOf(4).photo.thumbnail]);
  expect(await readIdsByState(db, space, 'pending')).toEqual([photoIdOf(10)]);
  expect(await readInputs(db, space, [photoIdOf(9), photoIdOf(10)])).toEqual([preparedOf(9).photo.input, preparedOf(10).photo.input]);
  expect(await readProblems(db)).toMatchObject([
    { key: photoIdOf(9), code: 'model-failed' },
    { key: fileOf(11).path, code: 'damaged-file' },
  ]);
  expect(await readQueue(db)).toMatchObject([{ ...fileOf(12), session: 'interrupted session' }]);
  expect(await readSearches(db)).toEqual(dump.version < 2 ? [] : madeUpSearches.toReversed());

  expect(await noteFile(db, photoIdOf(3), { file: fileOf(3) }), 'gone for good').toBeUndefined();
  expect(await undoRemoval(db, Date.UTC(2026, 0, 2))).toEqual([photoIdOf(7)]);
  expect(await readPhoto(db, space, photoIdOf(7))).toMatchObject({ status: 'indexed' });
});
