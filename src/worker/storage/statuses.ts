// Where photos stand in a space: the work that is left, what failed, and giving up what is left.

import type { ErrorCode } from '../../shared/domain/app-error.ts';
import type { PhotoId, PhotoStatus, SpaceId } from '../../shared/domain/photo.ts';
import { within } from './key-range.ts';
import { addToTotals } from './meta.ts';
import { statusesOf } from './removals.ts';
import type { Database } from './schema.ts';
import { orUnreadable, read, type Write, write } from './transaction.ts';

/** What the model is to see of each photo: uint8 RGB, row by row, as it was decoded; in the order asked for. Undefined where none
 * is kept: the photo is indexed, or gone. */
export const readInputs = (db: Database, space: SpaceId, photoIds: readonly PhotoId[]): Promise<(ArrayBuffer | undefined)[]> =>
  read(db, ['inputs'], (tx) => Promise.all(photoIds.map((photoId) => orUnreadable(tx.objectStore('inputs').get([space, photoId])))));

export const countByState = (db: Database, space: SpaceId): Promise<Record<PhotoStatus, number>> =>
  read(db, ['statuses'], async (tx) => {
    const byState = tx.objectStore('statuses').index('by-state');
    const [pending, indexed, failed] = await Promise.all([
      byState.count(within(space, 'pending')),
      byState.count(within(space, 'indexed')),
      byState.count(within(space, 'failed')),
    ]);
    return { pending, indexed, failed };
  });

/** In the order of ids. */
export const readIdsByState = (db: Database, space: SpaceId, state: PhotoStatus): Promise<PhotoId[]> =>
  read(db, ['statuses'], async (tx) => {
    const keys = await tx.objectStore('statuses').index('by-state').getAllKeys(within(space, state));
    return keys.map(([, photoId]) => photoId);
  });

/** Pending photos whose input was given up for room. */
export const readIdsOfDroppedInputs = (db: Database, space: SpaceId): Promise<PhotoId[]> =>
  read(db, ['statuses'], async (tx) => {
    const pending = await tx.objectStore('statuses').index('by-state').getAll(within(space, 'pending'));
    return pending.filter(({ inputDropped }) => inputDropped).map(({ photoId }) => photoId);
  });

export interface Failure {
  readonly photoId: PhotoId;
  readonly code: ErrorCode;
  readonly retryable: boolean;
}

/** Marks pending photos failed and lists each among the problems. Their inputs stay, so that they can be tried again. Others are left out. */
export const markFailed = (db: Database, space: SpaceId, failures: readonly Failure[], now: number = Date.now()): Promise<void> =>
  write(db, ['photos', 'statuses', 'problems'], async (tx) => {
    await Promise.all(
      failures.map(async ({ photoId, code, retryable }) => {
        const [photo, status] = await Promise.all([
          tx.objectStore('photos').get(photoId),
          tx.objectStore('statuses').get([space, photoId]),
        ]);
        if (!photo || status?.state !== 'pending') return;
        const { inputDropped } = status;
        const tries = status.tries + 1;
        const path = photo.paths[0] ?? photo.name;
        await Promise.all([
          tx.objectStore('statuses').put({ space, photoId, state: 'failed', code, tries, ...(inputDropped && { inputDropped }) }),
          tx.objectStore('problems').put({ key: photoId, photoId, name: photo.name, path, code, retryable, tries, at: now }),
        ]);
      }),
    );
  });

/** Makes failed photos pending again: all, or those named. @returns those that were failed. */
export const retryFailed = (db: Database, space: SpaceId, photoIds?: readonly PhotoId[]): Promise<PhotoId[]> =>
  write(db, ['statuses', 'problems'], async (tx) => {
    const statuses = tx.objectStore('statuses');
    const failed = await statuses.index('by-state').getAll(within(space, 'failed'));
    const named = photoIds && new Set(photoIds);
    const again = failed.filter(({ photoId }) => named?.has(photoId) ?? true);
    await Promise.all(
      again.flatMap(({ photoId, tries, inputDropped }) => [
        statuses.put({ space, photoId, state: 'pending', tries, ...(inputDropped && { inputDropped }) }),
        tx.objectStore('problems').delete(photoId),
      ]),
    );
    return again.map(({ photoId }) => photoId);
  });

export interface CancelledPhoto {
  readonly photoId: PhotoId;
  readonly name: string;
}

/** Deletes pending photos as if they had never been added, some hundreds a transaction. A photo that stands in another
 * space loses only its place in this one. */
export async function cancelPending(db: Database, space: SpaceId): Promise<CancelledPhoto[]> {
  const cancelled: CancelledPhoto[] = [];
  for (;;) {
    const page = await write(db, ['photos', 'thumbnails', 'previews', 'inputs', 'statuses', 'files', 'problems', 'spaces', 'meta'], (tx) =>
      cancelSome(tx, space),
    );
    if (page.length === 0) return cancelled;
    cancelled.push(...page);
  }
}

const cancelledAtOnce = 256;

async function cancelSome(tx: Write, space: SpaceId): Promise<CancelledPhoto[]> {
  const keys = await tx.objectStore('statuses').index('by-state').getAllKeys(within(space, 'pending'), cancelledAtOnce);
  const spaces = await tx.objectStore('spaces').getAllKeys();
  let thumbnails = 0;
  let previews = 0;
  const cancelled = await Promise.all(
    keys.map(async ([, photoId]): Promise<CancelledPhoto> => {
      const [photo, statuses] = await Promise.all([tx.objectStore('photos').get(photoId), statusesOf(tx, spaces, photoId)]);
      await Promise.all([tx.objectStore('statuses').delete([space, photoId]), tx.objectStore('inputs').delete([space, photoId])]);
      if (photo && statuses.length === 1) {
        thumbnails += photo.thumbnailBytes;
        previews += photo.previewBytes;
        await deletePhoto(tx, photoId);
      }
      return { photoId, name: photo?.name ?? '' };
    }),
  );
  await addToTotals(tx, { thumbnails: -thumbnails, previews: -previews });
  return cancelled;
}

async function deletePhoto(tx: Write, photoId: PhotoId): Promise<void> {
  const files = tx.objectStore('files');
  const fileKeys = await files.index('by-photo').getAllKeys(photoId);
  await Promise.all([
    tx.objectStore('photos').delete(photoId),
    tx.objectStore('thumbnails').delete(photoId),
    tx.objectStore('previews').delete(photoId),
    tx.objectStore('problems').delete(photoId),
    ...fileKeys.map((key) => files.delete(key)),
  ]);
}
