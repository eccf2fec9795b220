// What lies beside the database: the private file system and the caches, as far as their sizes can be told.

import { bytesInAddress, queryPictureCache, type UsageKind } from '../../shared/domain/storage-usage.ts';
import { privateRoot } from './reserve.ts';

type Bytes = Partial<Record<UsageKind, number>>;
/** What lies in the private file system, by the end of its name behind the library's. */
const kinds: Readonly<Record<string, UsageKind>> = { reserve: 'reserve', rows: 'rowFile', models: 'models' };

/** @param library names its files; a folder of copies of originals is left out: the database knows their sizes. */
export async function measureFiles(library: string): Promise<Bytes> {
  const root = await privateRoot();
  const bytes: Bytes = {};
  if (!root) return bytes;
  for await (const [name, handle] of root.entries()) {
    if (name === `${library}-originals`) continue;
    const kind = (name.startsWith(`${library}-`) ? kinds[name.slice(library.length + 1)] : undefined) ?? 'other';
    bytes[kind] = (bytes[kind] ?? 0) + (await sizeOf(handle));
  }
  return bytes;
}

async function sizeOf(handle: FileSystemHandle): Promise<number> {
  try {
    // As this: its kind says so; the library's types do not tie the two.
    if (handle.kind === 'file') return (await (handle as FileSystemFileHandle).getFile()).size;
    let bytes = 0;
    // As this: its kind says so, as above.
    for await (const child of (handle as FileSystemDirectoryHandle).values()) bytes += await sizeOf(child);
    return bytes;
  } catch (error) {
    // Deleted a moment ago, a folder as well as a file; or open in another worker in a way that hides its size.
    if (error instanceof DOMException) return 0;
    throw error;
  }
}

/** Bytes of the pictures that were searched with, and of what else lies in a cache. */
export async function measureCaches(): Promise<{ queryPictures: number; other: number }> {
  const bytes = { queryPictures: 0, other: 0 };
  for (const name of await namesOfCaches()) {
    const cache = await caches.open(name);
    for (const request of await cache.keys()) {
      if (name === queryPictureCache) bytes.queryPictures += bytesInAddress(request.url);
      else bytes.other += Number((await cache.match(request))?.headers.get('content-length') ?? 0);
    }
  }
  return bytes;
}

async function namesOfCaches(): Promise<readonly string[]> {
  try {
    return await caches.keys();
  } catch {
    return []; // Storage is denied, and nothing lies there.
  }
}

/** Deletes every file and every cache. What another tab holds open stays, and is empty when that tab has gone. @returns nothing. */
export async function eraseFiles(): Promise<void> {
  const root = await privateRoot();
  const names: string[] = []; // First all: what is read while entries go may fail for the entries that went.
  for await (const name of root?.keys() ?? []) names.push(name);
  for (const name of names)
    try {
      await root?.removeEntry(name, { recursive: true });
    } catch (error) {
      if (!(error instanceof DOMException && (error.name === 'NoModificationAllowedError' || error.name === 'NotFoundError'))) throw error;
    }
  for (const name of await namesOfCaches()) await eraseCache(name);
}

/** Entry by entry first: a deleted cache keeps its room while anybody holds it, and who opened it once holds it until the browser
 * collects that (Chromium 156: not within half a minute). */
export async function eraseCache(name: string): Promise<void> {
  const cache = await caches.open(name);
  for (const request of await cache.keys()) await cache.delete(request);
  await caches.delete(name);
}
