// Room set aside for the moment when storage is full: a file that is given up then, so that what is small can still be written.
//
// [Note: The reserve] At the wall the smallest write fails like the largest (Chromium 156: a row of 300 bytes, quota used up), so a
// photo that has just been embedded could not be marked so. A file in the private file system gives its bytes back the moment it is
// deleted, where deleted rows of a database may wait to be swept. Its bytes are random: a disk that compresses would hold no room.

import { toStorageError } from './transaction.ts';

export interface Reserve {
  /** Sets the room aside, unless it is already. @param spareBytes must be free besides. @returns whether there is that much. Without a private
   * file system nothing is set aside, and the browser's own figure is all there is to go by. @throws {AppError} `storage-failed`. */
  hold(spareBytes?: number): Promise<boolean>;
  /** Gives it up. @returns whether there was any. @throws {AppError} `storage-failed`. */
  free(): Promise<boolean>;
}

/** Enough for some ten thousand rows of status; the size doubles when a file grows, so a power of two (Chromium 156). */
export const reserveBytes = 4 * 1024 * 1024;
const randomAtOnce = 65_536;

interface SyncFile {
  getSize(): number;
  truncate(bytes: number): void;
  write(from: Uint8Array, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** Only in a worker, and only in the tab that writes. @param library names the file. */
export function openReserve(library: string): Reserve {
  const name = `${library}-reserve`;
  let last: Promise<unknown> = Promise.resolve();
  /** One at a time: the file can be open once. */
  const inTurn = (work: () => Promise<boolean>): Promise<boolean> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined); // Told to who asked for it.
    return turn;
  };

  async function hold(spareBytes: number): Promise<boolean> {
    const root = await privateRoot();
    if (!root) return claimsRoom(spareBytes);
    // As this: only a worker has it, and tests are compiled with the types of a page.
    const handle = (await root.getFileHandle(name, { create: true })) as FileSystemFileHandle & {
      createSyncAccessHandle(): Promise<SyncFile>;
    };
    const file = await handle.createSyncAccessHandle();
    const before = file.getSize();
    try {
      if (spareBytes > 0) file.truncate(reserveBytes + spareBytes);
      file.truncate(reserveBytes);
      if (before < reserveBytes) fill(file);
      return true;
    } catch (error) {
      if (toStorageError(error).code !== 'storage-full') throw error;
      file.truncate(before < reserveBytes ? 0 : reserveBytes);
      return false;
    } finally {
      file.close();
    }
  }

  return {
    hold: (spareBytes = 0) =>
      inTurn(() => hold(spareBytes)).catch((error: unknown) => {
        if (isHeldElsewhere(error)) return false; // By a tab that is just closing.
        throw toStorageError(error);
      }),
    free: () =>
      inTurn(async () => {
        const root = await privateRoot();
        await root?.removeEntry(name);
        return root !== undefined;
      }).catch((error: unknown) => {
        if (isHeldElsewhere(error) || (error instanceof DOMException && error.name === 'NotFoundError')) return false;
        throw toStorageError(error);
      }),
  };
}

async function claimsRoom(bytes: number): Promise<boolean> {
  const { usage = 0, quota = 0 } = (await navigator.storage?.estimate()) ?? {};
  return quota - usage > bytes;
}

const isHeldElsewhere = (error: unknown): boolean => error instanceof DOMException && error.name === 'NoModificationAllowedError';

function fill(file: SyncFile): void {
  const noise = new Uint8Array(randomAtOnce);
  for (let at = 0; at < reserveBytes; at += randomAtOnce) file.write(crypto.getRandomValues(noise), { at });
  file.flush();
}

/** Undefined where the browser has no private file system, as in private windows of some. */
export async function privateRoot(): Promise<FileSystemDirectoryHandle | undefined> {
  try {
    return await navigator.storage.getDirectory();
  } catch {
    return undefined; // Whatever its reason: what is kept there is worth something only where it can be kept.
  }
}
