// Vectors at rest: appended as small tails, sealed into large chunks, dropped row by row.
//
// [Note: Tails and chunks]
// A batch of vectors is appended as a record of its own: a tail. Once enough rows lie in tails, they are copied into one
// record of some megabytes: a chunk. Opening the library then reads some tens of records instead of a hundred thousand.
// A tail and a chunk differ only in size. Keys only grow, and a chunk gets a new one.
// A row is live while its id is in `vectorIds`. No id is live twice in a space: a vector is written only where the status
// says pending, and a photo is purged by blanking its row here, in the same transaction.

import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import { within } from './key-range.ts';
import { addToTotals } from './meta.ts';
import type { Database } from './schema.ts';
import { spaceOf } from './spaces.ts';
import { type Write, write } from './transaction.ts';

/** Large enough that opening is bound by the disk and not by requests, small enough to be rewritten between two batches. Measured in docs/decisions/0003. */
const chunkBytes = 8 * 1024 * 1024;
export const rowsPerChunk = (dim: number): number => Math.max(1, Math.floor(chunkBytes / (4 * dim)));

interface Part {
  readonly key: [SpaceId, number];
  readonly ids: readonly (PhotoId | '')[];
}

/** Copies tails, and chunks that are half empty, into one chunk, in one transaction, and drops rows that are not live.
 * Loading yields the same vectors before and after.
 * @param rows a chunk's rows at least; for tests. @returns false where there is not yet enough to be worth it; after true, call again. */
export const sealTails = (db: Database, space: SpaceId, rows?: number): Promise<boolean> =>
  write(db, ['spaces', 'vectorIds', 'vectors', 'meta'], async (tx) => {
    const { dim } = await spaceOf(tx, space);
    const wanted = rows ?? rowsPerChunk(dim);
    const parts = await findParts(tx, space, wanted);
    const live = parts.reduce((sum, { ids }) => sum + countLive(ids), 0);
    const dead = parts.reduce((sum, { ids }) => sum + ids.length, 0) - live;
    if (live < wanted && dead < wanted / 2) return false;
    const ids: PhotoId[] = [];
    const values = new Float32Array(live * dim);
    for (const part of parts) {
      const old = new Float32Array((await tx.objectStore('vectors').get(part.key)) ?? new ArrayBuffer(0));
      for (const [row, id] of part.ids.entries()) {
        if (id === '') continue;
        values.set(old.subarray(row * dim, (row + 1) * dim), ids.length * dim);
        ids.push(id);
      }
    }
    await Promise.all([
      ...(live > 0 ? [appendRows(tx, space, ids, values)] : []),
      ...parts.flatMap(({ key }) => [tx.objectStore('vectorIds').delete(key), tx.objectStore('vectors').delete(key)]),
    ]);
    await addToTotals(tx, { vectors: -4 * dim * dead });
    return true;
  });

/** Writes one record after all others of the space. Within a transaction that covers vectors and vectorIds; totals are the caller's. */
export async function appendRows(tx: Write, space: SpaceId, ids: readonly PhotoId[], values: Float32Array<ArrayBuffer>): Promise<void> {
  const last = await tx.objectStore('vectorIds').openKeyCursor(within(space), 'prev');
  const key: [SpaceId, number] = [space, (last?.key[1] ?? 0) + 1];
  const whole = values.byteLength === values.buffer.byteLength;
  await Promise.all([
    tx.objectStore('vectorIds').put([...ids], key),
    tx.objectStore('vectors').put(whole ? values.buffer : values.slice().buffer, key),
  ]);
}

/** Blanks the rows of `gone`. Their bytes are freed by the next sealing that meets them. */
export async function dropRows(tx: Write, space: SpaceId, gone: ReadonlySet<PhotoId | ''>): Promise<void> {
  let cursor = await tx.objectStore('vectorIds').openCursor(within(space));
  while (cursor) {
    const ids = cursor.value;
    if (ids.some((id) => gone.has(id))) await cursor.update(ids.map((id) => (gone.has(id) ? '' : id)));
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

const countLive = (ids: readonly (PhotoId | '')[]): number => ids.reduce((count, id) => count + (id === '' ? 0 : 1), 0);
