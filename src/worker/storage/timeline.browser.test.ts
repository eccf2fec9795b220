import { expect, test } from 'vitest';
import type { Timeline } from '../../shared/domain/library.ts';
import { noteFile } from './files.ts';
import { clearLibrary } from './library.ts';
import { fileOf, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { writeMeta } from './meta.ts';
import { setFavourite } from './photos.ts';
import { commitPrepared } from './prepared.ts';
import { removePhotos } from './removals.ts';
import { markFailed } from './statuses.ts';
import { openTestDatabase, reopen } from './test-database.ts';
import { keepTimeline, readTimeline } from './timeline.ts';
import { write } from './transaction.ts';
import { commitVectors } from './vectors.ts';

const timeline: Timeline = {
  count: 1,
  ids: Uint8Array.from({ length: 32 }, (_, i) => i),
  aspects: Float32Array.of(1.5),
  takenMs: Float64Array.of(Number.NaN),
  colours: Uint32Array.of(0x123456),
  flags: Uint8Array.of(2),
};

test('a kept timeline is there after a reload, as it was', async () => {
  let db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1)]);
  expect(await readTimeline(db)).toBeUndefined();
  expect(await keepTimeline(db, timeline)).toBe(true);
  db = await reopen(db);
  expect(await readTimeline(db)).toEqual(timeline);
});

test.each<[string, (db: Awaited<ReturnType<typeof openTestDatabase>>) => Promise<unknown>]>([
  ['a new photo', (db) => commitPrepared(db, space, [preparedOf(2)])],
  ['another place', (db) => noteFile(db, photoIdOf(1), { file: fileOf(1, 'else.jpg') })],
  ['a vector', (db) => commitVectors(db, space, [photoIdOf(1)], vectorsOf([1]))],
  ['a failure', (db) => markFailed(db, space, [{ photoId: photoIdOf(1), code: 'model-failed', retryable: true }])],
  ['a favourite', (db) => setFavourite(db, [photoIdOf(1)], true)],
  ['a removal', (db) => removePhotos(db, [photoIdOf(1)])],
  ['an erasure', (db) => clearLibrary(db)],
])('%s takes it away, also in a session that did not keep it', async (_name, change) => {
  let db = await openTestDatabase();
  await commitPrepared(db, space, [preparedOf(1)]);
  await keepTimeline(db, timeline);
  await writeMeta(db, 'active-space', space);
  expect(await readTimeline(db)).toBeDefined();
  db = await reopen(db);
  await change(db);
  expect(await readTimeline(db)).toBeUndefined();
});

test('what is not written takes nothing away, and while something is written none is kept', async () => {
  const db = await openTestDatabase();
  await keepTimeline(db, timeline);
  const failing = write(db, ['photos'], () => Promise.reject(new Error('no')));
  expect(await keepTimeline(db, timeline)).toBe(false);
  await expect(failing).rejects.toThrow('no');
  expect(await readTimeline(db)).toEqual(timeline);
  const written = commitPrepared(db, space, [preparedOf(1)]);
  expect(await keepTimeline(db, timeline)).toBe(false);
  await written;
  expect(await readTimeline(db)).toBeUndefined();
});
