// Runs in a page, beside the app: opens the library's database with the app's own code, and says what lies there.

import { openDatabase } from '../../src/worker/storage/database.ts';
import { checkInvariants } from '../../src/worker/storage/invariants.ts';
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

/** @returns undefined where there is no library yet. */
export async function readStoredLibrary(): Promise<StoredLibrary | undefined> {
  const name = 'afterimage';
  if (!(await indexedDB.databases()).some((database) => database.name === name)) return undefined;
  const refuse = (error: Error) => {
    throw error;
  };
  const db = await openDatabase(name, { blocked: refuse, blocking: () => undefined, terminated: () => undefined });
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
