// Where photos were found. A known photo costs one such note when it is added again.

import type { PhotoId } from '../../shared/domain/photo.ts';
import { problemKey, problemKeysOf } from '../../shared/domain/problem-key.ts';
import { type Describe, sameFacts, withDescription } from './descriptions.ts';
import { within } from './key-range.ts';
import { restoreIn } from './removals.ts';
import type { Database, FileRow, PhotoRecord } from './schema.ts';
import { read, type StoreName, type Write, write } from './transaction.ts';

/** A file as it was found. */
export interface FoundFile {
  /** Id of the kept folder it was found through; none unless given. */
  readonly folder?: string;
  readonly path: string;
  readonly size: number;
  readonly modifiedAt: number;
  /** Of the same shot, not the same bytes: the raw file beside a JPEG, the film of a Live Photo. It never names the photo. */
  readonly beside?: true;
}
/** A found file and its place in the queue, which ends with it. */
export interface Found {
  readonly file: FoundFile;
  readonly queueKey?: number | undefined;
  /** Adds what is said of the photo in this place, if it is known. */
  readonly describe?: Describe | undefined;
}

export interface Noted {
  /** `known`: in the library. `restored`: it was removed, that could still be undone, and it is back as it was, with its vectors. */
  readonly outcome: 'known' | 'restored';
  /** As stored now. */
  readonly photo: PhotoRecord;
  /** False where the photo was known at this very place, first of all: a file added again. */
  readonly changed: boolean;
}

export const noteStores = ['photos', 'statuses', 'files', 'removed', 'queue', 'problems'] as const satisfies StoreName[];

/** The last part of a path. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Notes that a person added photos from one more place each, in one transaction.
 * @returns what became of each photo that the library has or can take back. Of any other nothing is written: its file has to be prepared. */
export const noteFiles = (db: Database, rows: readonly (Found & { readonly photoId: PhotoId })[]): Promise<ReadonlyMap<PhotoId, Noted>> =>
  write(db, noteStores, async (tx) => {
    const rare = await findRare(tx);
    const byPhoto = new Map<PhotoId, Found[]>();
    for (const row of rows) byPhoto.set(row.photoId, [...(byPhoto.get(row.photoId) ?? []), row]);
    const noted = await Promise.all(
      [...byPhoto].map(async ([photoId, found]) => [photoId, await noteFilesIn(tx, photoId, found, rare)] as const),
    );
    return new Map(noted.flatMap(([photoId, one]): [PhotoId, Noted][] => (one ? [[photoId, one]] : [])));
  });

/** As `noteFiles`, of one. */
export const noteFile = async (db: Database, photoId: PhotoId, found: Found): Promise<Noted | undefined> =>
  (await noteFiles(db, [{ ...found, photoId }])).get(photoId);

/** Whether there is any row at all. Most libraries have neither, and a transaction of many photos asks once instead of four times each. */
export interface Rare {
  readonly problems: boolean;
  readonly removed: boolean;
}

export async function findRare(tx: Write): Promise<Rare> {
  const [problems, removed] = await Promise.all([tx.objectStore('problems').count(), tx.objectStore('removed').count()]);
  return { problems: problems > 0, removed: removed > 0 };
}

const mayBe: Rare = { problems: true, removed: true };

/** As `noteFile` for each of `found`, within a transaction that covers `noteStores`. */
export async function noteFilesIn(tx: Write, photoId: PhotoId, found: readonly Found[], rare = mayBe): Promise<Noted | undefined> {
  const [there, removed] = await Promise.all([
    tx.objectStore('photos').get(photoId),
    rare.removed ? tx.objectStore('removed').get(photoId) : undefined,
  ]);
  const record = there ?? removed?.kept?.photo;
  if (!record) return undefined;
  if (!there && removed) await restoreIn(tx, removed);
  const photo = found.reduce((described, { describe }) => withDescription(described, describe), withPaths(record, found));
  const isDescribed = found.some(({ describe }) => describe) && !sameFacts(photo, record);
  const moved = photo.paths.length > record.paths.length || photo.paths.some((path, i) => path !== record.paths[i]);
  const changed = !there || moved || isDescribed || photo.missing !== record.missing;
  await Promise.all([changed && tx.objectStore('photos').put(photo, photoId), ...writeFoundIn(tx, photoId, found, rare)]);
  return { outcome: there ? 'known' : 'restored', photo, changed };
}

/** File rows, and the end of what the queue and the problems say of these paths. */
export const writeFoundIn = (tx: Write, photoId: PhotoId, found: readonly Found[], rare: Rare): Promise<unknown>[] =>
  found.flatMap(({ file: { folder = '', path, size, modifiedAt, beside }, queueKey }) => [
    tx.objectStore('files').put({ folder, path, photoId, size, modifiedAt, ...(beside && { beside }) }),
    ...(rare.problems ? [dropProblemOf(tx, { folder, path, size, modifiedAt })] : []),
    ...(queueKey === undefined ? [] : [tx.objectStore('queue').delete(queueKey)]),
  ]);

