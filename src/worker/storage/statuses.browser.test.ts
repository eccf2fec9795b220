import { expect, test } from 'vitest';
import type { SpaceId } from '../../shared/domain/photo.ts';
import { readFiles } from './files.ts';
import { madeUpDim, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { readTotals } from './meta.ts';
import { readPhotoRecords } from './photos.ts';
import { commitPrepared } from './prepared.ts';
import { readProblems } from './problems.ts';
import { addSpace } from './spaces.ts';
import { cancelPending, countByState, markFailed, readIdsByState, readInputs, retryFailed } from './statuses.ts';
import { openTestDatabase, reopen } from './test-database.ts';
import { commitVectors, loadVectors } from './vectors.ts';

const range = (count: number) => Array.from({ length: count }, (_, n) => n);

test('after a kill what was decoded and not embedded goes on from its kept input', async () => {
  let db = await openTestDatabase();
  await commitPrepared(
    db,
    space,
    range(40).map((n) => preparedOf(n)),
  );
  await commitVectors(db, space, range(16).map(photoIdOf), vectorsOf(range(16)));
  db = await reopen(db);
  const pending = await readIdsByState(db, space, 'pending');
  expect(pending).toEqual(range(40).slice(16).map(photoIdOf).toSorted());
  expect((await readInputs(db, space, pending)).every((input) => input?.byteLength === 12)).toBe(true);
});

test('a failed photo is a problem with its name, keeps its input, and is pending again when retried', async () => {
  const db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1), preparedOf(2)]);
  await markFailed(
    db,
    space,
    [
      { photoId: photoIdOf(1), code: 'model-failed', retryable: true },
      { photoId: photoIdOf(9), code: 'model-failed', retryable: true },
    ],
    5,
  );
  expect(await readProblems(db)).toEqual([
    {
      key: photoIdOf(1),
      photoId: photoIdOf(1),
      name: 'IMG_0001.jpg',
      path: 'trip/IMG_0001.jpg',
      code: 'model-failed',
      retryable: true,
      tries: 1,
      at: 5,
    },
  ]);
  expect(await commitVectors(db, space, [photoIdOf(1)], vectorsOf([1])), 'failed is not pending').toEqual([]);
  expect(await retryFailed(db, space, [photoIdOf(2)])).toEqual([]);
  expect(await retryFailed(db, space)).toEqual([photoIdOf(1)]);
  expect(await readProblems(db)).toEqual([]);
  await markFailed(db, space, [{ photoId: photoIdOf(1), code: 'model-failed', retryable: true }]);
  expect(await readProblems(db)).toMatchObject([{ tries: 2 }]);
  await retryFailed(db, space, [photoIdOf(1)]);
  expect(await commitVectors(db, space, [photoIdOf(1)], vectorsOf([1]))).toEqual([photoIdOf(1)]);
});

test('cancelling deletes what is pending wholly, over more than one transaction, and keeps what is committed', async () => {
  const db = await openTestDatabase();
  await commitPrepared(
    db,
    space,
    range(300).map((n) => preparedOf(n)),
  );
  await commitVectors(db, space, [photoIdOf(7)], vectorsOf([7]));
  const cancelled = await cancelPending(db, space);
  expect(cancelled).toHaveLength(299);
  expect(cancelled).toContainEqual({ photoId: photoIdOf(8), name: 'IMG_0008.jpg' });
  expect((await readPhotoRecords(db, 999)).map(({ id }) => id)).toEqual([photoIdOf(7)]);
  expect([await readFiles(db, photoIdOf(8)), await readTotals(db)]).toEqual([[], { thumbnails: 27, previews: 67, vectors: 4 * madeUpDim }]);
  expect(await commitVectors(db, space, [photoIdOf(8)], vectorsOf([8])), 'a vector that was under way').toEqual([]);
});

test('cancelling in one space leaves a photo that stands in another', async () => {
  const db = await openTestDatabase();
  const other = 'test:other:1:1' as SpaceId; // As SpaceId: any text is one.
  await addSpace(db, { id: other, dim: madeUpDim });
  await commitPrepared(db, space, [preparedOf(1)]);
  await commitVectors(db, space, [photoIdOf(1)], vectorsOf([1]));
  await commitPrepared(db, other, [preparedOf(1), preparedOf(2)]);
  await cancelPending(db, other);
  expect((await readPhotoRecords(db, 9)).map(({ id }) => id)).toEqual([photoIdOf(1)]);
  expect([await countByState(db, space), await countByState(db, other)]).toMatchObject([{ indexed: 1 }, { pending: 0, indexed: 0 }]);
});

test('vectors of the wrong shape, or in an unknown space, change nothing', async () => {
  const db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1)]);
  await expect(commitVectors(db, space, [photoIdOf(1)], vectorsOf([1, 2]))).rejects.toMatchObject({ code: 'invalid-argument' });
  await expect(loadVectors(db, 'test:unknown' as SpaceId, () => undefined)).rejects.toMatchObject({ code: 'not-found' }); // As SpaceId: any text is one.
  expect(await countByState(db, space)).toEqual({ pending: 1, indexed: 0, failed: 0 });
});
