// Pictures that are part of a query and of no library: held while the page lives, and kept beside it so that a reload finds them.

import { queryPictureCache, withBytes } from '../../shared/domain/storage-usage.ts';
import { digestFile } from './digest-file.ts';

export interface QueryPicture {
  /** Names the picture in an address: `file-` and the first 16 hex digits of its digest. */
  readonly key: string;
  readonly file: File;
  /** Object URL, good while the page lives. */
  readonly url: string;
}

export interface QueryPictures {
  /** @throws {AppError} `unreadable-file`. */
  keep(file: File): Promise<QueryPicture>;
  /** What the page holds already. */
  peek(key: string): QueryPicture | undefined;
  /** Also one of an earlier page. Undefined if it is gone: others came after it, or it was erased. */
  find(key: string): Promise<QueryPicture | undefined>;
  forgetAll(): Promise<void>;
}

export const isPictureKey = (text: string): boolean => /^file-[0-9a-f]{16}$/.test(text);

const cacheName = queryPictureCache;
/** A picture that is searched with is looked at today, not for ever. */
const keptPictures = 12;
const nameHeader = 'x-name';
const addressOf = (key: string): string => new URL(`query-picture/${key}`, document.baseURI).href;

/** Of every page; what a page holds in memory stays until it is left. */
export const forgetKeptPictures = async (): Promise<void> => void (await caches.delete(cacheName));

export function openQueryPictures(): QueryPictures {
  const held = new Map<string, QueryPicture>();

  function hold(key: string, file: File): QueryPicture {
    const known = held.get(key);
    if (known) return known;
    const picture = { key, file, url: URL.createObjectURL(file) };
    held.set(key, picture);
    return picture;
  }

  /** In the order of their coming: `put` of a known key moves it to the end. */
  async function write(key: string, file: File): Promise<void> {
    const cache = await caches.open(cacheName);
    const headers = { 'content-type': file.type, [nameHeader]: encodeURIComponent(file.name) };
    await cache.delete(addressOf(key), { ignoreSearch: true });
    await cache.put(withBytes(addressOf(key), file.size), new Response(file, { headers }));
    const keys = await cache.keys();
    for (const old of keys.slice(0, Math.max(0, keys.length - keptPictures))) await cache.delete(old);
  }

  return {
    async keep(file) {
      const key = `file-${(await digestFile(file)).slice(0, 16)}`;
      const picture = hold(key, file);
      await write(key, file).catch((error: unknown) => console.warn(error)); // The disk is full: it serves until the page is left.
      return picture;
    },
    peek: (key) => held.get(key),
    async find(key) {
      const known = held.get(key);
      if (known) return known;
      const response = await caches.match(addressOf(key), { cacheName, ignoreSearch: true }).catch(() => undefined); // Storage is blocked: nothing was kept.
      if (!response) return undefined;
      const name = decodeURIComponent(response.headers.get(nameHeader) ?? '');
      const blob = await response.blob();
      return hold(key, new File([blob], name, { type: blob.type }));
    },
    async forgetAll() {
      for (const { url } of held.values()) URL.revokeObjectURL(url);
      held.clear();
      await forgetKeptPictures();
    },
  };
}