/** The file's own; or the only one of its path: a copy that was mended has another size or time. */
async function dropProblemOf(tx: Write, file: FoundFile): Promise<void> {
  const problems = tx.objectStore('problems');
  const keys = await problems.getAllKeys(IDBKeyRange.bound(...problemKeysOf(file.path)));
  const own = problemKey(file);
  const key = keys.includes(own) ? own : keys.length === 1 ? keys[0] : undefined;
  if (key !== undefined) await problems.delete(key);
}

/** The newest path comes first and names the photo; files of the same shot come last. */
function withPaths(photo: PhotoRecord, found: readonly Found[]): PhotoRecord {
  const pathsOf = (beside: boolean) => found.filter(({ file }) => (file.beside ?? false) === beside).map(({ file }) => file.path);
  const paths = [...new Set([...pathsOf(false).toReversed(), ...photo.paths, ...pathsOf(true)])];
  const { missing: _, ...rest } = photo;
  const there = found.some(({ file }) => !file.beside);
  return { ...(there ? rest : photo), paths, name: nameOf(paths[0] ?? photo.name) };
}

/** Every file that was found through a kept folder. */
export const readFolderFiles = (db: Database, folder: string): Promise<FileRow[]> =>
  read(db, ['files'], (tx) => tx.objectStore('files').getAll(within(folder)));

/** A page of all files. @param after the last of the page before. */
export const readFilePage = (db: Database, limit: number, after?: FileRow): Promise<FileRow[]> =>
  read(db, ['files'], (tx) => tx.objectStore('files').getAll(after && IDBKeyRange.lowerBound([after.folder, after.path], true), limit));

/** Notes files of kept folders that were looked at and are no photos, so that they are not looked at again before they change. What failed in a
 * way that may pass is not noted. */
export const noteSeen = (db: Database, seen: readonly (FoundFile & { readonly folder: string })[]): Promise<void> =>
  write(db, ['files', 'problems'], async (tx) => {
    const files = tx.objectStore('files');
    const again = (await tx.objectStore('problems').getAll()).filter(({ retryable }) => retryable).map(({ path }) => path);
    const mayPass = (path: string) => again.some((one) => one === path || one.startsWith(`${path}/`));
    await Promise.all(
      seen.map(async ({ folder, path, size, modifiedAt }) => {
        const row = await files.get([folder, path]);
        const isNoted = row && row.size === size && row.modifiedAt === modifiedAt;
        if (!isNoted && !mayPass(path)) await files.put({ folder, path, size, modifiedAt });
      }),
    );
  });

/** Files that are gone, and places where another file is now: their photos lose those paths. A photo keeps its last path, gone or not: by
 * it people know it. One of which nobody knows a file any more is marked as missing.
 * @returns the photos as they are now, and how many of them are missing since now. */
export const forgetPlaces = async (
  db: Database,
  gone: readonly FileRow[],
  replaced: readonly FileRow[],
): Promise<{ photos: PhotoRecord[]; homeless: number }> => {
  if (gone.length + replaced.length === 0) return { photos: [], homeless: 0 };
  return write(db, ['files', 'photos'], async (tx) => {
    const files = tx.objectStore('files');
    await Promise.all(gone.map(({ folder, path }) => files.delete([folder, path])));
    const now = await Promise.all(replaced.map(({ folder, path }) => files.get([folder, path])));
    const left = [...gone, ...replaced.filter(({ photoId }, i) => now[i]?.photoId !== photoId)];
    const photos: PhotoRecord[] = [];
    let homeless = 0;
    for (const photoId of new Set(left.flatMap((row) => row.photoId ?? []))) {
      const [photo, rows] = await Promise.all([tx.objectStore('photos').get(photoId), files.index('by-photo').getAll(photoId)]);
      if (!photo) continue;
      const still = new Set(rows.map(({ path }) => path));
      const lost = new Set(left.filter((row) => row.photoId === photoId && !still.has(row.path)).map(({ path }) => path));
      const kept = photo.paths.filter((path) => !lost.has(path));
      const paths = kept.length > 0 ? kept : photo.paths.slice(0, 1);
      const missing = rows.every(({ beside }) => beside);
      if (missing && !photo.missing) homeless++;
      if (paths.length === photo.paths.length && (!missing || photo.missing)) continue;
      const changed = { ...photo, paths, name: nameOf(paths[0] ?? photo.name), ...(missing && { missing }) };
      await tx.objectStore('photos').put(changed, photoId);
      photos.push(changed);
    }
    return { photos, homeless };
  });
};

export const readFiles = (db: Database, photoId: PhotoId): Promise<FileRow[]> =>
  read(db, ['files'], (tx) => tx.objectStore('files').index('by-photo').getAll(photoId));
