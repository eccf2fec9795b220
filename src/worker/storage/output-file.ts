// Files that are written to be taken away: where the person pointed, or, where the browser has no picker, in this origin's private file system, from
// where the page downloads them. One that is not finished is not left behind.

import { AppError } from '../../shared/domain/app-error.ts';
import { toStorageError } from './transaction.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface OutputFile {
  write(bytes: Bytes): Promise<void>;
  /** @returns the file, where the person did not say where to put it. */
  finish(): Promise<File | undefined>;
  /** Leaves nothing behind. Never throws: what went wrong before is what matters. */
  discard(): Promise<void>;
}

/** Written at once: a call for each of 100,000 rows of 2 KB takes longer than the writing. */
const bufferBytes = 4 * 1024 * 1024;

/** @param library names the folder. @param to where the person pointed. @throws {AppError} `storage-full`, `storage-failed`. */
export async function openOutputFile(library: string, to?: FileSystemFileHandle): Promise<OutputFile> {
  const target = await (to ? openPicked(to) : openPrivate(library)).catch((error: unknown) => Promise.reject(toStorageError(error)));
  const buffer = new Uint8Array(bufferBytes);
  let filled = 0;
  const flush = async (): Promise<void> => {
    if (filled === 0) return;
    await target.write(buffer.subarray(0, filled));
    filled = 0;
  };
  return {
    async write(bytes) {
      try {
        if (filled + bytes.length > bufferBytes) await flush();
        if (bytes.length > bufferBytes) return await target.write(bytes);
        buffer.set(bytes, filled);
        filled += bytes.length;
      } catch (error) {
        throw toStorageError(error);
      }
    },
    async finish() {
      try {
        await flush();
        return await target.finish();
      } catch (error) {
        throw toStorageError(error);
      }
    },
    discard: () => target.discard().catch(() => undefined), // Swept at the next start.
  };
}

interface Target extends Omit<OutputFile, 'write'> {
  write(bytes: Bytes): void | Promise<void>;
}

async function openPicked(handle: FileSystemFileHandle): Promise<Target> {
  const stream = await handle.createWritable();
  return {
    write: (bytes) => stream.write(bytes),
    async finish() {
      await stream.close();
      return undefined;
    },
    async discard() {
      await stream.abort();
      // The picker has made it, empty. As this: not in TypeScript's library, and not in every browser.
      const removable = handle as FileSystemFileHandle & { remove?(): Promise<void> };
      if ((await handle.getFile()).size === 0) await removable.remove?.();
    },
  };
}

/** As this: only a worker has it, and tests are compiled with the types of a page. */
interface SyncHandle {
  write(bytes: Bytes): number;
  close(): void;
}

const folderOf = (library: string) => `${library}-exports`;
/** Ends the hold on the last file of this worker; fulfilled when it has ended. */
let release: (() => Promise<unknown>) | undefined;

/** While a tab lives, its last file is held by a lock: the page may still be reading it. */
async function openPrivate(library: string): Promise<Target> {
  await release?.();
  await sweepOutputFiles(library);
  const name = `${crypto.randomUUID()}.zip`;
  await hold(name);
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(folderOf(library), { create: true });
  const file = await folder.getFileHandle(name, { create: true });
  // As this: see SyncHandle.
  const sync = await (file as FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncHandle> }).createSyncAccessHandle();
  return {
    write(bytes) {
      const written = sync.write(bytes);
      if (written !== bytes.length) throw new AppError('storage-full', { retryable: true, reason: `${written} of ${bytes.length} bytes` });
    },
    finish: async () => {
      sync.close();
      return file.getFile();
    },
    async discard() {
      sync.close();
      await folder.removeEntry(name);
      await release?.();
    },
  };
}

function hold(name: string): Promise<void> {
  return new Promise((held) => {
    let end: () => void = () => undefined;
    const ended = navigator.locks.request(name, () => {
      held();
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    });
    release = () => {
      end();
      return ended;
    };
  });
}

/** Deletes what no living tab holds. @throws {AppError} `storage-failed`. */
export async function sweepOutputFiles(library: string): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(folderOf(library));
    for await (const name of folder.keys())
      await navigator.locks.request(name, { ifAvailable: true }, async (lock) => lock && folder.removeEntry(name));
  } catch (error) {
    // No such folder yet; or no private file system at all, as in some private windows.
    if (!(error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'SecurityError'))) throw toStorageError(error);
  }
}
