// Opens the library's database, and answers everything that can get in the way of that.

import { deleteDB, openDB } from 'idb';
import { AppError } from '../../shared/domain/app-error.ts';
import { type Migration, migrations, upgrade } from './migrations.ts';
import type { Database, LibrarySchema } from './schema.ts';
import { toStorageError } from './transaction.ts';

export interface DatabaseCallbacks {
  /** Another tab holds an older version open. Opening goes on by itself once that tab closes; until then nothing works. */
  readonly blocked: (error: AppError) => void;
  /** A newer build in another tab wants to upgrade: the connection has been closed for it, and this page must be loaded again. */
  readonly blocking: () => void;
  /** The browser closed the connection (its data was cleared, or the disk failed): open it again, or say so. */
  readonly terminated: () => void;
}

/** @param name of the database, so that tests and benchmarks have their own. @param steps for tests of upgrades.
 * @throws {AppError} `storage-newer`, of a later version; `storage-failed`, with the cause of a failed upgrade, which leaves the old version as it was; `storage-full`. */
export async function openDatabase(
  name: string,
  { blocked, blocking, terminated }: DatabaseCallbacks,
  steps: readonly Migration[] = migrations,
): Promise<Database> {
  let cause: unknown;
  let open: Database | undefined;
  try {
    open = await openDB<LibrarySchema>(name, steps.length, {
      upgrade: (db, from, _to, tx) => void upgrade(db, from, tx, (error) => (cause = error), steps),
      blocked: (current, wanted) => {
        const reason = `version ${current} is open elsewhere, version ${wanted} waits for it`;
        blocked(new AppError('storage-blocked', { retryable: true, subject: name, reason }));
      },
      blocking: () => {
        // At once: as long as this connection is open the other tab can do nothing.
        open?.close();
        blocking();
      },
      terminated,
    });
    return open;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'VersionError')
      throw new AppError('storage-newer', { subject: name, reason: error.message, cause: error });
    throw toStorageError(cause ?? error);
  }
}

/** Deletes the whole database. Waits for other connections to close. @throws {AppError} `storage-failed`. */
export async function deleteDatabase(name: string): Promise<void> {
  await deleteDB(name).catch((error: unknown) => Promise.reject(toStorageError(error)));
}
