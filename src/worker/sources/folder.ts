// A kept folder as it is now: every file in it, by its path, without reading any.

import { AppError, reasonOf } from '../../shared/domain/app-error.ts';
import type { SourceFile } from '../../shared/protocol/library.ts';

export interface FolderContents {
  readonly files: SourceFile[];
  /** Files and folders that could not be looked at; what lies below them is not gone, but unknown. */
  readonly unreadable: AppError[];
}

/** @param folder id of the kept folder. Paths begin with the folder's own name. @throws AbortError alone. */
export async function walkFolder(handle: FileSystemDirectoryHandle, folder: string, signal: AbortSignal): Promise<FolderContents> {
  const contents: FolderContents = { files: [], unreadable: [] };
  await walk(handle, handle.name);
  return contents;

  async function walk(place: FileSystemDirectoryHandle, path: string): Promise<void> {
    signal.throwIfAborted();
    try {
      for await (const child of place.values()) {
        const childPath = `${path}/${child.name}`;
        if (child.kind === 'directory') await walk(child, childPath);
        else await note(child, childPath);
      }
    } catch (cause) {
      signal.throwIfAborted();
      contents.unreadable.push(unreadable(path, cause));
    }
  }

  async function note(file: FileSystemFileHandle, path: string): Promise<void> {
    try {
      contents.files.push({ file: await file.getFile(), path, folder });
    } catch (cause) {
      contents.unreadable.push(unreadable(path, cause));
    }
  }
}

const unreadable = (path: string, cause: unknown) => new AppError('unreadable-file', { subject: path, reason: reasonOf(cause), cause });
