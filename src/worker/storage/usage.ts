// What the database holds, by kind and by space, and giving back what can be done without.

import type { SpaceId } from '../../shared/domain/photo.ts';
import type { SpaceUsage, StorageUsage } from '../../shared/domain/storage-usage.ts';
import { within } from './key-range.ts';
import { readTotals } from './meta.ts';
import type { Database } from './schema.ts';
import { type Read, read, type StoreName, write } from './transaction.ts';

/** What lies in the database alone. */
export interface DatabaseUsage extends Pick<StorageUsage, 'spaces' | 'photos' | 'originalFiles' | 'failedInputs' | 'removedPhotos'> {
  readonly thumbnails: number;
  readonly previews: number;
  readonly removed: number;
}

const stores = ['photos', 'removed', 'spaces', 'statuses', 'vectorIds', 'inputs'] as const satisfies StoreName[];
/** So many photos stand for all when the bytes of their own files are estimated. */
const sampledPhotos = 2_000;

/** @param active the space that is searched. */
export async function readDatabaseUsage(db: Database, active: SpaceId): Promise<DatabaseUsage> {
  const totals = await readTotals(db);
  return read(db, stores, async (tx) => {
    const [photos, sample, kept] = await Promise.all([
      tx.objectStore('photos').count(),
      tx.objectStore('photos').getAll(undefined, sampledPhotos),
      tx.objectStore('removed').index('by-batch').getAll(),
    ]);
    const away = kept.flatMap(({ kept }) => kept?.photo ?? []);
    const thumbnails = away.reduce((sum, { thumbnailBytes }) => sum + thumbnailBytes, 0);
    const previews = away.reduce((sum, { previewBytes }) => sum + previewBytes, 0);
    const spaces: SpaceUsage[] = [];
    for (const { id, dim } of await tx.objectStore('spaces').getAll()) spaces.push(await usageOfSpace(tx, id, dim, id === active));
    const inputBytes = await bytesOfInput(tx, active);
    const failed = await failedWithInput(tx, active);
    const sampled = sample.reduce((sum, { bytes }) => sum + bytes, 0);
    return {
      ...{ spaces, photos, thumbnails: totals.thumbnails - thumbnails, previews: totals.previews - previews },
      ...{ removed: thumbnails + previews, removedPhotos: away.length },
      originalFiles: sample.length === 0 ? 0 : Math.round((sampled / sample.length) * photos),
      failedInputs: { photos: failed.length, bytes: failed.length * inputBytes },
    };
  });
}

async function usageOfSpace(tx: Read, id: SpaceId, dim: number, active: boolean): Promise<SpaceUsage> {
  const [photos, ids, inputs, inputBytes] = await Promise.all([
    tx.objectStore('statuses').index('by-state').count(within(id, 'indexed')),
    tx.objectStore('vectorIds').getAll(within(id)),
    tx.objectStore('inputs').count(within(id)),
    bytesOfInput(tx, id),
  ]);
  return { id, active, photos, vectors: 4 * dim * ids.reduce((sum, row) => sum + row.length, 0), inputs: inputs * inputBytes };
}

/** All of a space are of one size: so many pixels its model sees. */
async function bytesOfInput(tx: Read, space: SpaceId): Promise<number> {
  const cursor = await tx.objectStore('inputs').openCursor(within(space));
  return cursor?.value.byteLength ?? 0;
}

async function failedWithInput(tx: Read, space: SpaceId): Promise<[SpaceId, string][]> {
  const failed = await tx.objectStore('statuses').index('by-state').getAllKeys(within(space, 'failed'));
  const there = new Set((await tx.objectStore('inputs').getAllKeys(within(space))).map(([, photoId]) => photoId));
  return failed.filter(([, photoId]) => there.has(photoId));
}

/** Lets go of the inputs of photos that failed. Trying them again makes an input from the preview: nearly the same. */
export const dropFailedInputs = (db: Database, space: SpaceId): Promise<void> =>
  write(db, ['statuses', 'inputs'], async (tx) => {
    const failed = await tx.objectStore('statuses').index('by-state').getAll(within(space, 'failed'));
    await Promise.all(
      failed.flatMap((status) => [
        tx.objectStore('statuses').put({ ...status, inputDropped: true }),
        tx.objectStore('inputs').delete([space, status.photoId]),
      ]),
    );
  });
