// Looks for what is not as it was written. Only reads, but for the sums of pictures that have none yet.

import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { checksum } from './checksum.ts';
import { readRecord } from './chunks.ts';
import { within } from './key-range.ts';
import type { Database, PhotoRecord } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { orUnreadable, type Read, read, type Write, write } from './transaction.ts';

export type VectorKey = [SpaceId, number];

/** Photos whose pictures are kept: those of the library, and those that an undo would bring back. In no order. */
export const readHeldIds = (db: Database): Promise<PhotoId[]> =>
  read(db, ['photos', 'removed'], async (tx) => [
    ...(await tx.objectStore('photos').getAllKeys()),
    ...(await tx.objectStore('removed').index('by-batch').getAllKeys()),
  ]);

/** A photo's record, where it is now. Within a transaction that covers photos and removed. */
export async function heldRecordIn(tx: Read | Write, photoId: PhotoId): Promise<PhotoRecord | undefined> {
  const reading = tx as Read; // As Read: the two differ in what they may write, and both may read.
  return (await reading.objectStore('photos').get(photoId)) ?? (await reading.objectStore('removed').get(photoId))?.kept?.photo;
}

/** Puts a changed record where it is now. @returns false where there is none any more. Within a transaction that covers photos and removed. */
export async function putHeldIn(tx: Write, photoId: PhotoId, change: (record: PhotoRecord) => PhotoRecord): Promise<boolean> {
  const record = await tx.objectStore('photos').get(photoId);
  if (record) await tx.objectStore('photos').put(change(record), photoId);
  const removed = record ? undefined : await tx.objectStore('removed').get(photoId);
  if (removed?.kept) await tx.objectStore('removed').put({ ...removed, kept: { ...removed.kept, photo: change(removed.kept.photo) } });
  return record !== undefined || removed?.kept !== undefined;
}

export interface PictureCheck {
  readonly photoId: PhotoId;
  readonly thumbnail: boolean;
  readonly preview: boolean;
  /** A thumbnail stands in for the preview, which was lost: see [Note: A thumbnail for a preview]. */
  readonly standIn: boolean;
}

/** The pictures of some photos, as far as they are not what was written. Those that have no sum yet get it, if they end as a JPEG does. */
export async function findDamagedPictures(db: Database, photoIds: readonly PhotoId[]): Promise<PictureCheck[]> {
  const checks = await read(db, ['photos', 'removed', 'thumbnails', 'previews'], (tx) =>
    Promise.all(
      photoIds.map(async (photoId) => {
        const [record, thumbnail, preview] = await Promise.all([
          heldRecordIn(tx, photoId),
          orUnreadable(tx.objectStore('thumbnails').get(photoId)),
          orUnreadable(tx.objectStore('previews').get(photoId)),
        ]);
        return record ? { record, ...checkPictures(record, thumbnail, preview) } : undefined;
      }),
    ),
  );
  const unsummed = checks.flatMap((check) => (check?.sums ? [{ photoId: check.record.id, sums: check.sums }] : []));
  if (unsummed.length > 0)
    await write(db, ['photos', 'removed'], (tx) =>
      Promise.all(unsummed.map(({ photoId, sums }) => putHeldIn(tx, photoId, (record) => ({ ...sums, ...record })))),
    );
  return checks.flatMap((check) => {
    if (!check || (check.thumbnail && check.preview && !check.standIn)) return [];
    const { record, thumbnail, preview, standIn } = check;
    return [{ photoId: record.id, thumbnail, preview, standIn }];
  });
}

function checkPictures(record: PhotoRecord, thumbnail: ArrayBuffer | undefined, preview: ArrayBuffer | undefined) {
  const [thumbnailSum, previewSum] = [thumbnail && checksum(thumbnail), preview && checksum(preview)];
  const isWhole = (picture: ArrayBuffer | undefined, bytes: number, sum: number | undefined, stated: number | undefined) =>
    picture !== undefined && picture.byteLength === bytes && (stated === undefined ? endsAsJpeg(picture) : stated === sum);
  const wholes = {
    thumbnail: isWhole(thumbnail, record.thumbnailBytes, thumbnailSum, record.thumbnailSum),
    preview: isWhole(preview, record.previewBytes, previewSum, record.previewSum),
  };
  const lacks = record.thumbnailSum === undefined || record.previewSum === undefined;
  return {
    ...wholes,
    standIn: isStandIn(record),
    sums:
      lacks && wholes.thumbnail && wholes.preview && thumbnailSum !== undefined && previewSum !== undefined
        ? { thumbnailSum, previewSum }
        : undefined,
  };
}

