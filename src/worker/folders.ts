// Kept folders, compared with what was found in them: only what is new or changed is read, what moved is recognised by its content, and what
// is gone loses its place. A photo whose last file is gone stays: what was indexed is never lost.

import type { IngestState } from '../shared/domain/library.ts';
import type { KeptFolder, RescanReport } from '../shared/protocol/library.ts';
import type { Ingest } from './pipeline/ingest.ts';
import type { Resident } from './pipeline/resident.ts';
import { walkFolder } from './sources/folder.ts';
import { type GatherOptions, gather, isPassedOver } from './sources/gather.ts';
import { forgetPlaces, readFolderFiles } from './storage/files.ts';
import { readFolders } from './storage/folders.ts';
import { readRemovedIds } from './storage/removals.ts';
import type { Database, FolderRow } from './storage/schema.ts';

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

export interface Folders {
  list(): Promise<KeptFolder[]>;
  /** One at a time: a second one waits for the first. @throws AbortError. */
  rescan(options: RescanOptions): Promise<RescanReport>;
  /** Those that may be read without asking; then on each change, where the browser tells of changes. */
  scanGranted(): Promise<void>;
}

interface Options extends GatherOptions {
  readonly db: Database;
  readonly resident: Resident;
  readonly ingest: Ingest;
  readonly onTrouble: (error: unknown) => void;
}

/** So long after its last change a watched folder is compared: a copy of many files is one change. */
const settledMs = 5_000;
const nothing: RescanReport = { added: 0, known: 0, failed: [], skipped: 0, unchanged: 0, gone: 0 };

export function createFolders({ db, resident, ingest, readXmp, onTrouble }: Options): Folders {
  let last: Promise<unknown> = Promise.resolve();
  const watched = new Set<string>();

  async function rescan(options: RescanOptions): Promise<RescanReport> {
    const turn = last.then(async () => {
      const folders = (await readFolders(db)).filter(({ id }) => options.folders?.includes(id) ?? true);
      let report = nothing;
      for (const folder of folders) report = sum(report, await rescanOne(folder, options));
      return report;
    });
    last = turn.catch(() => undefined); // Told to who asked for it.
    return turn;
  }

  async function rescanOne(folder: FolderRow, options: RescanOptions): Promise<RescanReport> {
    if ((await folder.handle.queryPermission({ mode: 'read' })) !== 'granted')
      return { ...nothing, failed: [{ name: folder.name, code: 'permission-needed' }] };
    const signal = options.signal ?? new AbortController().signal;
    const { files, unreadable } = await walkFolder(folder.handle, folder.id, signal);
    const rows = new Map((await readFolderFiles(db, folder.id)).map((row) => [row.path, row]));
    const changed = files.filter(({ path, file }) => {
      const row = rows.get(path);
      if (!row) return options.explicit === true || !isPassedOver(file.name);
      return options.contents === true || options.explicit === true || row.size !== file.size || row.modifiedAt !== file.lastModified;
    });
    const removed = options.explicit ? new Set() : await readRemovedIds(db);
    const sources = (await gather(changed, { readXmp })).map((source) => ({ ...source, refuses: (id: string) => removed.has(id) }));
    const report = await ingest.add(sources, { ...(options.onProgress && { onProgress: options.onProgress }) });

    const there = new Set(files.map(({ path }) => path));
    const unknown = unreadable.map(({ subject = '' }) => subject);
    const isUnknown = (path: string) => unknown.some((place) => path === place || path.startsWith(`${place}/`));
    const gone = [...rows.values()].filter(({ path }) => !there.has(path) && !isUnknown(path));
    const replaced = changed.flatMap(({ path }) => rows.get(path) ?? []);
    const { photos, homeless } = await forgetPlaces(db, gone, replaced);
    if (photos.length > 0) resident.change({ kind: 'noted', photos: photos.filter(({ id }) => resident.has(id)) });
    watch(folder);
    const failed = unreadable.map(({ subject, code }) => ({ name: subject ?? folder.name, code }));
    return {
      ...report,
      failed: [...report.failed, ...failed],
      unchanged: files.filter(({ path }) => rows.has(path)).length - replaced.length,
      gone: homeless,
    };
  }

  /** [Note: Watching folders] Chromium from 133 tells of changes. What it says of them is not believed: the folder is compared as always. */
  function watch({ id, handle }: FolderRow): void {
    const Observer = (globalThis as { FileSystemObserver?: FileSystemObserverConstructor }).FileSystemObserver; // Not in TypeScript's library yet.
    if (!Observer || watched.has(id)) return;
    watched.add(id);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new Observer(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void rescan({ folders: [id] }).catch(onTrouble), settledMs);
    });
    observer.observe(handle, { recursive: true }).catch((error: unknown) => {
      watched.delete(id);
      onTrouble(error);
    });
  }

  return {
    rescan,
    list: async () =>
      Promise.all(
        (await readFolders(db)).map(async ({ id, name, handle }) => ({
          id,
          name,
          handle,
          access: await handle.queryPermission({ mode: 'read' }),
        })),
      ),
    async scanGranted() {
      const folders = await this.list();
      const granted = folders.filter(({ access }) => access === 'granted').map(({ id }) => id);
      if (granted.length > 0) await rescan({ folders: granted });
    },
  };
}

type FileSystemObserverConstructor = new (
  onRecords: () => void,
) => { observe(handle: FileSystemDirectoryHandle, options: { recursive: boolean }): Promise<void> };

const sum = (a: RescanReport, b: RescanReport): RescanReport => ({
  added: a.added + b.added,
  known: a.known + b.known,
  failed: [...a.failed, ...b.failed],
  skipped: a.skipped + b.skipped,
  unchanged: a.unchanged + b.unchanged,
  gone: a.gone + b.gone,
});
