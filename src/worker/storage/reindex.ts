// Filling a second space with photos that the library has: what the ingest does for new ones, without their files.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { appendRows, vectorStores } from './chunks.ts';
import { within } from './key-range.ts';
import { addToTotals } from './meta.ts';
import type { Database } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { read, write } from './transaction.ts';
import type { Vectors } from './vectors.ts';

/** Photos that do not stand in a space, in the order of ids. */
export const readUnplaced = (db: Database, space: SpaceId): Promise<PhotoId[]> =>
  read(db, ['photos', 'statuses'], async (tx) => {
    const [photos, placed] = await Promise.all([
      tx.objectStore('photos').getAllKeys(),
      tx.objectStore('statuses').index('by-state').getAllKeys(within(space)),
    ]);
    const there = new Set(placed.map(([, photoId]) => photoId));
    return photos.filter((photoId) => !there.has(photoId));
  });

/** Vectors of photos that had no place in the space, and their statuses: one transaction. Those that were removed, or got a place meanwhile, are left out.
 * @param vectors float32 [photoIds × dim], each row of unit length. @returns those written.
 * @throws {AppError} `not-found` (the space), `invalid-argument` (the shape), `storage-full`, `storage-failed`. */
export const placePhotos = (db: Database, space: SpaceId, photoIds: readonly PhotoId[], vectors: Vectors): Promise<PhotoId[]> =>
  write(db, ['photos', 'spaces', 'statuses', ...vectorStores, 'meta'], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    if (vectors.length !== photoIds.length * dim)
      throw new AppError('invalid-argument', { subject: space, reason: `${vectors.length} values for ${photoIds.length} × ${dim}` });
    const statuses = tx.objectStore('statuses');
    const known = await Promise.all(
      photoIds.map(async (photoId) => ({
        photo: await tx.objectStore('photos').getKey(photoId),
        status: await statuses.getKey([space, photoId]),
      })),
    );
    const rows = photoIds.flatMap((photoId, row) =>
      known[row]?.photo !== undefined && known[row].status === undefined ? [{ photoId, row }] : [],
    );
    if (rows.length === 0) return [];
    const values = new Float32Array(rows.length * dim);
    for (const [at, { row }] of rows.entries()) values.set(vectors.subarray(row * dim, (row + 1) * dim), at * dim);
    const ids = rows.map(({ photoId }) => photoId);
    await Promise.all([
      appendRows(tx, space, ids, values),
      addToTotals(tx, { vectors: values.byteLength }),
      ...ids.map((photoId) => statuses.put({ space, photoId, state: 'indexed', tries: 0 })),
    ]);
    return ids;
  });

/** Everything of a space: vectors, statuses, inputs, problems of photos that failed in it, what removals keep of it, and the space itself. One transaction. */
export const dropSpace = (db: Database, space: SpaceId): Promise<void> =>
  write(
    db,
    ['spaces', 'statuses', 'inputs', 'problems', 'removed', ...vectorStores, 'meta'],
    async (tx) => {
      const row = await tx.objectStore('spaces').get(space);
      if (!row) return;
      let bytes = 0;
      // Their ids say how many there are: the vectors themselves would have to be read.
      for (const ids of await tx.objectStore('vectorIds').getAll(within(space))) bytes += 4 * row.dim * ids.length;
      const byState = tx.objectStore('statuses').index('by-state');
      const [statuses, failed, removals] = await Promise.all([
        byState.getAllKeys(within(space)),
        byState.getAllKeys(within(space, 'failed')),
        tx.objectStore('removed').index('by-batch').getAll(),
      ]);
      await Promise.all([
        ...vectorStores.map((name) => tx.objectStore(name).delete(within(space))),
        tx.objectStore('inputs').delete(within(space)),
        ...statuses.map((key) => tx.objectStore('statuses').delete(key)),
        ...failed.map(([, photoId]) => tx.objectStore('problems').delete(photoId)),
        ...removals.flatMap((removal) =>
          removal.kept
            ? [
                tx.objectStore('removed').put({
                  ...removal,
                  kept: { ...removal.kept, statuses: removal.kept.statuses.filter((status) => status.space !== space) },
                }),
              ]
            : [],
        ),
        tx.objectStore('spaces').delete(space),
        addToTotals(tx, { vectors: -bytes }),
      ]);
    },
    'strict',
  );
