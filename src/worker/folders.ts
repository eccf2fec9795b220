// Kept folders: which there are, comparing them on demand, at the start and when they change, and forgetting them.

import type { PhotoId } from '../shared/domain/photo.ts';
import type { KeptFolder, RescanReport } from '../shared/protocol/library.ts';
import { nothing, type RescanOptions, type RescanRooms, rescanFolder, sum } from './rescan.ts';
import { keepFolder, readFolders, readPhotosOnlyIn, setForgotten } from './storage/folders.ts';
import type { FolderRow } from './storage/schema.ts';

export interface Folders {
  /** @returns its id. */
  keep(handle: FileSystemDirectoryHandle): Promise<string>;
  list(): Promise<KeptFolder[]>;
  /** One at a time: a second one waits for the first. @throws AbortError. */
  rescan(options: RescanOptions): Promise<RescanReport>;
  /** Those that may be read without asking; then on each change, where the browser tells of changes. */
  scanGranted(): Promise<void>;
  /** @returns the photos that were found in it and nowhere else. */
  forget(id: string): Promise<PhotoId[]>;
  /** Takes that back, until the library is opened again. @returns whether it could. */
  restore(id: string): Promise<boolean>;
}

interface Options extends RescanRooms {
  /** Some were compared, kept or forgotten. */
  readonly onChange: () => void;
  readonly onTrouble: (error: unknown) => void;
}

/** So long after its last change a watched folder is compared: a copy of many files is one change. */
const settledMs = 5_000;

export function createFolders({ onChange, onTrouble, ...rooms }: Options): Folders {
  const { db } = rooms;
  let last: Promise<unknown> = Promise.resolve();
  const watched = new Map<string, () => void>();

  async function rescan(options: RescanOptions): Promise<RescanReport> {
    const turn = last.then(async () => {
      const folders = (await readFolders(db)).filter(({ id }) => options.folders?.includes(id) ?? true);
      let report = nothing;
      for (const folder of folders) report = sum(report, await rescanOne(folder, options));
      return report;
    });
    last = turn.catch(() => undefined).then(onChange); // A failure is told to who asked for it.
    return turn;
  }

  async function rescanOne(folder: FolderRow, options: RescanOptions): Promise<RescanReport> {
    if ((await folder.handle.queryPermission({ mode: 'read' })) !== 'granted')
      return { ...nothing, failed: [{ name: folder.name, code: 'permission-needed' }] };
    const report = await rescanFolder(rooms, folder, options);
    watch(folder);
    return report;
  }

  /** [Note: Watching folders] Chromium from 133 tells of changes. What it says of them is not believed: the folder is compared as always. */
  function watch({ id, handle }: FolderRow): void {
    const Observer = (globalThis as { FileSystemObserver?: FileSystemObserverConstructor }).FileSystemObserver; // Not in TypeScript's library yet.
    if (!Observer || watched.has(id)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const observer = new Observer(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void rescan({ folders: [id] }).catch(onTrouble), settledMs);
    });
    watched.set(id, () => {
      clearTimeout(timer);
      observer.disconnect();
    });
    observer.observe(handle, { recursive: true }).catch((error: unknown) => {
      watched.delete(id);
      onTrouble(error);
    });
  }

  async function list(): Promise<KeptFolder[]> {
    const folders = await readFolders(db);
    return Promise.all(folders.map(async ({ id, name, handle }) => ({ id, name, handle, access: await accessTo(handle) })));
  }

  return {
    rescan,
    list,
    async keep(handle) {
      const id = await keepFolder(db, handle);
      onChange();
      return id;
    },
    async scanGranted() {
      const granted = (await list()).filter(({ access }) => access === 'granted').map(({ id }) => id);
      if (granted.length > 0) await rescan({ folders: granted });
    },
    async forget(id) {
      const photoIds = await readPhotosOnlyIn(db, id);
      await setForgotten(db, id, Date.now());
      watched.get(id)?.();
      watched.delete(id);
      onChange();
      return photoIds;
    },
    async restore(id) {
      const restored = await setForgotten(db, id, undefined);
      onChange();
      return restored;
    },
  };
}

/** Its permission, or that it is not there: deleted, renamed, or on a disk that is not plugged in. */
async function accessTo(handle: FileSystemDirectoryHandle): Promise<KeptFolder['access']> {
  const access = await handle.queryPermission({ mode: 'read' });
  if (access !== 'granted') return access;
  try {
    await handle.keys().next();
    return access;
  } catch (error) {
    if (error instanceof DOMException) return 'missing';
    throw error;
  }
}

type FileSystemObserverConstructor = new (
  onRecords: () => void,
) => { observe(handle: FileSystemDirectoryHandle, options: { recursive: boolean }): Promise<void>; disconnect(): void };
