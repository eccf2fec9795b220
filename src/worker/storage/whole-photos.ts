// Photos with all that belongs to them, out of the library and into it: what an archive of the library is written from and read into.

import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { packVectors } from '../../shared/domain/vectors.ts';
import { checksum } from './checksum.ts';
import { appendRows, vectorStores } from './chunks.ts';
import { wallClockMs } from './descriptions.ts';
import { nameOf } from './files.ts';
import { addToTotals } from './meta.ts';
import { restoreIn } from './removals.ts';
import type { Database, PhotoRecord } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { orUnreadable, read, type Write, write } from './transaction.ts';
import type { Vectors } from './vectors.ts';

/** A record but for what follows from the rest of it, and what is said of files of this device. */
export type PortableRecord = Omit<
  PhotoRecord,
  'name' | 'takenMs' | 'missing' | 'thumbnailBytes' | 'previewBytes' | 'thumbnailSum' | 'previewSum'
>;

export interface WholePhoto {
  readonly record: PortableRecord;
  /** JPEG; empty where it is damaged. */
  readonly thumbnail: ArrayBuffer;
  /** JPEG; empty where it is damaged, or not asked for. */
  readonly preview: ArrayBuffer;
}

const empty = (): ArrayBuffer => new ArrayBuffer(0);

/** Every photo of the library, in the order of ids. */
export const readPhotoIds = (db: Database): Promise<PhotoId[]> => read(db, ['photos'], (tx) => tx.objectStore('photos').getAllKeys());

/** Each as it is at one moment; those that are gone are left out. */
export const readWholePhotos = (db: Database, photoIds: readonly PhotoId[], { previews }: { previews: boolean }): Promise<WholePhoto[]> =>
  read(db, ['photos', 'thumbnails', 'previews'], async (tx) => {
    const found = await Promise.all(
      photoIds.map(async (photoId) => {
        const [photo, thumbnail, preview] = await Promise.all([
          tx.objectStore('photos').get(photoId),
          orUnreadable(tx.objectStore('thumbnails').get(photoId)),
          previews ? orUnreadable(tx.objectStore('previews').get(photoId)) : undefined,
        ]);
        return photo ? [toWhole(photo, thumbnail, preview)] : [];
      }),
    );
    return found.flat();
  });

function toWhole(photo: PhotoRecord, thumbnail: ArrayBuffer | undefined, preview: ArrayBuffer | undefined): WholePhoto {
  const { name: _name, takenMs: _takenMs, missing: _missing, thumbnailBytes, previewBytes, thumbnailSum, previewSum, ...record } = photo;
  const whole = (bytes: ArrayBuffer | undefined, length: number, sum: number | undefined): ArrayBuffer =>
    bytes?.byteLength === length && (sum === undefined || checksum(bytes) === sum) ? bytes : empty();
  return { record, thumbnail: whole(thumbnail, thumbnailBytes, thumbnailSum), preview: whole(preview, previewBytes, previewSum) };
}

/** Notes of what a person removed. */
export interface RemovalNote {
  readonly photoId: PhotoId;
  /** Ms since 1970. */
  readonly at: number;
}

export const readRemovalNotes = async (db: Database): Promise<RemovalNote[]> =>
  (await read(db, ['removed'], (tx) => tx.objectStore('removed').getAll())).map(({ photoId, at }) => ({ photoId, at }));

/** Of photos that are in the library, or noted already, nothing is written. */
export const addRemovalNotes = (db: Database, notes: readonly RemovalNote[]): Promise<unknown> =>
  write(db, ['photos', 'removed'], (tx) =>
    Promise.all(
      notes.map(async ({ photoId, at }) => {
        const [photo, removed] = await Promise.all([tx.objectStore('photos').getKey(photoId), tx.objectStore('removed').getKey(photoId)]);
        if (photo === undefined && removed === undefined) await tx.objectStore('removed').put({ photoId, at });
      }),
    ),
  );

/** Of these photos, those whose pictures are here: in the library, or where an undo would bring them back from. */
export const readHeldIds = (db: Database, photoIds: readonly PhotoId[]): Promise<ReadonlySet<PhotoId>> =>
  read(db, ['photos', 'removed'], async (tx) => {
    const held = await Promise.all(
      photoIds.map(async (photoId) => {
        const [photo, removed] = await Promise.all([tx.objectStore('photos').getKey(photoId), tx.objectStore('removed').get(photoId)]);
        return photo !== undefined || removed?.kept !== undefined;
      }),
    );
    return new Set(photoIds.filter((_, i) => held[i]));
  });

export interface IncomingPhoto {
  readonly record: PortableRecord;
  /** Absent of what `readHeldIds` has named. */
  readonly pictures?: { readonly thumbnail: ArrayBuffer; readonly preview: ArrayBuffer };
  /** Of unit length, one a space. */
  readonly vectors: ReadonlyMap<SpaceId, Vectors>;
  /** What the model of `space` is to see; needed where `vectors` has none of it and the photo is new. */
  readonly input?: ArrayBuffer;
}

