// Originals are not copied into the library. What was found through a kept folder can be opened again, while its permission lasts; so can what
// lies in an archive there, in one that was added since the page was opened, or in one that the person points out.

import { AppError } from '../shared/domain/app-error.ts';
import type { PhotoId } from '../shared/domain/photo.ts';
import { type Member, readDirectory } from '../shared/zip/directory.ts';
import { openMember } from '../shared/zip/member.ts';
import { nameOf, readFiles } from './storage/files.ts';
import { readFolders } from './storage/folders.ts';
import { readRecordsOf } from './storage/photos.ts';
import type { Database, FileRow } from './storage/schema.ts';

export interface Originals {
  /** The file itself, or null where nothing leads to it now: moved, changed, or permission has to be given again. */
  open(photoId: PhotoId): Promise<File | null>;
  /** The person points out the archive that it lies in. @returns null where it is not in it. @throws {AppError} `damaged-archive`, `unreadable-file`. */
  find(photoId: PhotoId, archive: File): Promise<File | null>;
  /** An archive that was added: the browser lets it be read until the page is closed. */
  remember(path: string, archive: File): void;
}

/** `Holiday/a.zip/b/c.jpg` → `Holiday/a.zip` and `b/c.jpg`. */
function splitArchive(path: string): { archive: string; inner: string } | undefined {
  const [, archive, inner] = /^(.*?\.zip)\/(.+)$/i.exec(path) ?? [];
  return archive !== undefined && inner !== undefined ? { archive, inner } : undefined;
}

export function createOriginals(db: Database, digest: (file: File) => Promise<PhotoId>): Originals {
  const archives = new Map<string, File>();
  const directories = new WeakMap<File, Promise<Member[]>>();
  const membersOf = (archive: File) => {
    const members = directories.get(archive) ?? readDirectory(archive, archive.name);
    directories.set(archive, members);
    return members;
  };

  /** @returns the first member that holds the photo. */
  async function findIn(archive: File, photoId: PhotoId, isLike: (member: Member) => boolean): Promise<File | null> {
    for (const member of (await membersOf(archive)).filter(isLike)) {
      const file = await openMember(archive, member, member.path, new AbortController().signal).catch(nullIfUnreadable);
      if (file && (await digest(file)) === photoId) return file;
    }
    return null;
  }

  async function openInArchive({ path }: FileRow, photoId: PhotoId, folder: FileSystemDirectoryHandle | undefined): Promise<File | null> {
    const parts = splitArchive(path);
    if (!parts) return null;
    const archive = archives.get(parts.archive) ?? (folder ? await openPath(folder, parts.archive.split('/').slice(1)) : null);
    return archive && findIn(archive, photoId, ({ path }) => path === parts.inner).catch(nullIfUnreadable);
  }

  return {
    remember: (path, archive) => void archives.set(path, archive),
    async open(photoId) {
      const [files, folders] = await Promise.all([readFiles(db, photoId), readFolders(db)]);
      for (const row of files) {
        if (row.beside) continue; // A raw file or a film: not what was looked at.
        const kept = folders.find(({ id }) => id === row.folder);
        const handle = kept && (await kept.handle.queryPermission({ mode: 'read' })) === 'granted' ? kept.handle : undefined;
        const file = handle ? await openPath(handle, row.path.split('/').slice(1)) : null;
        if (file && file.size === row.size && file.lastModified === row.modifiedAt) return file;
        const member = await openInArchive(row, photoId, handle);
        if (member) return await typed(db, photoId, member);
      }
      return null;
    },
    async find(photoId, archive) {
      const [photo] = await readRecordsOf(db, [photoId]);
      if (!photo) throw new AppError('not-found', { subject: photoId, reason: 'no such photo' });
      const places = photo.paths.flatMap((path) => splitArchive(path) ?? []);
      const inner = new Set(places.map((place) => place.inner));
      const file =
        (await findIn(archive, photoId, ({ path }) => inner.has(path))) ??
        (await findIn(archive, photoId, ({ path, size }) => !inner.has(path) && size === photo.bytes));
      if (!file) return null;
      const place = places.find(({ archive: path }) => nameOf(path) === archive.name) ?? places[0];
      if (place) archives.set(place.archive, archive); // What else lies in it is in reach too.
      return typed(db, photoId, file);
    },
  };
}

/** With the type that was found from its content: browsers show by it. */
async function typed(db: Database, photoId: PhotoId, file: File): Promise<File> {
  const [photo] = await readRecordsOf(db, [photoId]);
  return new File([file], nameOf(file.name), { type: photo?.type ?? '', lastModified: file.lastModified });
}

/** For a file that is gone or was changed since: there may be another place. */
function nullIfUnreadable(error: unknown): null {
  if (error instanceof AppError) return null;
  throw error;
}

/** @param path below `folder`, its own name not among it. @returns null where there is no such file any more. */
async function openPath(folder: FileSystemDirectoryHandle, path: readonly string[]): Promise<File | null> {
  try {
    let place = folder;
    for (const name of path.slice(0, -1)) place = await place.getDirectoryHandle(name);
    return await (await place.getFileHandle(path.at(-1) ?? '')).getFile();
  } catch (error) {
    // A TypeError is a name that no file can have.
    const isGone = error instanceof DOMException && ['NotFoundError', 'TypeMismatchError', 'NotAllowedError'].includes(error.name);
    if (isGone || error instanceof TypeError) return null;
    throw error;
  }
}
