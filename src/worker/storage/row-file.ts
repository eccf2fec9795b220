// A file of this worker alone, empty at first and worth nothing after it: for vectors that are too many for memory.

import { AppError } from '../../shared/domain/app-error.ts';
import { toStorageError } from './transaction.ts';

/** A FileSystemSyncAccessHandle, as far as it is used. */
export interface SyncFile {
  read(into: Float32Array<ArrayBuffer>, options: { at: number }): number;
  write(from: Float32Array, options: { at: number }): number;
  truncate(bytes: number): void;
  close(): void;
}

/** Opens a file that nobody else can open, after deleting those that dead tabs have left. Only in a worker.
 * @param library names the folder. @throws {AppError} `storage-full`, `storage-failed` (no private file system, as in some private windows). */
export async function openRowFile(library: string): Promise<SyncFile> {
  const name = `${crypto.randomUUID()}.rows`;
  return withFolder(library, async (folder) => {
    await sweep(folder);
    // As this: only a worker has it, and tests are compiled with the types of a page.
    const file = (await folder.getFileHandle(name, { create: true })) as FileSystemFileHandle & {
      createSyncAccessHandle(): Promise<SyncFile>;
    };
    return file.createSyncAccessHandle();
  });
}

/** Deletes what dead tabs have left: a library that has shrunk opens no file of its own. @throws {AppError} `storage-failed`. */
export async function sweepRowFiles(library: string): Promise<void> {
  try {
    await withFolder(library, sweep, false);
  } catch (error) {
    // No such folder yet; or no private file system at all.
    const { cause } = toStorageError(error);
    if (!(cause instanceof DOMException && (cause.name === 'NotFoundError' || cause.name === 'SecurityError'))) throw error;
  }
}

/** Under a lock: between its making and its opening a file looks like one that nobody holds. */
async function withFolder<R>(library: string, work: (folder: FileSystemDirectoryHandle) => Promise<R>, create = true): Promise<R> {
  try {
    return await navigator.locks.request(`${library}-rows`, async () => {
      const root = await navigator.storage.getDirectory();
      return work(await root.getDirectoryHandle(`${library}-rows`, { create }));
    });
  } catch (error) {
    throw toStorageError(error);
  }
}

async function sweep(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) {
    try {
      await folder.removeEntry(name);
    } catch (error) {
      // Held by a tab that lives: an open file cannot be deleted. Or deleted a moment ago.
      if (!(error instanceof DOMException && (error.name === 'NoModificationAllowedError' || error.name === 'NotFoundError')))
        throw new AppError('storage-failed', {
          subject: name,
          reason: error instanceof Error ? error.message : String(error),
          cause: error,
        });
    }
  }
}
