// Folders that a person dropped or picked, kept so that the originals in them can be opened again.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { within } from './key-range.ts';
import type { Database, FolderRow } from './schema.ts';
import { read, write } from './transaction.ts';

/** Those that are not forgotten. */
export const readFolders = async (db: Database): Promise<FolderRow[]> =>
  (await readAll(db)).filter(({ forgottenAt }) => forgottenAt === undefined);

const readAll = (db: Database): Promise<FolderRow[]> => read(db, ['folders'], (tx) => tx.objectStore('folders').getAll());

/** Keeps a handle, once: the same folder, given again, is recognised, also where it was forgotten. @returns its id, for `FileRow.folder`. */
export async function keepFolder(db: Database, handle: FileSystemDirectoryHandle, now: number = Date.now()): Promise<string> {
  for (const folder of await readAll(db)) {
    if (!(await folder.handle.isSameEntry(handle))) continue;
    if (folder.forgottenAt !== undefined) await setForgotten(db, folder.id, undefined);
    return folder.id;
  }
  const id = crypto.randomUUID();
  await write(db, ['folders'], (tx) => tx.objectStore('folders').put({ id, name: handle.name, handle, addedAt: now }));
  return id;
}

/** @param forgottenAt in ms since 1970; undefined takes it back. @returns false where there is no such folder. */
export const setForgotten = (db: Database, id: string, forgottenAt: number | undefined): Promise<boolean> =>
  write(
    db,
    ['folders'],
    async (tx) => {
      const folder = await tx.objectStore('folders').get(id);
      if (!folder) return false;
      const { forgottenAt: _, ...kept } = folder;
      await tx.objectStore('folders').put({ ...kept, ...(forgottenAt !== undefined && { forgottenAt }) });
      return true;
    },
    'strict',
  );

/** Forgotten folders and what was noted in them go for good. Their photos keep their paths, by which people know them. To be called when the library opens. */
export const purgeForgotten = (db: Database): Promise<void> =>
  write(db, ['folders', 'files'], async (tx) => {
    const folders = (await tx.objectStore('folders').getAll()).filter(({ forgottenAt }) => forgottenAt !== undefined);
    await Promise.all(folders.flatMap(({ id }) => [tx.objectStore('folders').delete(id), tx.objectStore('files').delete(within(id))]));
  });

/** Photos that were found in this folder and nowhere else. */
export const readPhotosOnlyIn = (db: Database, id: string): Promise<PhotoId[]> =>
  read(db, ['files'], async (tx) => {
    const files = tx.objectStore('files');
    const here = (await files.getAll(within(id))).flatMap(({ photoId, beside }) => (photoId && !beside ? [photoId] : []));
    const only = await Promise.all(
      [...new Set(here)].map(async (photoId) => {
        const rows = await files.index('by-photo').getAll(photoId);
        return rows.every((row) => row.folder === id || row.beside) ? [photoId] : [];
      }),
    );
    return only.flat();
  });
