// Vectors, from the model's answer to the resident index.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { appendRows } from './chunks.ts';
import { within } from './key-range.ts';
import { addToTotals } from './meta.ts';
import type { Database } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { type Read, read, write } from './transaction.ts';

export type Vectors = Float32Array<ArrayBuffer>;

/** Appends vectors, marks their photos indexed and lets go of their inputs: one transaction. Photos that are no longer
 * pending (removed or cancelled while the model had them) are left out.
 * @param vectors float32 [photoIds × dim], row by row, of unit length. @returns those written, which may enter the ranking.
 * @throws {AppError} `not-found` (the space), `invalid-argument` (the shape), `storage-full`, `storage-failed`. */
export const commitVectors = (db: Database, space: SpaceId, photoIds: readonly PhotoId[], vectors: Vectors): Promise<PhotoId[]> =>
  write(db, ['spaces', 'statuses', 'inputs', 'problems', 'vectorIds', 'vectors', 'meta'], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    if (vectors.length !== photoIds.length * dim)
      throw new AppError('invalid-argument', { subject: space, reason: `${vectors.length} values for ${photoIds.length} × ${dim}` });
    const statuses = tx.objectStore('statuses');
    const found = await Promise.all(photoIds.map((photoId) => statuses.get([space, photoId])));
    const rows = photoIds.flatMap((photoId, row) =>
      found[row]?.state === 'pending' && photoIds.indexOf(photoId) === row ? [{ photoId, row, tries: found[row].tries }] : [],
    );
    if (rows.length === 0) return [];
    const ids = rows.map(({ photoId }) => photoId);
    const values = rows.length === photoIds.length ? vectors : new Float32Array(rows.length * dim);
    if (values !== vectors) for (const [at, { row }] of rows.entries()) values.set(vectors.subarray(row * dim, (row + 1) * dim), at * dim);
    await Promise.all([
      appendRows(tx, space, ids, values),
      addToTotals(tx, { vectors: values.byteLength }),
      ...rows.flatMap(({ photoId, tries }) => [
        statuses.put({ space, photoId, state: 'indexed', tries }),
        tx.objectStore('inputs').delete([space, photoId]),
        tx.objectStore('problems').delete(photoId),
      ]),
    ]);
    return ids;
  });

/** Hands over every live vector of a space, some records at a time, oldest first, all from one moment: what is committed
 * meanwhile is not among them. @param receive gets ids and float32 [ids × dim]; synchronous, or the transaction would end under it. */
export const loadVectors = (db: Database, space: SpaceId, receive: (photoIds: PhotoId[], vectors: Vectors) => void): Promise<void> =>
  read(db, ['spaces', 'removed', 'vectorIds', 'vectors'], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    const hidden = new Set(await tx.objectStore('removed').index('by-batch').getAllKeys());
    for (const keys of groupsOf(await tx.objectStore('vectorIds').getAllKeys(within(space)), recordsAtOnce)) {
      for (const { ids, vectors } of await Promise.all(keys.map((key) => readRecord(tx, key)))) {
        const live = selectRows(ids, vectors, dim, (id) => !hidden.has(id));
        if (live.ids.length > 0) receive(live.ids, live.vectors);
      }
    }
  });

/** The stored vectors of some photos, for those that came back; in no order; those without one are left out. */
export const readVectors = (db: Database, space: SpaceId, photoIds: readonly PhotoId[]): Promise<{ ids: PhotoId[]; vectors: Vectors }> =>
  read(db, ['spaces', 'vectorIds', 'vectors'], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    const wanted = new Set<PhotoId>(photoIds);
    const found: PhotoId[] = [];
    const values: Vectors[] = [];
    let cursor = await tx.objectStore('vectorIds').openCursor(within(space));
    while (cursor && found.length < wanted.size) {
      const ids = cursor.value;
      if (ids.some((id) => id !== '' && wanted.has(id))) {
        const record = await readRecord(tx, cursor.key);
        const rows = selectRows(record.ids, record.vectors, dim, (id) => wanted.has(id));
        found.push(...rows.ids);
        values.push(rows.vectors.slice());
      }
      cursor = await cursor.continue();
    }
    const vectors = new Float32Array(found.length * dim);
    let at = 0;
    for (const value of values) {
      vectors.set(value, at);
      at += value.length;
    }
    return { ids: found, vectors };
  });

/** So many that requests overlap, so few that a hundred megabytes are never held twice. */
const recordsAtOnce = 4;

async function readRecord(tx: Read, key: [SpaceId, number]): Promise<{ ids: (PhotoId | '')[]; vectors: Vectors }> {
  const [ids, values] = await Promise.all([tx.objectStore('vectorIds').get(key), tx.objectStore('vectors').get(key)]);
  if (!ids || !values) throw new AppError('storage-failed', { reason: `half of vector record ${key.join(' ')} is missing` });
  return { ids, vectors: new Float32Array(values) };
}

/** The rows whose id is wanted; no copy where that is all of them. */
function selectRows(
  ids: readonly (PhotoId | '')[],
  vectors: Vectors,
  dim: number,
  wanted: (id: PhotoId) => boolean,
): { ids: PhotoId[]; vectors: Vectors } {
  const live = ids.flatMap((id, row) => (id !== '' && wanted(id) ? [{ id, row }] : []));
  if (live.length === ids.length) return { ids: live.map(({ id }) => id), vectors };
  const values = new Float32Array(live.length * dim);
  for (const [at, { row }] of live.entries()) values.set(vectors.subarray(row * dim, (row + 1) * dim), at * dim);
  return { ids: live.map(({ id }) => id), vectors: values };
}

function* groupsOf<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size);
}
