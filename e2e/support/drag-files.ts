// Files dragged over the page, dropped and pasted, as a browser tells the page of it.

import type { JSHandle, Locator, Page } from '@playwright/test';
import type { Files } from '../pages/photos-page.ts';
import { pickFiles } from './console-add.ts';

const dataOf = async (page: Page, files: Files): Promise<JSHandle<DataTransfer>> =>
  (await pickFiles(page, files)).evaluateHandle((list) => {
    const data = new DataTransfer();
    for (const file of list) data.items.add(file);
    return data;
  });

export interface Drag {
  over(target: Locator): Promise<void>;
  drop(target: Locator): Promise<void>;
}

/** Begins to drag files over the page. */
export async function dragFiles(page: Page, files: Files): Promise<Drag> {
  const dataTransfer = await dataOf(page, files);
  const tell = async (target: Locator, type: string) => {
    const box = await target.boundingBox();
    if (!box) throw new Error('nothing to drag to');
    await target.dispatchEvent(type, { dataTransfer, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 });
  };
  await tell(page.getByRole('main'), 'dragenter');
  return { over: (target) => tell(target, 'dragover'), drop: (target) => tell(target, 'drop') };
}

/** Pastes files where the focus is. */
export async function pasteFiles(page: Page, files: Files): Promise<void> {
  const data = await dataOf(page, files);
  await data.evaluate((clipboardData) => {
    const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
    (document.activeElement ?? document.body).dispatchEvent(event);
  });
}

/** Drops a folder of the disk onto the page, as a file manager does: the app gets its handle, and keeps it. */
export async function dropFolder(page: Page, path: string): Promise<void> {
  const client = await page.context().newCDPSession(page);
  const data = { items: [], files: [path], dragOperationsMask: 1 };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await client.send('Input.dispatchDragEvent', { type, x: 640, y: 500, data });
}
