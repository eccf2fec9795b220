// One kept folder, compared with what was found in it: only what is new or changed is read, what moved is recognised by its content, and what
// is gone loses its place. A photo whose last file is gone stays: what was indexed is never lost.

import type { IngestState } from '../shared/domain/library.ts';
import type { PhotoId } from '../shared/domain/photo.ts';
import type { RescanReport, SourceFile } from '../shared/protocol/library.ts';
import type { Additions } from './additions.ts';
import { findCompanions } from './pipeline/companions.ts';
import type { Resident } from './pipeline/resident.ts';
import { walkFolder } from './sources/folder.ts';
import { type GatherOptions, gather, isArchiveName, isPassedOver } from './sources/gather.ts';
import { isSidecarName } from './sources/sidecars.ts';
import { forgetPlaces, noteFile, readFolderFiles } from './storage/files.ts';
import { readRemovedIds } from './storage/removals.ts';
import type { Database, FileRow, FolderRow } from './storage/schema.ts';

export interface RescanOptions {
  /** Ids; all unless given. */
  readonly folders?: readonly string[] | undefined;
  /** Reads every file, not only those whose size or time changed. */
  readonly contents?: boolean | undefined;
  /** The person adds the folder: photos that were removed come back. */
  readonly explicit?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((state: IngestState) => void) | undefined;
}

export interface RescanRooms extends GatherOptions {
  readonly db: Database;
  readonly resident: Resident;
  readonly additions: Additions;
}

type Rows = ReadonlyMap<string, FileRow>;
/** A file that came to lie beside a photo which is known. */
interface Newcomer {
  readonly file: SourceFile;
  readonly photoId: PhotoId;
}

export const nothing: RescanReport = { added: 0, known: 0, failed: [], skipped: 0, unchanged: 0, gone: 0 };

/** @param folder may be read. @throws AbortError; {AppError} of storage. */
export async function rescanFolder(
  { db, resident, additions, readXmp }: RescanRooms,
  { id, name, handle }: FolderRow,
  options: RescanOptions,
): Promise<RescanReport> {
  const { signal = new AbortController().signal, onProgress } = options;
  const { files, unreadable } = await walkFolder(handle, id, signal);
  const rows: Rows = new Map((await readFolderFiles(db, id)).map((row) => [row.path, row]));
  const { toRead, newcomers } = plan(files, rows, options, resident);
  const sidecars = files.filter(({ path }) => isSidecarName(path));
  const newSidecars = sidecars.filter((file) => isChanged(file, rows));

  for (const { file, photoId } of newcomers) {
    const { file: content, path } = file;
    const found = { folder: id, path, size: content.size, modifiedAt: content.lastModified, beside: true } as const;
    const noted = await noteFile(db, photoId, { file: found });
    if (noted) resident.change({ kind: 'noted', photos: [noted.photo] });
  }

  const looked = [...new Set([...toRead, ...newSidecars])];
  const gathered = await gather(looked, { readXmp }, sidecars);
  const removed = options.explicit ? new Set<string>() : await readRemovedIds(db);
  const reading = new Set(toRead.map(({ path }) => path));
  const sources = gathered.sources
    .filter(({ archive, path }) => reading.has(archive ?? path))
    .map((source) => ({ ...source, refuses: (photoId: string) => removed.has(photoId) }));
  const report = await additions.addGathered({ gathered, sources, files: looked, onProgress, signal });

  const there = placesThere(files, rows, reading, sources);
  const unknown = unreadable.map(({ subject = '' }) => subject);
  const isUnknown = (path: string) => unknown.some((place) => path === place || path.startsWith(`${place}/`));
  const gone = [...rows.values()].filter(({ path }) => !there.has(path) && !isUnknown(path));
  const read = new Set([...sources.map(({ path }) => path), ...reading]);
  const { photos, homeless } = await forgetPlaces(
    db,
    gone,
    [...rows.values()].filter(({ path }) => read.has(path)),
  );
  if (photos.length > 0) resident.change({ kind: 'noted', photos: photos.filter((photo) => resident.has(photo.id)) });
  const isPhoto = ({ photoId, beside }: FileRow) => photoId !== undefined && !beside;
  return {
    ...report,
    known: report.known + newcomers.length,
    ...(newcomers.length > 0 && { beside: (report.beside ?? 0) + newcomers.length }),
    failed: [...report.failed, ...unreadable.map(({ subject, code }) => ({ name: subject ?? name, code }))],
    unchanged: [...rows.values()].filter((row) => isPhoto(row) && there.has(row.path) && !read.has(row.path)).length,
    gone: homeless,
  };
}

const isChanged = ({ path, file }: SourceFile, rows: Rows): boolean => {
  const row = rows.get(path);
  return row?.size !== file.size || row.modifiedAt !== file.lastModified;
};

/** What is to be read, and what has come to lie beside a photo that need not be. */
function plan(files: readonly SourceFile[], rows: Rows, { contents, explicit }: RescanOptions, resident: Resident) {
  const toRead = new Set(
    files.filter((file) => {
      if (explicit) return true;
      return (contents || isChanged(file, rows)) && !isPassedOver(file.path);
    }),
  );
  const newcomers: Newcomer[] = [];
  for (const [companionAt, mainAt] of findCompanions(files.map(({ path }) => path))) {
    const [file, main] = [files[companionAt], files[mainAt]];
    if (!file || !main || !isChanged(file, rows)) continue;
    const known = rows.get(main.path);
    if (toRead.has(main)) toRead.add(file);
    else if (known?.photoId && !known.beside && resident.has(known.photoId)) {
      toRead.delete(file);
      newcomers.push({ file, photoId: known.photoId });
    }
  }
  return { toRead: [...toRead], newcomers };
}

/** Paths that are there still: files, and the members of archives. Of an archive that was not opened now, or cannot be, what was found in it before. */
function placesThere(
  files: readonly SourceFile[],
  rows: Rows,
  reading: ReadonlySet<string>,
  sources: readonly { readonly path: string; readonly archive?: string }[],
): ReadonlySet<string> {
  const there = new Set([...files, ...sources].map(({ path }) => path));
  const opened = new Set(sources.flatMap(({ archive }) => archive ?? []));
  for (const { path } of files) {
    if (!isArchiveName(path) || (reading.has(path) && opened.has(path))) continue;
    for (const member of rows.keys()) if (member.startsWith(`${path}/`)) there.add(member);
  }
  return there;
}

export const sum = (a: RescanReport, b: RescanReport): RescanReport => ({
  ...both('beside', a, b),
  ...both('sidecar', a, b),
  ...both('binned', a, b),
  added: a.added + b.added,
  known: a.known + b.known,
  failed: [...a.failed, ...b.failed],
  skipped: a.skipped + b.skipped,
  unchanged: a.unchanged + b.unchanged,
  gone: a.gone + b.gone,
});

const both = (what: 'beside' | 'sidecar' | 'binned', a: RescanReport, b: RescanReport) => {
  const value = (a[what] ?? 0) + (b[what] ?? 0);
  return value > 0 ? { [what]: value } : {};
};
