// Vectors, from the model's answer to the resident index.

import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { joinRows, type Rows, selectRows } from './chunk-codec.ts';
import { appendRows, readRecord, vectorStores } from './chunks.ts';
import { within } from './key-range.ts';
import { addToTotals } from './meta.ts';
import type { Database } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { read, write } from './transaction.ts';

export type Vectors = Float32Array<ArrayBuffer>;

/** Appends vectors, marks their photos indexed and lets go of their inputs: one transaction. Photos that are no longer
 * pending (removed or cancelled while the model had them) are left out.
 * @param vectors float32 [photoIds × dim], row by row, of unit length. @returns those written, which may enter the ranking.
 * @throws {AppError} `not-found` (the space), `invalid-argument` (the shape), `storage-full`, `storage-failed`. */
export const commitVectors = (db: Database, space: SpaceId, photoIds: readonly PhotoId[], vectors: Vectors): Promise<PhotoId[]> =>
  write(db, ['spaces', 'statuses', 'inputs', 'problems', ...vectorStores, 'meta'], async (tx) => {
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

/** Hands over every live vector of a space, a record at a time, oldest first, all from one moment: what is committed meanwhile is not among
 * them. While one is taken in, the next are being read.
 * @param receive gets ids and float32 [ids × dim]; synchronous, or the transaction would end under it.
 * @returns how many records are damaged: their vectors were not handed over. See integrity.ts. */
export const loadVectors = (db: Database, space: SpaceId, receive: (photoIds: PhotoId[], vectors: Vectors) => void): Promise<number> =>
  read(db, ['spaces', 'removed', ...vectorStores], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    const hidden = new Set(await tx.objectStore('removed').index('by-batch').getAllKeys());
    const isShown = (id: PhotoId) => !hidden.has(id);
    const keys = await tx.objectStore('vectorIds').getAllKeys(within(space));
    const ahead: Promise<Rows | undefined>[] = [];
    const readNext = () => {
      const key = keys.shift();
      if (!key) return;
      const reading = readRecord(tx, key, dim);
      reading.catch(() => undefined); // Thrown where it is awaited; unmarked, a failure behind a slow one is "unhandled".
      ahead.push(reading);
    };
    for (let n = 0; n < recordsAhead; n++) readNext();
    let damaged = 0;
    for (let reading = ahead.shift(); reading; reading = ahead.shift()) {
      const record = await reading;
      readNext();
      if (!record) damaged++;
      else {
        const { ids, vectors } = selectRows(record, dim, isShown);
        if (ids.length > 0) receive(ids, vectors);
      }
    }
    return damaged;
  });

/** The stored vectors of some photos, for those that came back; in no order; those without one are left out. */
export const readVectors = (db: Database, space: SpaceId, photoIds: readonly PhotoId[]): Promise<{ ids: PhotoId[]; vectors: Vectors }> =>
  read(db, ['spaces', ...vectorStores], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    const wanted = new Set<PhotoId>(photoIds);
    const found: Rows[] = [];
    let count = 0;
    let cursor = await tx.objectStore('vectorIds').openCursor(within(space));
    while (cursor && count < wanted.size) {
      if (cursor.value.some((id) => id !== '' && wanted.has(id))) {
        const record = await readRecord(tx, cursor.key, dim);
        if (record) {
          const { ids, vectors } = selectRows(record, dim, (id) => wanted.has(id));
          found.push({ ids, vectors: vectors.slice() });
          count += ids.length;
        }
      }
      cursor = await cursor.continue();
    }
    return joinRows(found, dim);
  });

/** So many that requests overlap, so few that a hundred megabytes are never held twice. */
const recordsAhead = 4;
