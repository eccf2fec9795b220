// The transaction that brings photos into the library: everything but their vectors, which are then pending.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { packVectors } from '../../shared/domain/vectors.ts';
import type { PreparedPhoto } from '../../shared/protocol/imaging.ts';
import { checksum } from './checksum.ts';
import { appendRows, vectorStores } from './chunks.ts';
import { wallClockMs } from './descriptions.ts';
import { type Found, findRare, nameOf, noteFilesIn, noteStores, type Rare, writeFoundIn } from './files.ts';
import { addToTotals } from './meta.ts';
import type { Database, PhotoRecord, Status } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { type StoreName, type Write, write } from './transaction.ts';
import type { Vectors } from './vectors.ts';

export interface PreparedRow extends Found {
  readonly photo: PreparedPhoto;
  /** Float32 [dim], of unit length, where the model was as quick as storage: then the photo needs no input kept for it. */
  readonly vector?: Vectors | undefined;
}
export interface Committed {
  /** `known`, also of the second of two equal files in one batch; `restored`: a removed photo is back, as it was. */
  readonly outcome: 'added' | 'known' | 'restored';
  /** As stored now. */
  readonly photo: PhotoRecord;
  /** Whether the row's vector was written: it may enter the ranking. */
  readonly indexed: boolean;
}

/** Writes photos, both pictures, and their vectors, or else their model inputs and pending statuses; ends their files' places in
 * the queue and earlier problems, and forgets that they were ever removed. One transaction. Of a known photo only the new path is
 * written, and its vector or input where `space` has no vector of it.
 * @returns what became of each row, in order.
 * @throws {AppError} `not-found` (the space), `invalid-argument` (a vector's length), `storage-full`, `storage-failed`. */
export const commitPrepared = (
  db: Database,
  space: SpaceId,
  rows: readonly PreparedRow[],
  now: number = Date.now(),
): Promise<Committed[]> => write(db, preparedStores, (tx) => commitIn(tx, space, rows, now), 'relaxed', 'large');

const preparedStores = [
  ...noteStores,
  'thumbnails',
  'previews',
  'inputs',
  'spaces',
  ...vectorStores,
  'meta',
] as const satisfies StoreName[];

async function commitIn(tx: Write, space: SpaceId, rows: readonly PreparedRow[], now: number): Promise<Committed[]> {
  const [{ dim }, rare] = await Promise.all([spaceOf(tx, space), findRare(tx)]);
  for (const { vector, photo } of rows)
    if (vector && vector.length !== dim)
      throw new AppError('invalid-argument', { subject: photo.photoId, reason: `${vector.length} values for ${dim}` });
  const byPhoto = new Map<PhotoId, PreparedRow[]>();
  for (const row of rows) byPhoto.set(row.photo.photoId, [...(byPhoto.get(row.photo.photoId) ?? []), row]);
  const context = { tx, space, rare, now };
  const results = await Promise.all([...byPhoto.values()].map(async (same) => ({ same, ...(await commitOne(context, same)) })));
  const added = results.filter(({ outcome }) => outcome === 'added').map(({ photo }) => photo);
  const embedded = results.flatMap(({ photo: { id }, vector }) => (vector ? [{ id, vector }] : []));
  if (embedded.length > 0)
    await appendRows(
      tx,
      space,
      embedded.map(({ id }) => id),
      packVectors(
        embedded.map(({ vector }) => vector),
        dim,
      ),
    );
  await addToTotals(tx, {
    thumbnails: added.reduce((sum, { thumbnailBytes }) => sum + thumbnailBytes, 0),
    previews: added.reduce((sum, { previewBytes }) => sum + previewBytes, 0),
    vectors: 4 * dim * embedded.length,
  });
  const byRow = new Map(
    results.flatMap(({ same, outcome, photo, vector }) =>
      same.map((row, i) => [row, { outcome: i === 0 ? outcome : 'known', photo, indexed: i === 0 && vector !== undefined } as const]),
    ),
  );
  return rows.flatMap((row) => byRow.get(row) ?? []);
}

interface Context {
  readonly tx: Write;
  readonly space: SpaceId;
  readonly rare: Rare;
  readonly now: number;
}

/** @param same every row of the batch with one photo id: at least one. @returns `vector` is that to append. */
async function commitOne(
  context: Context,
  same: readonly PreparedRow[],
): Promise<Omit<Committed, 'indexed'> & { readonly vector: Vectors | undefined }> {
  const { tx, space, rare } = context;
  const [first] = same;
  if (!first) throw new AppError('internal', { reason: 'a group without rows' });
  const { photoId } = first.photo;
  const noted = await noteFilesIn(tx, photoId, same, rare);
  const committed = noted ?? { outcome: 'added' as const, photo: await addPhoto(context, first.photo, same) };
  // A photo that was not there has no status.
  const status = noted && (await tx.objectStore('statuses').get([space, photoId]));
  return { ...committed, vector: await settleStatus(context, first, status) };
}

async function addPhoto({ tx, rare, now }: Context, photo: PreparedPhoto, found: readonly PreparedRow[]): Promise<PhotoRecord> {
  const { photoId, type, bytes, width, height, metadata, colour, thumbnail, preview } = photo;
  const paths = [...new Set(found.map(({ file }) => file.path).toReversed())];
  const takenMs = wallClockMs(metadata);
  const record: PhotoRecord = {
    ...metadata,
    ...{
      id: photoId,
      name: nameOf(paths[0] ?? ''),
      paths,
      width,
      height,
      type,
      bytes,
      colour,
      favourite: metadata.favourite ?? false,
      tags: [],
    },
    ...(takenMs !== undefined && { takenMs }),
    ...{ addedAt: new Date(now).toISOString(), thumbnailBytes: thumbnail.byteLength, previewBytes: preview.byteLength },
    ...{ thumbnailSum: checksum(thumbnail), previewSum: checksum(preview) },
  };
  await Promise.all([
    tx.objectStore('photos').put(record, photoId),
    tx.objectStore('thumbnails').put(thumbnail, photoId),
    tx.objectStore('previews').put(preview, photoId),
    ...(rare.removed ? [tx.objectStore('removed').delete(photoId)] : []),
    ...writeFoundIn(tx, photoId, found, rare),
  ]);
  return record;
}

/** Marks a photo indexed, or pending with its input, unless its vector is there or under way. @returns the vector, if it is to be appended. */
async function settleStatus(
  { tx, space, rare }: Context,
  { photo: { photoId, input }, vector }: PreparedRow,
  status: Status | undefined,
): Promise<Vectors | undefined> {
  if (status && status.state !== 'failed') return undefined;
  await Promise.all([
    tx.objectStore('statuses').put({ space, photoId, state: vector ? 'indexed' : 'pending', tries: status?.tries ?? 0 }),
    rare.problems && tx.objectStore('problems').delete(photoId),
    vector ? status && tx.objectStore('inputs').delete([space, photoId]) : tx.objectStore('inputs').put(input, [space, photoId]),
  ]);
  return vector;
}
