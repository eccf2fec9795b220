// The transaction that brings photos into the library: everything but their vectors, which are then pending.

import { AppError } from '../../shared/domain/app-error.ts';
import type { Metadata, PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import type { PreparedPhoto } from '../../shared/protocol/imaging.ts';
import { type Found, nameOf, noteFilesIn, noteStores, writeFoundIn } from './files.ts';
import { addToTotals } from './meta.ts';
import type { Database, PhotoRecord } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { type Write, write } from './transaction.ts';

export interface PreparedRow extends Found {
  readonly photo: PreparedPhoto;
}
export interface Committed {
  /** `known`, also of the second of two equal files in one batch; `restored`: a removed photo is back, as it was. */
  readonly outcome: 'added' | 'known' | 'restored';
  /** As stored now. */
  readonly photo: PhotoRecord;
}

/** Writes photos, both pictures, model inputs and pending statuses, ends their files' places in the queue and earlier
 * problems, and forgets that they were ever removed. One transaction. Of a known photo only the new path is written,
 * and its input where `space` has no vector of it.
 * @returns what became of each row, in order. @throws {AppError} `not-found` (the space), `storage-full`, `storage-failed`. */
export const commitPrepared = (
  db: Database,
  space: SpaceId,
  rows: readonly PreparedRow[],
  now: number = Date.now(),
): Promise<Committed[]> =>
  write(db, [...noteStores, 'thumbnails', 'previews', 'inputs', 'spaces', 'meta'], async (tx) => {
    await spaceOf(tx, space);
    const byPhoto = new Map<PhotoId, PreparedRow[]>();
    for (const row of rows) byPhoto.set(row.photo.photoId, [...(byPhoto.get(row.photo.photoId) ?? []), row]);
    const results = await Promise.all([...byPhoto.values()].map(async (same) => ({ same, ...(await commitOne(tx, space, same, now)) })));
    const added = results.filter(({ outcome }) => outcome === 'added').map(({ photo }) => photo);
    await addToTotals(tx, {
      thumbnails: added.reduce((sum, { thumbnailBytes }) => sum + thumbnailBytes, 0),
      previews: added.reduce((sum, { previewBytes }) => sum + previewBytes, 0),
    });
    const byRow = new Map(
      results.flatMap(({ same, outcome, photo }) => same.map((row, i) => [row, { outcome: i === 0 ? outcome : 'known', photo }])),
    );
    return rows.flatMap((row) => byRow.get(row) ?? []);
  });

/** @param same every row of the batch with one photo id: at least one. */
async function commitOne(tx: Write, space: SpaceId, same: readonly PreparedRow[], now: number): Promise<Committed> {
  const [first] = same;
  if (!first) throw new AppError('internal', { reason: 'a group without rows' });
  const noted = await noteFilesIn(tx, first.photo.photoId, same);
  const committed: Committed = noted ?? { outcome: 'added', photo: await addPhoto(tx, first.photo, same, now) };
  await wantVector(tx, space, first.photo);
  return committed;
}

async function addPhoto(tx: Write, photo: PreparedPhoto, found: readonly PreparedRow[], now: number): Promise<PhotoRecord> {
  const { photoId, type, bytes, width, height, metadata, colour, thumbnail, preview } = photo;
  const paths = [...new Set(found.map(({ file }) => file.path).toReversed())];
  const takenMs = wallClockMs(metadata);
  const record: PhotoRecord = {
    ...metadata,
    ...{ id: photoId, name: nameOf(paths[0] ?? ''), paths, width, height, type, bytes, colour, favourite: false, tags: [] },
    ...(takenMs !== undefined && { takenMs }),
    ...{ addedAt: new Date(now).toISOString(), thumbnailBytes: thumbnail.byteLength, previewBytes: preview.byteLength },
  };
  await Promise.all([
    tx.objectStore('photos').put(record, photoId),
    tx.objectStore('thumbnails').put(thumbnail, photoId),
    tx.objectStore('previews').put(preview, photoId),
    tx.objectStore('problems').delete(photoId),
    tx.objectStore('removed').delete(photoId),
    ...writeFoundIn(tx, photoId, found),
  ]);
  return record;
}

/** Marks a photo pending, with its input, unless its vector is there or under way. */
async function wantVector(tx: Write, space: SpaceId, { photoId, input }: PreparedPhoto): Promise<void> {
  const statuses = tx.objectStore('statuses');
  const status = await statuses.get([space, photoId]);
  if (status && status.state !== 'failed') return;
  await Promise.all([
    statuses.put({ space, photoId, state: 'pending', tries: status?.tries ?? 0 }),
    tx.objectStore('inputs').put(input, [space, photoId]),
    tx.objectStore('problems').delete(photoId),
  ]);
}

/** What the camera's clock said, as if it were UTC: months and days are then the photographer's. Undefined where not known. */
export function wallClockMs({ takenAt }: Metadata): number | undefined {
  const local = takenAt?.replace(/(?:Z|[+-]\d\d:?\d\d)$/, '');
  const ms = local === undefined ? Number.NaN : Date.parse(local.includes('T') ? `${local}Z` : local);
  return Number.isNaN(ms) ? undefined : ms;
}
