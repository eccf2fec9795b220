// Damages a library behind the app's back, as a failing disk does: values of the database, and the files that Chromium keeps large ones in.

import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

export type DamagedStore = 'vectors' | 'vectorIds' | 'thumbnails' | 'previews' | 'inputs';

/** Changes a value in place: a few bytes of it are others, its end is cut off, or it is gone. @param page of the app's origin; the app must not run in it.
 * @param match text that the key must contain; the first key if empty. @returns the key, as text. */
export const damageValue = (page: Page, store: DamagedStore, how: 'flip' | 'cut' | 'lose', match = ''): Promise<string> =>
  page.evaluate(
    async ({ store, how, match }) => {
      const done = <T>(request: IDBRequest<T>) =>
        new Promise<T>((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(new Error('the request failed', { cause: request.error }));
        });
      const db = await done(indexedDB.open('afterimage'));
      const tx = db.transaction(store, 'readwrite');
      const values = tx.objectStore(store);
      const key = (await done(values.getAllKeys())).find((one) => JSON.stringify(one).includes(match));
      if (key === undefined) throw new Error(`no key of ${store} has ${match}`);
      const value: unknown = await done(values.get(key));
      if (how === 'lose') values.delete(key);
      else if (Array.isArray(value))
        values.put(how === 'cut' ? value.slice(1) : value.map((id: unknown, i) => (i === 0 ? 'f'.repeat(64) : id)), key);
      else if (value instanceof ArrayBuffer) {
        const bytes = new Uint8Array(value.slice(0, how === 'cut' ? value.byteLength >> 1 : undefined));
        if (how === 'flip') for (let i = 0; i < 64; i++) bytes[(bytes.length >> 1) + i] = (bytes[(bytes.length >> 1) + i] ?? 0) ^ 0x5a;
        values.put(bytes.buffer, key);
      }
      await new Promise((resolve) => {
        tx.oncomplete = resolve;
      });
      db.close();
      return JSON.stringify(key);
    },
    { store, how, match },
  );

/** The files that hold values too large for the database's own, largest first. @param profile of a browser that does not run. */
export function valueFiles(profile: string): string[] {
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes('.indexeddb.blob'))
    .map((entry) => join(entry.parentPath, entry.name));
  return files.sort((a, b) => statSync(b).size - statSync(a).size);
}

/** Other bytes in the middle of a file; or no file at all. */
export function damageFile(path: string, how: 'flip' | 'lose'): void {
  if (how === 'lose') return rmSync(path);
  const bytes = readFileSync(path);
  for (let at = bytes.length >> 1; at < (bytes.length >> 1) + 512; at++) bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
  writeFileSync(path, bytes);
}
