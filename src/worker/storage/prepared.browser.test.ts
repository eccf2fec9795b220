import { expect, test } from 'vitest';
import type { SpaceId } from '../../shared/domain/photo.ts';
import { wallClockMs } from './descriptions.ts';
import { noteFile, readFiles } from './files.ts';
import { fileOf, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { readTotals } from './meta.ts';
import { readPhoto, readPhotoRecords, readPreview, readRecordsOf, readThumbnails, setFavourite } from './photos.ts';
import { commitPrepared } from './prepared.ts';
import { readProblems, recordProblems } from './problems.ts';
import { enqueue, readQueue } from './queue.ts';
import { removePhotos, undoRemoval } from './removals.ts';
import { addSpace } from './spaces.ts';
import { countByState, markFailed, readIdsByState, readInputs } from './statuses.ts';
import { openTestDatabase, reopen } from './test-database.ts';
import { commitVectors, readVectors } from './vectors.ts';

test('a batch becomes photos that are there after a reload: record, pictures, input, status, file', async () => {
  let db = await openTestDatabase();
  const rows = [1, 2, 3].map((n) => preparedOf(n));
  const committed = await commitPrepared(db, space, rows, Date.UTC(2026, 0, 2));
  expect(committed.map(({ outcome }) => outcome)).toEqual(['added', 'added', 'added']);
  db = await reopen(db);
  const photo = await readPhoto(db, space, photoIdOf(2));
  expect(photo).toEqual({
    ...{ id: photoIdOf(2), name: 'IMG_0002.jpg', paths: ['trip/IMG_0002.jpg'], width: 4000, height: 3000, type: 'image/jpeg', bytes: 1002 },
    ...{ takenAt: '2024-06-03T18:30:00+02:00', takenFrom: 'exif', camera: 'Made Up 1' },
    ...{ status: 'pending', favourite: false, tags: [], addedAt: '2026-01-02T00:00:00.000Z' },
  });
  expect(committed[1]?.photo).toMatchObject({
    id: photoIdOf(2),
    takenMs: Date.UTC(2024, 5, 3, 18, 30),
    thumbnailBytes: 22,
    previewBytes: 62,
  });
  expect(await readPreview(db, photoIdOf(2))).toEqual(rows[1]?.photo.preview);
  expect(await readThumbnails(db, [photoIdOf(3), photoIdOf(9), photoIdOf(1)])).toEqual([
    rows[2]?.photo.thumbnail,
    undefined,
    rows[0]?.photo.thumbnail,
  ]);
  const ofThese = await readRecordsOf(db, [photoIdOf(3), photoIdOf(9), photoIdOf(1)]);
  expect(ofThese.map(({ id }) => id)).toEqual([photoIdOf(3), photoIdOf(1)]);
  const [first, ...rest] = await readPhotoRecords(db, 1);
  expect([rest, await readPhotoRecords(db, 9, first?.id)]).toEqual([[], expect.objectContaining({ length: 2 })]);
  expect(await readInputs(db, space, [photoIdOf(1), photoIdOf(9)])).toEqual([rows[0]?.photo.input, undefined]);
  expect(await countByState(db, space)).toEqual({ pending: 3, indexed: 0, failed: 0 });
  expect(await readFiles(db, photoIdOf(1))).toEqual([
    { folder: '', path: 'trip/IMG_0001.jpg', photoId: photoIdOf(1), size: 1001, modifiedAt: 1_700_000_000_001 },
  ]);
  expect(await readTotals(db)).toEqual({ thumbnails: 66, previews: 186, vectors: 0 });
});

test('a photo that comes with its vector is indexed at once, and no input is kept for it', async () => {
  const db = await openTestDatabase();
  const rows = [1, 2, 3].map((n) => ({ ...preparedOf(n), vector: n === 2 ? undefined : vectorsOf([n]) }));
  const committed = await commitPrepared(db, space, rows);
  expect(committed.map(({ indexed }) => indexed)).toEqual([true, false, true]);
  expect(await countByState(db, space)).toEqual({ pending: 1, indexed: 2, failed: 0 });
  expect(await readInputs(db, space, [photoIdOf(1), photoIdOf(2)])).toEqual([undefined, rows[1]?.photo.input]);
  const { ids, vectors } = await readVectors(db, space, [photoIdOf(3)]);
  expect([ids, vectors]).toEqual([[photoIdOf(3)], vectorsOf([3])]);
  expect((await readTotals(db)).vectors).toBe(vectorsOf([1, 3]).byteLength);
  // Brought again with a vector: it has one, and gets no second; the one that waits is for the line to finish.
  const again = await commitPrepared(
    db,
    space,
    [1, 2].map((n) => ({ ...preparedOf(n), vector: vectorsOf([n]) })),
  );
  expect(again.map(({ outcome, indexed }) => [outcome, indexed])).toEqual([
    ['known', false],
    ['known', false],
  ]);
  await expect(commitPrepared(db, space, [{ ...preparedOf(4), vector: new Float32Array(3) }])).rejects.toMatchObject({
    code: 'invalid-argument',
  });
  expect(await readPhotoRecords(db, 9)).toHaveLength(3);
});

test('a failed photo that is brought again with its vector is indexed, its problem and its input are gone', async () => {
  const db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1)]);
  await markFailed(db, space, [{ photoId: photoIdOf(1), code: 'model-failed', retryable: true }]);
  await commitPrepared(db, space, [{ ...preparedOf(1), vector: vectorsOf([1]) }]);
  expect(await countByState(db, space)).toEqual({ pending: 0, indexed: 1, failed: 0 });
  expect([await readProblems(db), await readInputs(db, space, [photoIdOf(1)])]).toEqual([[], [undefined]]);
});

