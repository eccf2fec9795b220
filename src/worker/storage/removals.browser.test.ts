import { expect, test } from 'vitest';
import { noteFile } from './files.ts';
import { clearLibrary, readStats } from './library.ts';
import { fileOf, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { readTotals } from './meta.ts';
import { readPhotoRecords } from './photos.ts';
import { commitPrepared } from './prepared.ts';
import { readProblems } from './problems.ts';
import { purgeExpired, removePhotos, undoRemoval } from './removals.ts';
import type { Database } from './schema.ts';
import { markFailed, readIdsByState } from './statuses.ts';
import { openTestDatabase, reopen } from './test-database.ts';
import { commitVectors, loadVectors } from './vectors.ts';

const numbers = [1, 2, 3, 4];
const dayMs = 24 * 60 * 60 * 1000;

/** 1 and 2 indexed, 3 pending, 4 failed. */
async function openLibrary(): Promise<Database> {
  const db = await openTestDatabase();
  await commitPrepared(
    db,
    space,
    numbers.map((n) => preparedOf(n)),
  );
  await commitVectors(db, space, [photoIdOf(1), photoIdOf(2)], vectorsOf([1, 2]));
  await markFailed(db, space, [{ photoId: photoIdOf(4), code: 'model-failed', retryable: true }]);
  return db;
}

async function loadedIds(db: Database) {
  const loaded: string[] = [];
  await loadVectors(db, space, (ids) => loaded.push(...ids));
  return loaded.toSorted();
}

/** Everything that is told of a library, to see that nothing of it changed. */
const tell = async (db: Database) => ({
  photos: await readPhotoRecords(db, 99),
  states: await Promise.all((['pending', 'indexed', 'failed'] as const).map((state) => readIdsByState(db, space, state))),
  problems: await readProblems(db),
  vectors: await loadedIds(db),
  stats: await readStats(db, space),
});

test('a removal is undone whole, also after a reload', async () => {
  let db = await openLibrary();
  const before = await tell(db);
  expect(await removePhotos(db, [...numbers.map(photoIdOf), photoIdOf(77)])).toHaveLength(4);
  expect(await tell(db)).toMatchObject({ photos: [], states: [[], [], []], problems: [], vectors: [], stats: { photos: 0 } });
  db = await reopen(db);
  expect((await undoRemoval(db)).toSorted()).toEqual(numbers.map(photoIdOf).toSorted());
  expect(await tell(db)).toEqual(before);
  expect(await undoRemoval(db)).toEqual([]);
});

test('only the last removal can be undone; the one before gives its bytes back', async () => {
  const db = await openLibrary();
  await removePhotos(db, [photoIdOf(1)]);
  await removePhotos(db, [photoIdOf(77)]); // Nothing of that id: the removal before it stays the last.
  await removePhotos(db, [photoIdOf(2), photoIdOf(3)]);
  expect(await readTotals(db)).toMatchObject({ thumbnails: 22 + 23 + 24, previews: 62 + 63 + 64 });
  expect((await undoRemoval(db)).toSorted()).toEqual([photoIdOf(2), photoIdOf(3)].toSorted());
  expect(await loadedIds(db)).toEqual([photoIdOf(2)]);
  expect(await noteFile(db, photoIdOf(1), { file: fileOf(1) })).toBeUndefined();
});

test('a photo that is gone for good can be added anew', async () => {
  const db = await openLibrary();
  await removePhotos(db, [photoIdOf(1)], 1000);
  await purgeExpired(db, 1000 + 31 * dayMs);
  expect(await commitPrepared(db, space, [preparedOf(1)])).toMatchObject([{ outcome: 'added' }]);
  expect(await loadedIds(db)).toEqual([photoIdOf(2)]);
  expect(await commitVectors(db, space, [photoIdOf(1)], vectorsOf([1]))).toEqual([photoIdOf(1)]);
  expect(await loadedIds(db)).toEqual([photoIdOf(1), photoIdOf(2)].toSorted());
});

test('a removal lasts 30 days, and then its bytes go', async () => {
  const db = await openLibrary();
  await removePhotos(db, [photoIdOf(1)], 1000);
  await purgeExpired(db, 1000 + 30 * dayMs);
  expect(await readTotals(db)).toMatchObject({ thumbnails: 21 + 22 + 23 + 24 });
  expect(await undoRemoval(db, 1001 + 30 * dayMs)).toEqual([]);
  expect(await undoRemoval(db, 1000 + 30 * dayMs)).toEqual([photoIdOf(1)]);
});

test('vectors that arrive for a removed photo are not taken; undone, it is pending and its input is there', async () => {
  const db = await openLibrary();
  await removePhotos(db, [photoIdOf(3)]);
  expect(await commitVectors(db, space, [photoIdOf(3)], vectorsOf([3]))).toEqual([]);
  await undoRemoval(db);
  expect(await readIdsByState(db, space, 'pending')).toEqual([photoIdOf(3)]);
  expect(await commitVectors(db, space, [photoIdOf(3)], vectorsOf([3]))).toEqual([photoIdOf(3)]);
});

test('clearing leaves nothing of the person, and work can begin anew', async () => {
  const db = await openLibrary();
  await removePhotos(db, [photoIdOf(1)]);
  await clearLibrary(db);
  for (const name of db.objectStoreNames) expect([name, await db.count(name)]).toEqual([name, name === 'spaces' ? 1 : 0]);
  await commitPrepared(db, space, [preparedOf(1)]);
});
