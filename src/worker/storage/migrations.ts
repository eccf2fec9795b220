// How the database came to its present shape, a step a version. Entry n leads from version n to n + 1, awaits only requests of
// its own transaction, and is never edited once released: libraries of that version exist.

import type { IDBPTransaction, StoreNames } from 'idb';
import { sumsOf } from './chunk-codec.ts';
import type { Database, LibrarySchema } from './schema.ts';

type Upgrade = IDBPTransaction<LibrarySchema, StoreNames<LibrarySchema>[], 'versionchange'>;
export type Migration = (db: Database, tx: Upgrade) => void | Promise<void>;

/** 0 → 1. */
function createStores(db: Database): void {
  for (const name of ['photos', 'thumbnails', 'previews', 'inputs', 'vectorIds', 'vectors', 'meta'] as const) db.createObjectStore(name);
  db.createObjectStore('statuses', { keyPath: ['space', 'photoId'] }).createIndex('by-state', ['space', 'state', 'photoId']);
  db.createObjectStore('queue', { keyPath: 'key', autoIncrement: true }).createIndex('by-path', ['path', 'size']);
  db.createObjectStore('problems', { keyPath: 'key' });
  db.createObjectStore('files', { keyPath: ['folder', 'path'] }).createIndex('by-photo', 'photoId');
  db.createObjectStore('folders', { keyPath: 'id' });
  db.createObjectStore('removed', { keyPath: 'photoId' }).createIndex('by-batch', 'batch');
  db.createObjectStore('spaces', { keyPath: 'id' });
}

/** 1 → 2: searches that a person keeps. */
function addSearches(db: Database): void {
  db.createObjectStore('searches', { keyPath: ['text', 'like'] });
}

/** 2 → 3: checksums of the vectors that are there. What the pictures' checksums are is found out later, a few at a time: reading all of them
 * takes minutes, and until an upgrade is done nobody can use the library. */
async function addVectorSums(db: Database, tx: Upgrade): Promise<void> {
  const sums = db.createObjectStore('vectorSums');
  for (const key of await tx.objectStore('vectors').getAllKeys()) {
    const [ids, values] = await Promise.all([tx.objectStore('vectorIds').get(key), tx.objectStore('vectors').get(key)]);
    // Half a record is found and mended like any damage, once the library is open.
    if (ids && values) await sums.add(sumsOf(ids, values), key);
  }
}

export const migrations: readonly Migration[] = [createStores, addSearches, addVectorSums];

/** Runs the steps from version `from`. idb drops the promise of its `upgrade` callback, and an async one that throws would
 * leave half a schema at the new version; so this catches, hands the cause to `fail`, and aborts: the old version stays whole.
 * @param fail gets the cause; what `openDB` rejects with says no more than "aborted". */
export async function upgrade(
  db: Database,
  from: number,
  tx: Upgrade,
  fail: (cause: unknown) => void,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  // Heard by openDB's own promise; this one would be an unhandled rejection besides.
  tx.done.catch(() => undefined);
  try {
    for (const migrate of steps.slice(from)) await migrate(db, tx);
  } catch (error) {
    fail(error);
    tx.abort();
  }
}
