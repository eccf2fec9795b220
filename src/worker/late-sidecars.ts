// Sidecars that come without their photos, or after them: in another part of an export, dropped a day later, written by another program. What
// they say is filled in where the photo itself says nothing.

import type { PhotoId } from '../shared/domain/photo.ts';
import type { Resident } from './pipeline/resident.ts';
import type { Description } from './sources/source.ts';
import { type Describe, describePhotos } from './storage/descriptions.ts';
import { readFilePage } from './storage/files.ts';
import type { Database, FileRow } from './storage/schema.ts';

const rowsPerPage = 5_000;
const photosPerTransaction = 64;

interface Options {
  readonly db: Database;
  readonly resident: Resident;
  /** As `Gathered.describe`. */
  readonly describe: (path: string) => (() => Promise<Description>) | undefined;
  /** Kept folders that the sidecars lie in. */
  readonly folders: ReadonlySet<string>;
  /** Files that were described when they were read. */
  readonly done: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

/** Looks at every place that the library knows: a path tells which sidecar is whose. Two folders of one name are two, unless they are parts of an export. */
export async function describeKnown({ db, resident, describe, folders, done, signal }: Options): Promise<void> {
  const isNear = ({ folder, path }: FileRow) => folder === '' || folders.has(folder) || /(?:^|\/)takeout\//i.test(path);
  let told: { photoId: PhotoId; describe: Describe }[] = [];
  async function write(): Promise<void> {
    const photos = await describePhotos(db, told);
    told = [];
    if (photos.length > 0) resident.change({ kind: 'noted', photos: photos.filter(({ id }) => resident.has(id)) });
  }

  let page: FileRow[] = [];
  do {
    page = await readFilePage(db, rowsPerPage, page.at(-1));
    for (const row of page) {
      signal?.throwIfAborted();
      if (!row.photoId || row.beside || done.has(row.path) || !isNear(row)) continue;
      const description = await describe(row.path)?.();
      if (!description) continue;
      told.push({ photoId: row.photoId, describe: description.applyTo });
      if (told.length >= photosPerTransaction) await write();
    }
  } while (page.length === rowsPerPage);
  if (told.length > 0) await write();
}
