// Photos and their two pictures, as screens and scripts read them.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Photo, PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import type { Database, PhotoRecord } from './schema.ts';
import { orUnreadable, read, write } from './transaction.ts';

/** A photo with its status in `space`: pending where it has none there yet. @throws {AppError} `not-found`. */
export const readPhoto = (db: Database, space: SpaceId, photoId: PhotoId): Promise<Photo> =>
  read(db, ['photos', 'statuses'], async (tx) => {
    const [record, status] = await Promise.all([tx.objectStore('photos').get(photoId), tx.objectStore('statuses').get([space, photoId])]);
    if (!record) throw new AppError('not-found', { subject: photoId, reason: 'no such photo' });
    return { ...toPhoto(record), status: status?.state ?? 'pending' };
  });

/** What is for the grid and for storage alone goes. */
function toPhoto({
  colour: _colour,
  takenMs: _takenMs,
  thumbnailBytes: _thumbnailBytes,
  thumbnailSum: _thumbnailSum,
  previewBytes: _previewBytes,
  previewSum: _previewSum,
  ...photo
}: PhotoRecord): Omit<Photo, 'status'> {
  return photo;
}

/** A page of the library in the order of ids. @param after last id of the page before. */
export const readPhotoRecords = (db: Database, limit: number, after?: PhotoId): Promise<PhotoRecord[]> =>
  read(db, ['photos'], (tx) =>
    tx.objectStore('photos').getAll(after === undefined ? undefined : IDBKeyRange.lowerBound(after, true), limit),
  );

/** In the order of `photoIds`; those that are gone are left out. */
export const readRecordsOf = (db: Database, photoIds: readonly PhotoId[]): Promise<PhotoRecord[]> =>
  read(db, ['photos'], async (tx) => {
    const records = await Promise.all(photoIds.map((photoId) => tx.objectStore('photos').get(photoId)));
    return records.filter((record) => record !== undefined);
  });

/** @returns the name of each that is there. */
export async function readNames(db: Database, photoIds: readonly PhotoId[]): Promise<(photoId: PhotoId) => string | undefined> {
  const names = new Map((await readRecordsOf(db, photoIds)).map(({ id, name }) => [id, name]));
  return (photoId) => names.get(photoId);
}

/** JPEGs, in the order of `photoIds`; undefined where there is none, or it cannot be read. */
export const readThumbnails = (db: Database, photoIds: readonly PhotoId[]): Promise<(ArrayBuffer | undefined)[]> =>
  read(db, ['thumbnails'], (tx) => Promise.all(photoIds.map((photoId) => orUnreadable(tx.objectStore('thumbnails').get(photoId)))));

/** JPEG. @throws {AppError} `not-found`. */
export const readPreview = (db: Database, photoId: PhotoId): Promise<ArrayBuffer> =>
  read(db, ['previews'], async (tx) => {
    const preview = await orUnreadable(tx.objectStore('previews').get(photoId));
    if (!preview) throw new AppError('not-found', { subject: photoId, reason: 'no such photo' });
    return preview;
  });

/** Those that are gone are left out. */
export const setFavourite = (db: Database, photoIds: readonly PhotoId[], favourite: boolean): Promise<void> =>
  write(
    db,
    ['photos'],
    async (tx) => {
      const photos = tx.objectStore('photos');
      await Promise.all(
        photoIds.map(async (photoId) => {
          const photo = await photos.get(photoId);
          if (photo && photo.favourite !== favourite) await photos.put({ ...photo, favourite }, photoId);
        }),
      );
    },
    'strict',
  );

/** Adds tags and takes others away; a tag is there once, those added last. @returns the photos that changed, as stored now. */
export const changeTags = (
  db: Database,
  photoIds: readonly PhotoId[],
  { add, remove }: { readonly add: readonly string[]; readonly remove: readonly string[] },
): Promise<PhotoRecord[]> =>
  write(
    db,
    ['photos'],
    async (tx) => {
      const photos = tx.objectStore('photos');
      const records = await Promise.all([...new Set(photoIds)].map((photoId) => photos.get(photoId)));
      const changed = records.flatMap((photo) => {
        if (!photo) return [];
        const tags = [...new Set([...photo.tags.filter((tag) => !remove.includes(tag)), ...add])];
        return tags.join('\n') === photo.tags.join('\n') ? [] : [{ ...photo, tags }];
      });
      await Promise.all(changed.map((photo) => photos.put(photo, photo.id)));
      return changed;
    },
    'strict',
  );
