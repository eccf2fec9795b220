// Vectors at rest: appended as small tails, sealed into large chunks, dropped row by row.
//
// [Note: Tails and chunks]
// A batch of vectors is appended as a record of its own: a tail. Once enough rows lie in tails, they are copied into one
// record of some megabytes: a chunk. Opening the library then reads some tens of records instead of a hundred thousand.
// A tail and a chunk differ only in size. Keys only grow, and a chunk gets a new one.
// A row is live while its id is in `vectorIds`. No id is live twice in a space: a vector is written only where the status
// says pending, and a photo is purged by blanking its row here, in the same transaction.

import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { blankRows, countLive, joinRows, openRecord, type RowIds, type Rows, sumOfIds, sumsOf } from './chunk-codec.ts';
import { within } from './key-range.ts';
import { addToTotals } from './meta.ts';
import type { Database } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { orUnreadable, type Read, type StoreName, type Write, write } from './transaction.ts';

/** Large enough that opening is bound by the disk and not by requests, small enough to be rewritten between two batches. Measured in docs/decisions/0003. */
const chunkBytes = 8 * 1024 * 1024;
export const rowsPerChunk = (dim: number): number => Math.max(1, Math.floor(chunkBytes / (4 * dim)));

interface Part {
  readonly key: [SpaceId, number];
  readonly ids: RowIds;
}

/** What a record of vectors is kept in. */
export const vectorStores = ['vectorIds', 'vectors', 'vectorSums'] as const satisfies StoreName[];

/** Copies tails, and chunks that are half empty, into one chunk, in one transaction, and drops rows that are not live.
 * Loading yields the same vectors before and after.
 * @param rows a chunk's rows at least; for tests. @returns false where there is not yet enough to be worth it; after true, call again. */
export async function sealTails(db: Database, space: SpaceId, rows?: number): Promise<boolean> {
  let damaged = false;
  const sealing = write(db, ['spaces', ...vectorStores, 'meta'], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    const wanted = rows ?? rowsPerChunk(dim);
    const parts = await findParts(tx, space, wanted);
    const live = parts.reduce((sum, { ids }) => sum + countLive(ids), 0);
    const dead = parts.reduce((sum, { ids }) => sum + ids.length, 0) - live;
    if (live < wanted && dead < wanted / 2) return false;
    const records: Rows[] = [];
    for (const { key } of parts) {
      const record = await readRecord(tx, key, dim);
      // Copied, damage would get a sum of its own, and nobody would find it again: it is mended first.
      if (!record) {
        damaged = true;
        return false;
      }
      records.push(record);
    }
    const { ids, vectors } = joinRows(records, dim);
    if (live > 0) await appendRows(tx, space, ids, vectors);
    await Promise.all(parts.flatMap(({ key }) => deleteRecord(tx, key)));
    await addToTotals(tx, { vectors: -4 * dim * dead });
    return true;
  });
  return sealing.catch((error: unknown) => {
    if (damaged) return false; // See `orUnreadable`: the transaction, which wrote nothing, is aborted at its end.
    throw error;
  });
}

/** Writes one record after all others of the space. Within a transaction that covers `vectorStores`; totals are the caller's. */
export async function appendRows(tx: Write, space: SpaceId, ids: readonly PhotoId[], values: Float32Array<ArrayBuffer>): Promise<void> {
  const last = await tx.objectStore('vectorIds').openKeyCursor(within(space), 'prev');
  const key: [SpaceId, number] = [space, (last?.key[1] ?? 0) + 1];
  const bytes = values.byteLength === values.buffer.byteLength ? values.buffer : values.slice().buffer;
  await Promise.all([
    tx.objectStore('vectorIds').put([...ids], key),
    tx.objectStore('vectors').put(bytes, key),
    tx.objectStore('vectorSums').put(sumsOf(ids, bytes), key),
  ]);
}

export const deleteRecord = (tx: Write, key: [SpaceId, number]): Promise<void>[] =>
  vectorStores.map((name) => tx.objectStore(name).delete(key));

/** Undefined where it is damaged, or gone. */
export async function readRecord(tx: Read | Write, key: [SpaceId, number], dim: number): Promise<Rows | undefined> {
  const reading = tx as Read; // As Read: the two differ in what they may write, and both may read.
  const [ids, vectors, sums] = await Promise.all([
    orUnreadable(reading.objectStore('vectorIds').get(key)),
    orUnreadable(reading.objectStore('vectors').get(key)),
    orUnreadable(reading.objectStore('vectorSums').get(key)),
  ]);
  return openRecord({ ids, vectors, sums }, dim);
}

/** Blanks the rows of `gone`. Their bytes are freed by the next sealing that meets them. Within a transaction that covers vectorIds and vectorSums. */
export async function dropRows(tx: Write, space: SpaceId, gone: ReadonlySet<PhotoId | ''>): Promise<void> {
  let cursor = await tx.objectStore('vectorIds').openCursor(within(space));
  while (cursor) {
    const { key, value: ids } = cursor;
    if (ids.some((id) => gone.has(id))) {
      const left = blankRows(ids, gone);
      const sums = await tx.objectStore('vectorSums').get(key);
      // Ids that were damaged before stay known as such.
      if (sums?.ids === sumOfIds(ids)) await tx.objectStore('vectorSums').put({ ...sums, ids: sumOfIds(left) }, key);
      await cursor.update(left);
    }
    cursor = await cursor.continue();
  }
}

/** Records worth copying, oldest first, until they fill a chunk: those that are short, and those half of whose rows are gone. */
async function findParts(tx: Write, space: SpaceId, wanted: number): Promise<Part[]> {
  const parts: Part[] = [];
  let live = 0;
  let cursor = await tx.objectStore('vectorIds').openCursor(within(space));
  while (cursor && live < wanted) {
    const { key, value: ids } = cursor;
    const liveHere = countLive(ids);
    if (ids.length < wanted || liveHere < wanted / 2) {
      parts.push({ key, ids });
      live += liveHere;
    }
    cursor = await cursor.continue();
  }
  return parts;
}
