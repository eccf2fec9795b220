// Puts what was made again in the place of what was damaged: a transaction each, which writes nothing for a photo that has gone meanwhile.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { checksum } from './checksum.ts';
import { appendRows, deleteRecord, vectorStores } from './chunks.ts';
import { heldRecordIn, missingIn, putHeldIn, type VectorKey } from './damage.ts';
import { within } from './key-range.ts';
import { addToTotals, setVectorTotal } from './meta.ts';
import type { Database, Status } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { orUnreadable, read, type Write, write } from './transaction.ts';
import type { Vectors } from './vectors.ts';

export interface Pictures {
  readonly thumbnail?: ArrayBuffer | undefined;
  readonly preview?: ArrayBuffer | undefined;
}

/** What there is of a photo's pictures that is as it was written. */
export const readWholePictures = (db: Database, photoId: PhotoId): Promise<Pictures & { readonly name: string | undefined }> =>
  read(db, ['photos', 'removed', 'thumbnails', 'previews'], async (tx) => {
    const [record, thumbnail, preview] = await Promise.all([
      heldRecordIn(tx, photoId),
      orUnreadable(tx.objectStore('thumbnails').get(photoId)),
      orUnreadable(tx.objectStore('previews').get(photoId)),
    ]);
    const whole = (picture: ArrayBuffer | undefined, sum: number | undefined) =>
      picture && (sum === undefined || checksum(picture) === sum) ? picture : undefined;
    return { name: record?.name, thumbnail: whole(thumbnail, record?.thumbnailSum), preview: whole(preview, record?.previewSum) };
  });

/** Puts pictures in the place of those that are there. @returns false where the photo is gone. */
export const putPictures = (db: Database, photoId: PhotoId, { thumbnail, preview }: Pictures): Promise<boolean> =>
  write(db, ['photos', 'removed', 'thumbnails', 'previews', 'meta'], async (tx) => {
    const before = await heldRecordIn(tx, photoId);
    if (!before) return false;
    await putHeldIn(tx, photoId, (record) => ({
      ...record,
      ...(thumbnail && { thumbnailBytes: thumbnail.byteLength, thumbnailSum: checksum(thumbnail) }),
      ...(preview && { previewBytes: preview.byteLength, previewSum: checksum(preview) }),
    }));
    if (thumbnail) await tx.objectStore('thumbnails').put(thumbnail, photoId);
    if (preview) await tx.objectStore('previews').put(preview, photoId);
    await addToTotals(tx, {
      thumbnails: thumbnail ? thumbnail.byteLength - before.thumbnailBytes : 0,
      previews: preview ? preview.byteLength - before.previewBytes : 0,
    });
    return true;
  });

/** Appends vectors that were made again, of photos that are still indexed and lie in no whole record.
 * @param vectors float32 [photoIds × dim]. @returns those written. @throws {AppError} `invalid-argument`, `storage-full`, `storage-failed`. */
export const replaceVectors = (db: Database, space: SpaceId, photoIds: readonly PhotoId[], vectors: Vectors): Promise<PhotoId[]> =>
  write(db, ['spaces', 'statuses', 'removed', ...vectorStores, 'meta'], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    if (vectors.length !== photoIds.length * dim)
      throw new AppError('invalid-argument', { subject: space, reason: `${vectors.length} values for ${photoIds.length} × ${dim}` });
    const states = await Promise.all(photoIds.map((photoId) => heldStatusIn(tx, space, photoId)));
    const rows = photoIds.flatMap((photoId, row) => (states[row]?.state === 'indexed' ? [{ photoId, row }] : []));
    if (rows.length === 0) return [];
    const ids = rows.map(({ photoId }) => photoId);
    const values = new Float32Array(rows.length * dim);
    for (const [at, { row }] of rows.entries()) values.set(vectors.subarray(row * dim, (row + 1) * dim), at * dim);
    await appendRows(tx, space, ids, values);
    await addToTotals(tx, { vectors: values.byteLength });
    return ids;
  });

