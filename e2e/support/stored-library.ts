// What a library holds on disk, read behind the app's back: with the storage room's own code, in any document of the app's origin.

import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { build } from 'vite';
import type { StoredLibrary } from './stored-library-reader.ts';

export type { StoredLibrary } from './stored-library-reader.ts';

const name = 'storedLibraryReader';
let bundle: Promise<string> | undefined;

/** One classic script, since a page's policy lets only an evaluation from outside bring code in. */
async function bundleReader(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: join(import.meta.dirname, 'stored-library-reader.ts'), formats: ['iife'], name } },
  });
  const outputs = Array.isArray(built) ? built : [built];
  for (const made of outputs) if ('output' in made) for (const file of made.output) if (file.type === 'chunk') return file.code;
  throw new Error('Vite made no script of stored-library-reader.ts');
}

/** @param page of the app's origin; the app need not run in it. While it writes, what is read may be of two moments.
 * @returns undefined where there is no library yet. */
export async function readStoredLibrary(page: Page): Promise<StoredLibrary | undefined> {
  return inPage(page, 'readStoredLibrary()');
}

/** What does not hold that must hold at every moment; a sentence each. The app may be writing meanwhile. */
export const checkStoredLibrary = (page: Page): Promise<string[]> => inPage(page, 'checkStoredLibrary()');

export const deleteStoredLibrary = (page: Page): Promise<void> => inPage(page, 'deleteStoredLibrary()');

/** As the reader has it. @param dump as JSON. */
export const restoreLibrary = (page: Page, dump: string, padding: number): Promise<string[]> =>
  inPage(page, `restoreLibrary(${dump}, ${padding})`);

/** @param call of the reader's functions. */
async function inPage<R>(page: Page, call: string): Promise<R> {
  bundle ??= bundleReader();
  return page.evaluate<R>(`(() => { ${await bundle}; return ${name}.${call}; })()`);
}

/** As `readStoredLibrary`, in a document that opens nothing of the app: what lies there is what the last process left. */
export async function readAtRest(page: Page, origin: string): Promise<StoredLibrary | undefined> {
  await openNothing(page, origin);
  return readStoredLibrary(page);
}

/** A document of the app's origin, and nothing else of it. */
export async function openNothing(page: Page, origin: string): Promise<void> {
  const address = `${origin}/nothing-of-the-app`;
  await page.route(address, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="icons/icon-192.png">' }));
  await page.goto(address);
  await page.unroute(address);
}

/** Smallest cosine between the vectors of the same photo in two libraries. @throws {Error} where one lacks a photo of the other. */
export function lowestCosine(one: StoredLibrary, other: StoredLibrary): number {
  const byId = new Map(other.vectors.map(({ id, values }) => [id, values]));
  if (byId.size !== one.vectors.length) throw new Error(`${one.vectors.length} vectors here, of ${byId.size} photos there`);
  const cosines = one.vectors.map(({ id, values }) => {
    const twin = byId.get(id);
    if (!twin) throw new Error(`${id} has a vector in one library alone`);
    return values.reduce((sum, value, i) => sum + value * (twin[i] ?? Number.NaN), 0);
  });
  return Math.min(...cosines);
}
