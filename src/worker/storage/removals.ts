// Removing photos, and taking that back. One removal can be undone: the last, for 30 days.

import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { dropRows } from './chunks.ts';
import { addToTotals } from './meta.ts';
import type { Database, RemovedRow, Status } from './schema.ts';
import { read, type StoreName, type Write, write } from './transaction.ts';

const undoableMs = 30 * 24 * 60 * 60 * 1000;
const noteStores = ['photos', 'statuses', 'problems', 'removed', 'spaces'] as const satisfies StoreName[];
const purgeStores = ['removed', 'thumbnails', 'previews', 'inputs', 'vectorIds', 'vectorSums', 'meta'] as const satisfies StoreName[];

/** Takes photos out of the library, in one transaction: their rows move to the note of their removal, pictures and vectors stay where
 * they are. What an earlier removal left behind goes for good.
 * @returns those that were there; the ranking must forget them. */
export const removePhotos = (db: Database, photoIds: readonly PhotoId[], now: number = Date.now()): Promise<PhotoId[]> =>
  write(
    db,
    [...noteStores, ...purgeStores],
    async (tx) => {
      const records = await Promise.all([...new Set(photoIds)].map((photoId) => tx.objectStore('photos').get(photoId)));
      const photos = records.filter((record) => record !== undefined);
      if (photos.length === 0) return [];
      await purgeIn(tx, await tx.objectStore('removed').index('by-batch').getAll());
      const spaces = await tx.objectStore('spaces').getAllKeys();
      await Promise.all(
        photos.map(async (photo) => {
          const statuses = await statusesOf(tx, spaces, photo.id);
          const problem = await tx.objectStore('problems').get(photo.id);
          await Promise.all([
            tx.objectStore('removed').put({
              ...{ photoId: photo.id, at: now, batch: now },
              kept: { photo, statuses, problems: problem ? [problem] : [] },
            }),
            tx.objectStore('photos').delete(photo.id),
            tx.objectStore('problems').delete(photo.id),
            ...statuses.map(({ space }) => tx.objectStore('statuses').delete([space, photo.id])),
          ]);
        }),
      );
      return photos.map(({ id }) => id);
    },
    'strict',
  );

/** Puts the last removal back. @returns the photos that came back. The ranking must be given their vectors again
 * (`readVectors`); those that were pending are pending again. */
export const undoRemoval = (db: Database, now: number = Date.now()): Promise<PhotoId[]> =>
  write(
    db,
    noteStores,
    async (tx) => {
      const rows = await tx.objectStore('removed').index('by-batch').getAll();
      const back = rows.filter(({ at }) => now - at <= undoableMs);
      await Promise.all(back.map((row) => restoreIn(tx, row)));
      return back.map(({ photoId }) => photoId);
    },
    'strict',
  );

/** Photos that a person removed, and that only adding brings back. */
export const readRemovedIds = async (db: Database): Promise<ReadonlySet<string>> =>
  new Set(await read(db, ['removed'], (tx) => tx.objectStore('removed').getAllKeys()));

/** The last removal can be undone no more; what was kept for that goes. */
export const purgeRemoved = (db: Database): Promise<void> =>
  write(db, purgeStores, async (tx) => purgeIn(tx, await tx.objectStore('removed').index('by-batch').getAll()));

/** Frees what was kept of a removal that is too old to undo. To be called when the library opens. */
export const purgeExpired = (db: Database, now: number = Date.now()): Promise<void> =>
  write(db, purgeStores, async (tx) => {
    const rows = await tx.objectStore('removed').index('by-batch').getAll();
    await purgeIn(
      tx,
      rows.filter(({ at }) => now - at > undoableMs),
    );
  });

/** Within a transaction that covers photos, statuses, problems and removed. A row that keeps nothing is left as it is. */
export async function restoreIn(tx: Write, { photoId, kept }: RemovedRow): Promise<void> {
  if (!kept) return;
  await Promise.all([
    tx.objectStore('photos').put(kept.photo, photoId),
    ...kept.statuses.map((status) => tx.objectStore('statuses').put(status)),
    ...kept.problems.map((problem) => tx.objectStore('problems').put(problem)),
    tx.objectStore('removed').delete(photoId),
  ]);
}

export async function statusesOf(tx: Write, spaces: readonly SpaceId[], photoId: PhotoId): Promise<Status[]> {
  const found = await Promise.all(spaces.map((space) => tx.objectStore('statuses').get([space, photoId])));
  return found.filter((status) => status !== undefined);
}

/** Deletes pictures, inputs and vectors of removed photos; of each stays its note, and where its files lie. */
async function purgeIn(tx: Write, rows: readonly RemovedRow[]): Promise<void> {
  const photos = rows.flatMap(({ kept }) => (kept ? [kept.photo] : []));
  if (photos.length === 0) return;
  const statuses = rows.flatMap(({ kept }) => kept?.statuses ?? []);
  await Promise.all([
    ...rows.map(({ photoId, at }) => tx.objectStore('removed').put({ photoId, at })),
    ...photos.flatMap(({ id }) => [tx.objectStore('thumbnails').delete(id), tx.objectStore('previews').delete(id)]),
    ...statuses.map(({ space, photoId }) => tx.objectStore('inputs').delete([space, photoId])),
  ]);
  const indexed = statuses.filter(({ state }) => state === 'indexed');
  for (const space of new Set(indexed.map((status) => status.space)))
    await dropRows(tx, space, new Set(indexed.filter((status) => status.space === space).map(({ photoId }) => photoId)));
  await addToTotals(tx, {
    thumbnails: -photos.reduce((sum, { thumbnailBytes }) => sum + thumbnailBytes, 0),
    previews: -photos.reduce((sum, { previewBytes }) => sum + previewBytes, 0),
  });
}
