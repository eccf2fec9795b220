// A folder of the browser's own file system, whose handle needs no permission, as a kept folder.

import type { Page } from '@playwright/test';
import { pickFiles } from './console-add.ts';

/** Writes files into `Holiday`, or over those that are there. @param files contents by their paths below it. */
export async function fillFolder(page: Page, files: Readonly<Record<string, Buffer | string>>): Promise<void> {
  const payloads = Object.values(files).map((content, n) => ({ name: `${n}`, mimeType: '', buffer: Buffer.from(content) }));
  const picked = await pickFiles(page, payloads);
  await picked.evaluate(async (contents, paths) => {
    for (const [n, path] of paths.entries()) {
      const parts = ['Holiday', ...path.split('/')];
      let folder = await navigator.storage.getDirectory();
      for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, { create: true });
      const writable = await (await folder.getFileHandle(parts.at(-1) ?? '', { create: true })).createWritable();
      await writable.write(contents[n] ?? '');
      await writable.close();
    }
  }, Object.keys(files));
}

export const deleteFromFolder = (page: Page, ...names: string[]): Promise<void> =>
  page.evaluate(async (names) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Holiday');
    for (const name of names) await folder.removeEntry(name, { recursive: true });
  }, names);

export const addFolder = (page: Page) =>
  page.evaluate(async () => window.afterimage.addFolder(await (await navigator.storage.getDirectory()).getDirectoryHandle('Holiday')));
export const rescan = (page: Page, contents = false) => page.evaluate((contents) => window.afterimage.rescan({ contents }), contents);
export const photoNames = (page: Page) => page.evaluate(async () => (await window.afterimage.photos()).map(({ name }) => name).toSorted());
/** The first photo of that name. */
export const photoNamed = (page: Page, name: string) =>
  page.evaluate(async (name) => {
    const found = (await window.afterimage.photos()).find((photo) => photo.name === name);
    return found && window.afterimage.photo(found.id);
  }, name);
