// Runs in a page, beside the app: opens the library's database with the app's own code, and says what lies there.

import { openDB } from 'idb';
import { deleteDatabase, openDatabase } from '../../src/worker/storage/database.ts';
import { type Dump, restoreDump } from '../../src/worker/storage/dump.ts';
import { checkInvariants } from '../../src/worker/storage/invariants.ts';
import { migrations } from '../../src/worker/storage/migrations.ts';
import { readPhotoRecords } from '../../src/worker/storage/photos.ts';
import { readProblems } from '../../src/worker/storage/problems.ts';
import { readQueue } from '../../src/worker/storage/queue.ts';
import { readSpaces } from '../../src/worker/storage/spaces.ts';
import { readIdsByState } from '../../src/worker/storage/statuses.ts';
import { loadVectors } from '../../src/worker/storage/vectors.ts';

export interface StoredLibrary {
  /** What does not hold that must hold at every moment; a sentence each. */
  readonly wrong: string[];
  readonly photos: { readonly id: string; readonly paths: readonly string[] }[];
  readonly pending: string[];
  /** Named, and not settled yet. */
  readonly queued: { readonly name: string; readonly path: string }[];
  readonly problems: { readonly path: string; readonly code: string }[];
  /** One entry a stored row, so that a photo with two vectors is seen. */
  readonly vectors: { readonly id: string; readonly values: number[] }[];
}

const name = 'afterimage';
const paddingBytes = 1024 * 1024;

const open = () =>
  openDatabase(name, {
    blocked(error) {
      throw error;
    },
    blocking: () => undefined,
    terminated: () => undefined,
  });

/** What does not hold that must hold at every moment; a sentence each. Nothing where there is no library, or one of a version to come. */
export async function checkStoredLibrary(): Promise<string[]> {
  const there = (await indexedDB.databases()).find((database) => database.name === name);
  if (there?.version === undefined || there.version > migrations.length) return [];
  const db = await open();
  try {
    return await checkInvariants(db);
  } finally {
    db.close();
  }
}

export const deleteStoredLibrary = (): Promise<void> => deleteDatabase(name);

/** Puts a library of an earlier version in the place of none. @param padding records of vectors of which no row is live, 1 MiB each: they make an upgrade last.
 * @returns the ids of its photos, in order. */
export async function restoreLibrary(dump: Dump, padding: number): Promise<string[]> {
  await restoreDump(name, dump);
  const db = await openDB(name, dump.version);
  const tx = db.transaction(['vectors', 'vectorIds', 'spaces', 'meta', 'photos'], 'readwrite');
  const [space] = (await tx.objectStore('spaces').getAll()) as { id: string; dim: number }[]; // As these: every version has both.
  if (!space) throw new Error('a library without a space');
  for (let n = 0; n < padding; n++) {
    await tx.objectStore('vectors').put(new ArrayBuffer(paddingBytes), [space.id, 1000 + n]);
    await tx.objectStore('vectorIds').put(Array<string>(paddingBytes / (4 * space.dim)).fill(''), [space.id, 1000 + n]);
  }
  const totals = (await tx.objectStore('meta').get('totals')) as { vectors: number }; // As these: every version has it.
  await tx.objectStore('meta').put({ ...totals, vectors: totals.vectors + padding * paddingBytes }, 'totals');
  const photos = await tx.objectStore('photos').getAllKeys();
  await tx.done;
  db.close();
  return photos.map(String).sort();
}

/** @returns undefined where there is no library yet. */
export async function readStoredLibrary(): Promise<StoredLibrary | undefined> {
  if (!(await indexedDB.databases()).some((database) => database.name === name)) return undefined;
  const db = await open();
  try {
    const records = await readPhotoRecords(db, 1e6);
    const vectors: StoredLibrary['vectors'] = [];
    const pending: string[] = [];
    for (const { id: space, dim } of await readSpaces(db)) {
      pending.push(...(await readIdsByState(db, space, 'pending')));
      await loadVectors(db, space, (ids, rows) => {
        for (const [row, id] of ids.entries()) vectors.push({ id, values: [...rows.subarray(row * dim, (row + 1) * dim)] });
      });
    }
    return {
      wrong: await checkInvariants(db),
      photos: records.map(({ id, paths }) => ({ id, paths })),
      pending,
      queued: (await readQueue(db)).map(({ name, path }) => ({ name, path })),
      problems: (await readProblems(db)).map(({ path, code }) => ({ path, code })),
      vectors,
    };
  } finally {
    db.close();
  }
}
