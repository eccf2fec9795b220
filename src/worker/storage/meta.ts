// Small values by name, and the running totals of stored bytes.

import type { Database, MetaValues, Totals } from './schema.ts';
import { type Read, read, type Write, write } from './transaction.ts';

/** @returns undefined where it was never written. */
export const readMeta = <K extends keyof MetaValues>(db: Database, key: K): Promise<MetaValues[K] | undefined> =>
  // Each key is written with its own kind of value, by `writeMeta` alone; the store's type cannot say so.
  read(db, ['meta'], (tx) => tx.objectStore('meta').get(key)) as Promise<MetaValues[K] | undefined>;

export const writeMeta = <K extends Exclude<keyof MetaValues, 'totals' | 'timeline'>>(
  db: Database,
  key: K,
  value: MetaValues[K],
): Promise<unknown> => write(db, ['meta'], (tx) => tx.objectStore('meta').put(value, key), 'strict');

const nothing: Totals = { thumbnails: 0, previews: 0, vectors: 0 };

/** Within a transaction that covers `meta`. */
export const totalsIn = async (tx: Read | Write): Promise<Totals> =>
  ((await (tx as Read).objectStore('meta').get('totals')) as Totals | undefined) ?? nothing; // As Read: both may read. As Totals: see readMeta.

export const readTotals = async (db: Database): Promise<Totals> => (await readMeta(db, 'totals')) ?? nothing;

/** Adds to the totals (negative: takes away), within the transaction that writes or deletes those bytes. `tx` must cover `meta`. */
export async function addToTotals(tx: Write, change: Partial<Totals>): Promise<void> {
  const store = tx.objectStore('meta');
  const old = await totalsIn(tx);
  await store.put(
    {
      thumbnails: old.thumbnails + (change.thumbnails ?? 0),
      previews: old.previews + (change.previews ?? 0),
      vectors: old.vectors + (change.vectors ?? 0),
    },
    'totals',
  );
}

/** The bytes of vectors, counted anew, within a transaction that covers `meta`. */
export const setVectorTotal = async (tx: Write, bytes: number): Promise<unknown> =>
  tx.objectStore('meta').put({ ...(await totalsIn(tx)), vectors: bytes }, 'totals');