/** [Note: A thumbnail for a preview] A preview that is lost, with its original out of reach, is replaced by the thumbnail: the photo can still be
 * looked at and indexed, and the next look knows by this that a better one is wanted. A photo no larger than a thumbnail has both alike. */
const isStandIn = ({ width, height, thumbnailBytes, thumbnailSum, previewBytes, previewSum }: PhotoRecord): boolean =>
  Math.max(width, height) > 320 && previewSum !== undefined && previewBytes === thumbnailBytes && previewSum === thumbnailSum;

function endsAsJpeg(picture: ArrayBuffer): boolean {
  const bytes = new Uint8Array(picture);
  return bytes[0] === 0xff && bytes[1] === 0xd8 && bytes.at(-2) === 0xff && bytes.at(-1) === 0xd9;
}

/** Records of vectors that are damaged, each looked at in a transaction of its own, so that nothing waits long. Parts of a record whose other half is gone are among them.
 * @param wait between two. @throws AbortError, what `wait` throws. */
export async function findDamagedRecords(
  db: Database,
  space: SpaceId,
  wait: () => Promise<void> = () => Promise.resolve(),
): Promise<VectorKey[]> {
  const keys = await read(db, ['vectorIds', 'vectors'], async (tx) => {
    const stores = [tx.objectStore('vectorIds'), tx.objectStore('vectors')] as const;
    const numbers = (await Promise.all(stores.map((store) => store.getAllKeys(within(space))))).flat().map(([, number]) => number);
    return [...new Set(numbers)].sort((a, b) => a - b).map((number): VectorKey => [space, number]);
  });
  const damaged: VectorKey[] = [];
  for (const key of keys) {
    await wait();
    const isDamaged = await read(db, ['spaces', 'vectorIds', 'vectors', 'vectorSums'], async (tx) => {
      const { dim } = await spaceOf(tx, space);
      if (await readRecord(tx, key, dim)) return false;
      // Sealed into another meanwhile, it is gone wholly.
      const counts = await Promise.all((['vectorIds', 'vectors'] as const).map((name) => tx.objectStore(name).count(key)));
      return counts.some((count) => count > 0);
    });
    if (isDamaged) damaged.push(key);
  }
  return damaged;
}

/** Photos that are indexed in `space` and have no vector, but for what lies in records that are damaged. */
export const findMissingVectors = (db: Database, space: SpaceId, damaged: readonly VectorKey[]): Promise<PhotoId[]> =>
  read(db, ['statuses', 'removed', 'vectorIds'], (tx) => missingIn(tx, space, damaged));

export async function missingIn(tx: Read | Write, space: SpaceId, damaged: readonly VectorKey[]): Promise<PhotoId[]> {
  const reading = tx as Read; // As Read: the two differ in what they may write, and both may read.
  const bad = new Set(damaged.map(([, number]) => number));
  const missing = new Set<PhotoId>();
  for (const [, photoId] of await reading.objectStore('statuses').index('by-state').getAllKeys(within(space, 'indexed')))
    missing.add(photoId);
  for (const { photoId, kept } of await reading.objectStore('removed').index('by-batch').getAll())
    if (kept?.statuses.some((status) => status.space === space && status.state === 'indexed')) missing.add(photoId);
  for (const key of await reading.objectStore('vectorIds').getAllKeys(within(space))) {
    const ids = bad.has(key[1]) ? [] : await reading.objectStore('vectorIds').get(key);
    for (const id of ids ?? []) if (id !== '') missing.delete(id);
  }
  return [...missing];
}

/** Photos that wait for their vectors in `space`, or failed, and whose model input is gone or cannot be read. */
export const findMissingInputs = (db: Database, space: SpaceId): Promise<PhotoId[]> =>
  read(db, ['statuses', 'inputs'], async (tx) => {
    const byState = tx.objectStore('statuses').index('by-state');
    const keys = (await Promise.all((['pending', 'failed'] as const).map((state) => byState.getAllKeys(within(space, state))))).flat();
    const missing: PhotoId[] = [];
    for (const [, photoId] of keys) if (!(await orUnreadable(tx.objectStore('inputs').get([space, photoId])))) missing.push(photoId);
    return missing;
  });
