// The library as one file, out and in: brings storage, imaging and the archive room together. Loaded when it is first asked for.

import type { ArchiveProgress, ImportReport } from '../shared/domain/library.ts';
import type { SpaceId } from '../shared/domain/photo.ts';
import type { ExportReport } from '../shared/protocol/library.ts';
import type { CallContext } from '../shared/protocol/serve.ts';
import { mediaType, memberNames } from './archive/format.ts';
import { type ImportStore, importArchive } from './archive/import-archive.ts';
import { type ExportStore, type Scratch, writeArchive } from './archive/write-archive.ts';
import { catalog } from './embedding/catalog.ts';
import { spaceOfModel } from './embedding/local/local-embedder.ts';
import { restoredChanges } from './ingest-storage.ts';
import { watchDecode } from './pipeline/decode-watch.ts';
import { indexedChange, type LibraryChange } from './pipeline/resident.ts';
import { databaseName, type Rooms } from './rooms.ts';
import { readFolders } from './storage/folders.ts';
import { openOutputFile } from './storage/output-file.ts';
import { openRowFile, sweepRowFiles } from './storage/row-file.ts';
import type { Database } from './storage/schema.ts';
import { readSearches, saveSearch } from './storage/searches.ts';
import { addSpace, readSpaces } from './storage/spaces.ts';
import { loadVectors } from './storage/vectors.ts';
import {
  addRemovalNotes,
  commitWholePhotos,
  type Incoming,
  type IncomingPhoto,
  readHeldIds,
  readPhotoIds,
  readRemovalNotes,
  readWholePhotos,
} from './storage/whole-photos.ts';

type Context = CallContext<ArchiveProgress>;
const progressGapMs = 100;

/** At most ten times a second: each costs the page a frame. */
function spaced(tell: (progress: ArchiveProgress) => void): (progress: ArchiveProgress) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (now - last < progressGapMs && progress.done < progress.total) return;
    last = now;
    tell(progress);
  };
}

/** @param to where the person pointed; else the file lies in this origin's private file system, and comes back.
 * @throws {AppError} `storage-full`, `storage-failed`; AbortError. Then no file is left. */
export async function exportLibrary(
  db: Database,
  { to, previews, settings }: { to?: FileSystemFileHandle; previews: boolean; settings: unknown },
  { signal, progress }: Context,
): Promise<ExportReport> {
  const output = await openOutputFile(databaseName, to);
  try {
    const onProgress = spaced(progress);
    const made = await writeArchive(exportStore(db), { write: output.write, signal, onProgress, previews, settings, nowMs: Date.now() });
    const file = await output.finish();
    return { ...made, ...(file && { file }) };
  } catch (error) {
    await output.discard();
    throw error;
  }
}

export const exportStore = (db: Database): ExportStore => ({
  photoIds: () => readPhotoIds(db),
  photos: (photoIds, previews) => readWholePhotos(db, photoIds, { previews }),
  spaces: () => readSpaces(db),
  vectors: (space, receive) => loadVectors(db, space, receive),
  searches: () => readSearches(db),
  folderNames: async () => (await readFolders(db)).map(({ name }) => name),
  removed: () => readRemovalNotes(db),
  async scratch(): Promise<Scratch> {
    const file = await openRowFile(databaseName);
    return {
      write: (from, options) => file.write(from, options),
      read: (into, options) => file.read(into, options),
      async close() {
        file.close();
        await sweepRowFiles(databaseName);
      },
    };
  },
});

