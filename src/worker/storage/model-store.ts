// Files of installed models, in the browser's private file system: a folder a model. Apart from the database, which would read them whole.
// A file that is whole is told from one that is not by what was listed, never by its being there.

import { AppError } from '../../shared/domain/app-error.ts';
import { toStorageError } from './transaction.ts';

const folderName = 'afterimage-models';

/** A FileSystemSyncAccessHandle, as far as it is used: only a worker has it, and tests are compiled with the types of a page. */
interface SyncFile {
  getSize(): number;
  write(from: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(bytes: number): void;
  flush(): void;
  close(): void;
}

export interface StoredFile {
  readonly bytes: number;
  append(chunk: Uint8Array<ArrayBuffer>): void;
  restart(): void;
  close(): void;
}

/** Flat: `onnx/a.onnx` is one name, so that nothing has to walk. */
const nameOf = (path: string): string => encodeURIComponent(path);

async function inFolder<R>(
  model: string,
  work: (folder: FileSystemDirectoryHandle) => Promise<R>,
  create: boolean,
): Promise<R | undefined> {
  try {
    const root = await navigator.storage.getDirectory();
    const models = await root.getDirectoryHandle(folderName, { create });
    return await work(await models.getDirectoryHandle(encodeURIComponent(model), { create }));
  } catch (error) {
    if (!create && error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'SecurityError')) return undefined;
    throw toStorageError(error);
  }
}

/** Opens a file to go on with; nobody else can have it open. Only in a worker. @throws {AppError} `storage-failed` (no private file system), `storage-full`. */
export async function openStoredFile(model: string, path: string): Promise<StoredFile> {
  const opened = await inFolder(
    model,
    async (folder) => {
      // As this: see SyncFile.
      const handle = (await folder.getFileHandle(nameOf(path), { create: true })) as FileSystemFileHandle & {
        createSyncAccessHandle(): Promise<SyncFile>;
      };
      return handle.createSyncAccessHandle();
    },
    true,
  );
  if (!opened) throw new AppError('storage-failed', { subject: path, reason: 'no private file system' });
  let bytes = opened.getSize();
  const guarded = <R>(work: () => R): R => {
    try {
      return work();
    } catch (error) {
      throw toStorageError(error);
    }
  };
  return {
    get bytes() {
      return bytes;
    },
    append: (chunk) =>
      guarded(() => {
        const written = opened.write(chunk, { at: bytes });
        if (written < chunk.length)
          throw new AppError('storage-full', { subject: path, retryable: true, reason: `${written} of ${chunk.length} bytes were taken` });
        bytes += written;
      }),
    restart: () =>
      guarded(() => {
        opened.truncate(0);
        bytes = 0;
      }),
    close: () => guarded(() => (opened.flush(), opened.close())),
  };
}

/** Undefined where there is no such file. */
export const readStoredFile = (model: string, path: string): Promise<File | undefined> =>
  inFolder(model, async (folder) => (await folder.getFileHandle(nameOf(path))).getFile(), false);

/** Bytes of all its files, whole or not. */
export async function storedBytes(model: string): Promise<number> {
  const sizes = await inFolder(
    model,
    async (folder) => {
      let bytes = 0;
      for await (const handle of folder.values()) if (handle.kind === 'file') bytes += (await handle.getFile()).size;
      return bytes;
    },
    false,
  );
  return sizes ?? 0;
}

/** Names of the models that have files here, whole or not. */
export async function storedModels(): Promise<string[]> {
  try {
    const root = await navigator.storage.getDirectory();
    const models = await root.getDirectoryHandle(folderName);
    const names: string[] = [];
    for await (const name of models.keys()) names.push(decodeURIComponent(name));
    return names;
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'SecurityError')) return [];
    throw toStorageError(error);
  }
}

/** Frees what a model takes; nothing happens where it has nothing. @throws {AppError} `storage-failed` while a download of it has a file open. */
export async function dropStoredModel(model: string): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    const models = await root.getDirectoryHandle(folderName);
    await models.removeEntry(encodeURIComponent(model), { recursive: true });
  } catch (error) {
    if (error instanceof DOMException && (error.name === 'NotFoundError' || error.name === 'SecurityError')) return;
    throw toStorageError(error);
  }
}