async function heldStatusIn(tx: Write, space: SpaceId, photoId: PhotoId): Promise<Status | undefined> {
  const status = await tx.objectStore('statuses').get([space, photoId]);
  return status ?? (await tx.objectStore('removed').get(photoId))?.kept?.statuses.find((kept) => kept.space === space);
}

/** Deletes damaged records, once nobody misses what was in them, and counts the bytes of vectors anew.
 * @returns false where a photo still has its only vector there: nothing is deleted. */
export const deleteRecords = (db: Database, space: SpaceId, damaged: readonly VectorKey[]): Promise<boolean> =>
  write(db, ['spaces', 'statuses', 'removed', ...vectorStores, 'meta'], async (tx) => {
    if ((await missingIn(tx, space, damaged)).length > 0) return false;
    await Promise.all(damaged.flatMap((key) => deleteRecord(tx, key)));
    // Not what was taken away: of a value that cannot be read nobody knows the size.
    let bytes = 0;
    for (const { id, dim } of await tx.objectStore('spaces').getAll())
      for (const key of await tx.objectStore('vectorIds').getAllKeys(within(id)))
        bytes += 4 * dim * ((await tx.objectStore('vectorIds').get(key))?.length ?? 0);
    await setVectorTotal(tx, bytes);
    return true;
  });

/** Photos that stand in a space whose model is not at hand, and have lost their vectors there: they count as never indexed in it, and are when it is used again. */
export const forgetIndexed = (db: Database, space: SpaceId, photoIds: readonly PhotoId[]): Promise<void> =>
  write(db, ['statuses', 'removed'], async (tx) => {
    for (const photoId of photoIds) {
      await tx.objectStore('statuses').delete([space, photoId]);
      const removed = await tx.objectStore('removed').get(photoId);
      if (removed?.kept)
        await tx
          .objectStore('removed')
          .put({ ...removed, kept: { ...removed.kept, statuses: removed.kept.statuses.filter((status) => status.space !== space) } });
    }
  });

/** Photos of which nothing is left to make a vector from: failed, with an empty input, and listed. One whose removal can be undone is no photo of this space any more. */
export const giveUpVectors = (db: Database, space: SpaceId, photoIds: readonly PhotoId[], now: number = Date.now()): Promise<void> =>
  write(db, ['photos', 'statuses', 'inputs', 'problems', 'removed'], async (tx) => {
    for (const photoId of photoIds) {
      const [photo, status] = await Promise.all([tx.objectStore('photos').get(photoId), tx.objectStore('statuses').get([space, photoId])]);
      if (photo && status?.state === 'indexed') {
        const [tries, path] = [status.tries + 1, photo.paths[0] ?? photo.name];
        await tx.objectStore('statuses').put({ space, photoId, state: 'failed', code: 'damaged-file', tries });
        await tx.objectStore('inputs').put(new ArrayBuffer(0), [space, photoId]);
        await tx
          .objectStore('problems')
          .put({ key: photoId, photoId, name: photo.name, path, code: 'damaged-file', retryable: false, tries, at: now });
      }
      const removed = await tx.objectStore('removed').get(photoId);
      if (removed?.kept)
        await tx
          .objectStore('removed')
          .put({ ...removed, kept: { ...removed.kept, statuses: removed.kept.statuses.filter((kept) => kept.space !== space) } });
    }
  });

/** The model input of a photo that still waits for its vector. */
export const putInput = (db: Database, space: SpaceId, photoId: PhotoId, input: ArrayBuffer): Promise<boolean> =>
  write(db, ['statuses', 'inputs'], async (tx) => {
    const status = await tx.objectStore('statuses').get([space, photoId]);
    if (!status || status.state === 'indexed') return false;
    await tx.objectStore('inputs').put(input, [space, photoId]);
    return true;
  });