test('the same photo twice, in one batch or later, is one photo with two paths, newest first', async () => {
  const db = await openTestDatabase();
  const first = await commitPrepared(db, space, [preparedOf(1), preparedOf(1, { path: 'copy/again.jpg' }), preparedOf(2)]);
  expect(first.map(({ outcome }) => outcome)).toEqual(['added', 'known', 'added']);
  expect(await readPhoto(db, space, photoIdOf(1))).toMatchObject({ name: 'again.jpg', paths: ['copy/again.jpg', 'trip/IMG_0001.jpg'] });
  const later = await commitPrepared(db, space, [preparedOf(1)]);
  expect(later).toMatchObject([{ outcome: 'known', photo: { name: 'IMG_0001.jpg', paths: ['trip/IMG_0001.jpg', 'copy/again.jpg'] } }]);
  expect(await readPhotoRecords(db, 10)).toHaveLength(2);
});

test('a known photo costs one note; an unknown one writes nothing', async () => {
  const db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1)]);
  const [known = 0, unknown] = await enqueue(db, [fileOf(1, 'elsewhere.jpg'), fileOf(2)], 'now');
  expect(await noteFile(db, photoIdOf(1), { file: fileOf(1, 'elsewhere.jpg'), queueKey: known })).toMatchObject({
    outcome: 'known',
    photo: { name: 'elsewhere.jpg', paths: ['elsewhere.jpg', 'trip/IMG_0001.jpg'] },
  });
  expect(await noteFile(db, photoIdOf(2), { file: fileOf(2), queueKey: unknown })).toBeUndefined();
  expect((await readQueue(db)).map(({ key }) => key)).toEqual([unknown]);
});

test('a file of the same shot comes last, and never names the photo', async () => {
  const db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1)]);
  await noteFile(db, photoIdOf(1), { file: { ...fileOf(1, 'trip/IMG_0001.cr2'), beside: true } });
  const noted = await noteFile(db, photoIdOf(1), { file: fileOf(1, 'newer.jpg') });
  expect(noted?.photo).toMatchObject({ name: 'newer.jpg', paths: ['newer.jpg', 'trip/IMG_0001.jpg', 'trip/IMG_0001.cr2'] });
  expect((await readFiles(db, photoIdOf(1))).map(({ path, beside }) => [path, beside])).toEqual([
    ['newer.jpg', undefined],
    ['trip/IMG_0001.cr2', true],
    ['trip/IMG_0001.jpg', undefined],
  ]);
});