/** @throws {AppError} as `importArchive`; AbortError. What is committed by then stays. */
export async function importLibrary(
  rooms: Rooms,
  { archive, name }: { archive: Blob; name: string },
  context: Context,
): Promise<ImportReport> {
  const { signal, progress } = context;
  const { db, ingest, resident, space, seal, imaging, embedder, tellSearches } = rooms;
  const remake: ImportStore['remake'] = (picture, path) =>
    imaging.run(async (worker, giveUp) => {
      const watch = watchDecode(giveUp, { subject: path, bytes: picture.size });
      try {
        const { photoId } = await worker.call('file-open', { file: new File([picture], 'preview.jpg') }, { signal });
        const make = { photoId, name: path, modifiedAt: 0, recipe: embedder.recipe };
        return await worker.call('photo-prepare', make, { signal, onProgress: watch.progress });
      } finally {
        watch.stop();
      }
    }, signal);
  const store = importStore(db, { space, change: resident.change, remake, tellSearches });
  try {
    return await importArchive(archive, store, { name, signal, onProgress: spaced(progress) });
  } finally {
    // Also of what an interrupted import has brought; its report is the ingest's state.
    if (resident.order().some((id) => resident.statusOf(id) === 'pending')) void ingest.resumePending();
    void seal();
  }
}

interface Importing extends Pick<ImportStore, 'space' | 'remake'> {
  /** Hears of what is in storage now. */
  readonly change: (change: LibraryChange) => void;
  readonly tellSearches: () => void;
}

export function importStore(db: Database, { space, change, remake, tellSearches }: Importing): ImportStore {
  return {
    space,
    remake,
    async knowsSpace(id, dim) {
      const here = (await readSpaces(db)).find((row) => row.id === id);
      if (here) return here.dim === dim;
      if (!catalog.some((entry) => spaceOfModel(entry) === id && entry.dim === dim)) return false;
      await addSpace(db, { id, dim });
      return true;
    },
    heldIds: (photoIds) => readHeldIds(db, photoIds),
    async commit(rows) {
      const written = await commitWholePhotos(db, space, rows);
      for (const one of await changesOf(db, space, rows, written)) change(one);
      return written;
    },
    async addSearches(searches) {
      const here = new Set((await readSearches(db)).map(keyOf));
      const fresh = searches.filter((search) => !here.has(keyOf(search)));
      for (const search of fresh) await saveSearch(db, search);
      if (fresh.length > 0) tellSearches();
      return fresh.length;
    },
    addRemovalNotes: (notes) => addRemovalNotes(db, notes),
  };
}

/** What a transaction did to photos, for memory. */
async function changesOf(
  db: Database,
  space: SpaceId,
  rows: readonly IncomingPhoto[],
  written: readonly Incoming[],
): Promise<LibraryChange[]> {
  const of = (wanted: Incoming['outcome']) => written.flatMap(({ outcome, photo }) => (outcome === wanted && photo ? [photo] : []));
  const restored = of('restored').map(({ id }) => id);
  const indexed = rows.flatMap(({ record: { id }, vectors }, i) => {
    const vector = vectors.get(space);
    return vector && !restored.includes(id) && written[i]?.indexed.includes(space) ? [{ photoId: id, vector }] : [];
  });
  const changes: LibraryChange[] = [
    { kind: 'prepared', photos: of('added') },
    { kind: 'noted', photos: of('known') },
    ...(await restoredChanges(db, space, restored)),
    indexedChange({ space, dim: indexed[0]?.vector.length ?? 0 }, indexed),
  ];
  return changes.filter((change) => !('photos' in change) || change.photos.length > 0);
}

const keyOf = ({ text, like }: { text: string; like: readonly string[] }): string => JSON.stringify([text, like]);

/** Whether a file is a library's archive, by its first bytes: the first member's name and what is stored in it. A person who packed one anew
 * with another program imports it by the button. */
export async function looksLikeLibrary(file: Blob): Promise<boolean> {
  const bytes = new Uint8Array(await file.slice(0, 30 + 64 + mediaType.length).arrayBuffer());
  const head = String.fromCharCode(...bytes); // A letter a byte: read as UTF-8, the time in the header moves what follows.
  return head.startsWith('PK\x03\x04') && head.startsWith(memberNames.mediaType, 30) && head.includes(mediaType);
}
