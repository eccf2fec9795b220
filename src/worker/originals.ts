// Originals are not copied into the library. What was found through a kept folder can be opened again, while its permission lasts.

import type { PhotoId } from '../shared/domain/photo.ts';
import { readFiles } from './storage/files.ts';
import { readFolders } from './storage/folders.ts';
import type { Database } from './storage/schema.ts';

/** The file itself, or null where no kept folder leads to it now: moved, changed, or permission has to be given again. */
export async function openOriginal(db: Database, photoId: PhotoId): Promise<File | null> {
  const [files, folders] = await Promise.all([readFiles(db, photoId), readFolders(db)]);
  for (const { folder: id, path, size, modifiedAt, beside } of files) {
    if (beside) continue; // A raw file or a film: not what was looked at.
    const folder = folders.find((row) => row.id === id);
    if (!folder || (await folder.handle.queryPermission({ mode: 'read' })) !== 'granted') continue;
    const file = await openPath(folder.handle, path.split('/').slice(1));
    if (file && file.size === size && file.lastModified === modifiedAt) return file;
  }
  return null;
}

/** @param path below `folder`, its own name not among it. @returns null where there is no such file any more. */
async function openPath(folder: FileSystemDirectoryHandle, path: readonly string[]): Promise<File | null> {
  try {
    let place = folder;
    for (const name of path.slice(0, -1)) place = await place.getDirectoryHandle(name);
    return await (await place.getFileHandle(path.at(-1) ?? '')).getFile();
  } catch (error) {
    if (
      error instanceof DOMException &&
      (error.name === 'NotFoundError' || error.name === 'TypeMismatchError' || error.name === 'NotAllowedError')
    )
      return null;
    throw error;
  }
}
