// Folders that a person dropped or picked, kept so that the originals in them can be opened again.

import type { Database, FolderRow } from './schema.ts';
import { read, write } from './transaction.ts';

export const readFolders = (db: Database): Promise<FolderRow[]> => read(db, ['folders'], (tx) => tx.objectStore('folders').getAll());

/** Keeps a handle, once: the same folder, given again, is recognised. @returns its id, for `FileRow.folder`. */
export async function keepFolder(db: Database, handle: FileSystemDirectoryHandle, now: number = Date.now()): Promise<string> {
  for (const folder of await readFolders(db)) if (await folder.handle.isSameEntry(handle)) return folder.id;
  const id = crypto.randomUUID();
  await write(db, ['folders'], (tx) => tx.objectStore('folders').put({ id, name: handle.name, handle, addedAt: now }));
  return id;
}