export interface Incoming {
  /** `gone`: it was held when asked, and is not now; nothing is written. */
  readonly outcome: 'added' | 'known' | 'restored' | 'gone';
  /** As stored now. */
  readonly photo?: PhotoRecord;
  /** The spaces in which its vector was written. */
  readonly indexed: readonly SpaceId[];
}

const incomingStores = [
  ...(['photos', 'thumbnails', 'previews', 'inputs', 'statuses'] as const),
  ...(['problems', 'removed', 'spaces', 'meta'] as const),
  ...vectorStores,
] as const;

/** Writes photos with their pictures and vectors, in one transaction. A photo that is there already keeps what it has: it gets the tags, the
 * paths and the heart that it lacks, and the vectors of spaces in which it has none.
 * @param rows no id twice. @param space the active one. @returns what became of each, in order. @throws {AppError} `not-found` (a space). */
export const commitWholePhotos = (db: Database, space: SpaceId, rows: readonly IncomingPhoto[]): Promise<Incoming[]> =>
  write(db, incomingStores, async (tx) => {
    const results = await Promise.all(rows.map((row) => commitOne(tx, space, row)));
    const bytes = { thumbnails: 0, previews: 0, vectors: 0 };
    for (const { outcome, photo } of results) {
      if (outcome !== 'added' || !photo) continue;
      bytes.thumbnails += photo.thumbnailBytes;
      bytes.previews += photo.previewBytes;
    }
    for (const one of new Set(results.flatMap(({ indexed }) => indexed))) {
      const { dim } = await spaceOf(tx, one);
      const written = rows.flatMap(({ record, vectors }, i) => {
        const vector = vectors.get(one);
        return vector && results[i]?.indexed.includes(one) ? [{ id: record.id, vector }] : [];
      });
      const values = packVectors(
        written.map(({ vector }) => vector),
        dim,
      );
      await appendRows(
        tx,
        one,
        written.map(({ id }) => id),
        values,
      );
      bytes.vectors += values.byteLength;
    }
    await addToTotals(tx, bytes);
    return results;
  });

async function commitOne(tx: Write, space: SpaceId, row: IncomingPhoto): Promise<Incoming> {
  const { id } = row.record;
  const [there, removed] = await Promise.all([tx.objectStore('photos').get(id), tx.objectStore('removed').get(id)]);
  const held = there ?? removed?.kept?.photo;
  if (!held && !row.pictures) return { outcome: 'gone', indexed: [] };
  if (removed) await (removed.kept ? restoreIn(tx, removed) : tx.objectStore('removed').delete(id));
  const photo = held ? merged(held, row.record) : await addOne(tx, row.record, row.pictures);
  if (photo !== there) await tx.objectStore('photos').put(photo, id);
  const indexed = await settleStatuses(tx, space, row, held === undefined);
  return { outcome: held === undefined ? 'added' : there ? 'known' : 'restored', photo, indexed };
}

async function addOne(tx: Write, record: PortableRecord, pictures: IncomingPhoto['pictures']): Promise<PhotoRecord> {
  const { thumbnail, preview } = pictures ?? { thumbnail: empty(), preview: empty() };
  await Promise.all([tx.objectStore('thumbnails').put(thumbnail, record.id), tx.objectStore('previews').put(preview, record.id)]);
  const takenMs = wallClockMs(record);
  return {
    ...record,
    ...{ name: nameOf(record.paths[0] ?? ''), thumbnailBytes: thumbnail.byteLength, previewBytes: preview.byteLength },
    ...{ thumbnailSum: checksum(thumbnail), previewSum: checksum(preview) },
    ...(takenMs !== undefined && { takenMs }),
  };
}

/** @returns `here` itself where there is nothing to add. */
function merged(here: PhotoRecord, { paths, tags, favourite }: PortableRecord): PhotoRecord {
  const all = { paths: [...new Set([...here.paths, ...paths])], tags: [...new Set([...here.tags, ...tags])] };
  const same = all.paths.length === here.paths.length && all.tags.length === here.tags.length && (here.favourite || !favourite);
  return same ? here : { ...here, ...all, favourite: here.favourite || favourite };
}

/** @returns the spaces whose vectors are to be appended. */
async function settleStatuses(tx: Write, space: SpaceId, row: IncomingPhoto, isNew: boolean): Promise<SpaceId[]> {
  const { vectors, input, record } = row;
  const statuses = tx.objectStore('statuses');
  const indexed: SpaceId[] = [];
  for (const one of vectors.keys()) {
    const status = isNew ? undefined : await statuses.get([one, record.id]);
    if (status?.state === 'indexed') continue;
    indexed.push(one);
    await Promise.all([
      statuses.put({ space: one, photoId: record.id, state: 'indexed', tries: 0 }),
      ...(status ? [tx.objectStore('inputs').delete([one, record.id])] : []),
      ...(status?.state === 'failed' ? [tx.objectStore('problems').delete(record.id)] : []),
    ]);
  }
  if (isNew && !vectors.has(space))
    await Promise.all([
      statuses.put({ space, photoId: record.id, state: 'pending', tries: 0 }),
      tx.objectStore('inputs').put(input ?? empty(), [space, record.id]),
    ]);
  return indexed;
}