test('what becomes a photo leaves the queue and the problems in the same transaction', async () => {
  const db = await openTestDatabase();
  const [queueKey] = await enqueue(db, [fileOf(1)], 'now');
  const { path, name } = fileOf(1);
  await recordProblems(db, [
    { problem: { key: path, name, path, code: 'unreadable-file', retryable: true } },
    { problem: { key: photoIdOf(1), photoId: photoIdOf(1), name, path, code: 'worker-crashed', retryable: true } },
  ]);
  await commitPrepared(db, space, [preparedOf(1, { queueKey: queueKey ?? -1 })]);
  expect([await readQueue(db), await readProblems(db)]).toEqual([[], []]);
});

test('a photo that was removed comes back as it was, with its vector, when it is added again', async () => {
  const db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1), preparedOf(2)]);
  await commitVectors(db, space, [photoIdOf(1)], vectorsOf([1]));
  await setFavourite(db, [photoIdOf(1)], true);
  await removePhotos(db, [photoIdOf(1), photoIdOf(2)]);
  expect(await commitPrepared(db, space, [preparedOf(1, { path: 'again.jpg' })])).toMatchObject([
    { outcome: 'restored', photo: { favourite: true } },
  ]);
  expect(await noteFile(db, photoIdOf(2), { file: fileOf(2) })).toMatchObject({ outcome: 'restored' });
  expect(await readPhoto(db, space, photoIdOf(1))).toMatchObject({ status: 'indexed', name: 'again.jpg' });
  expect(await readVectors(db, space, [photoIdOf(1)])).toEqual({ ids: [photoIdOf(1)], vectors: vectorsOf([1]) });
  expect(await readIdsByState(db, space, 'pending')).toEqual([photoIdOf(2)]);
  expect(await undoRemoval(db)).toEqual([]);
});

test('a photo of another space gets its input there and keeps what it has', async () => {
  const db = await openTestDatabase();
  const other = 'test:other:1:1' as SpaceId; // As SpaceId: any text is one.
  await addSpace(db, { id: other, dim: 8 });
  await commitPrepared(db, space, [preparedOf(1)]);
  await commitVectors(db, space, [photoIdOf(1)], vectorsOf([1]));
  expect(await commitPrepared(db, other, [preparedOf(1)])).toMatchObject([{ outcome: 'known' }]);
  expect([await countByState(db, space), await countByState(db, other)]).toMatchObject([{ indexed: 1 }, { pending: 1 }]);
});

test('a space has to be known', async () => {
  const db = await openTestDatabase();
  const unknown = 'test:unknown' as SpaceId; // As SpaceId: any text is one.
  await expect(commitPrepared(db, unknown, [preparedOf(1)])).rejects.toMatchObject({ code: 'not-found', subject: unknown });
  await expect(addSpace(db, { id: space, dim: 3 })).rejects.toMatchObject({ code: 'invalid-argument' });
  await expect(readPhoto(db, space, photoIdOf(1))).rejects.toMatchObject({ code: 'not-found' });
  await expect(readPreview(db, photoIdOf(1))).rejects.toMatchObject({ code: 'not-found' });
});

test.each([
  ['2024-06-01T18:30:00+02:00', Date.UTC(2024, 5, 1, 18, 30)],
  ['2024-06-01T18:30:00Z', Date.UTC(2024, 5, 1, 18, 30)],
  ['2024-06-01T18:30:00.250', Date.UTC(2024, 5, 1, 18, 30, 0, 250)],
  ['2024-06-01T18:30-0930', Date.UTC(2024, 5, 1, 18, 30)],
  ['2024-06-01', Date.UTC(2024, 5, 1)],
  ['not a date', undefined],
])('%s on the camera is %s', (takenAt, ms) => {
  expect(wallClockMs({ takenAt })).toBe(ms);
  expect(wallClockMs({})).toBeUndefined();
});
