// Kept folders that change. The folders lie in the browser's own file system, whose handles need no permission; what is asked of a person
// (the picker, "Reconnect") no headless browser answers.

import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import { dropFolder } from './support/drag-files.ts';
import { addFolder, deleteFromFolder, fillFolder, photoNamed, photoNames, rescan } from './support/kept-folder.ts';
import { anonymousSamples } from './support/samples.ts';

const samples = anonymousSamples(9)
  .filter(({ mimeType }) => mimeType === 'image/jpeg')
  .slice(0, 6)
  .map(({ name: _, original: __, ...file }, n) => ({ ...file, name: `${n}.jpg` }));

/** Paths below the folder, and which sample each is. */
const fill = (page: Page, files: Record<string, number>) =>
  fillFolder(page, Object.fromEntries(Object.entries(files).map(([path, n]) => [path, samples[n]?.buffer ?? 'no picture'])));
const drop = deleteFromFolder;
const names = photoNames;
const pathsOf = async (page: Page, name: string) => (await photoNamed(page, name))?.paths;
const nothing = { added: 0, known: 0, failed: [], skipped: 0, unchanged: 0, gone: 0 };

test('a rescan finds what is new, changed, moved and gone; what a person removed stays removed', async ({ photosPage }) => {
  const { page } = photosPage;
  await fill(page, { 'a.jpg': 0, 'b.jpg': 1, 'deep/er/c.jpg': 2, 'notes.txt': -1 });
  expect(await addFolder(page)).toMatchObject({ added: 3, skipped: 1 });
  expect(await rescan(page)).toEqual({ ...nothing, unchanged: 3 });

  await fill(page, { 'new.jpg': 3, 'moved/b.jpg': 1, 'a.jpg': 4 });
  await drop(page, 'b.jpg', 'deep');
  expect(await rescan(page)).toEqual({ ...nothing, added: 2, known: 1, gone: 2 });
  expect(await pathsOf(page, 'b.jpg')).toEqual(['Holiday/moved/b.jpg']);
  expect(await names(page)).toEqual(['a.jpg', 'a.jpg', 'b.jpg', 'c.jpg', 'new.jpg']);

  await page.evaluate(async () => {
    const found = (await window.afterimage.photos()).find(({ name }) => name === 'new.jpg');
    await window.afterimage.remove(found ? [found.id] : []);
  });
  await fill(page, { 'elsewhere.jpg': 3 });
  expect(await rescan(page)).toMatchObject({ added: 0, known: 0, skipped: 1 });
  expect(await rescan(page, true)).toMatchObject({ added: 0 });
  expect(await names(page)).not.toContain('elsewhere.jpg');
  await addFolder(page);
  expect(await names(page)).toContain('elsewhere.jpg');
});

test('a folder is compared when the app starts, and from Settings', async ({ photosPage }) => {
  const { page } = photosPage;
  await fill(page, { 'a.jpg': 0 });
  await addFolder(page);
  await fill(page, { 'b.jpg': 1 });
  await openApp(page, './#/');
  await page.reload();
  await photosPage.expectCount(2);
  await fill(page, { 'c.jpg': 2 });
  await page.goto('./#/settings');
  await page.getByRole('button', { name: 'Rescan Holiday' }).click();
  await expect(page.getByText(/Holiday: (1 photo added|nothing has changed)/)).toBeVisible({ timeout: 120_000 });
  expect((await names(page)).length).toBe(3);
});

/** A sample with zeros after its end, which no decoder reads, so that two of them are of one size. */
const padded = (n: number): Buffer =>
  Buffer.concat([samples[n]?.buffer ?? Buffer.alloc(0), Buffer.alloc(1_000_000)]).subarray(0, 1_000_000);

test('a dropped folder is kept; its contents can be checked; after a restart it says that it has to be reconnected', async ({
  launch,
  host,
}) => {
  const folder = join(mkdtempSync(join(tmpdir(), 'afterimage-folder-')), 'Кино 写真');
  const then = new Date(2023, 7, 14);
  const put = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content);
    utimesSync(join(folder, name), then, then);
  };
  try {
    mkdirSync(folder);
    put('a.jpg', padded(0));
    put('b.jpg', padded(1));
    const first = await launch();
    await openApp(first.page, `${host.origin}/`);
    await first.page.evaluate(() => window.afterimage.ready);
    await dropFolder(first.page, folder);
    await expect.poll(async () => (await names(first.page)).length, { timeout: 120_000 }).toBe(2);
    expect(await rescan(first.page)).toMatchObject({ added: 0, unchanged: 2 });
    put('a.jpg', padded(2));
    expect(await rescan(first.page)).toMatchObject({ added: 0, unchanged: 2 });
    expect(await rescan(first.page, true)).toMatchObject({ added: 1, known: 1, unchanged: 0 });
    await first.close();

    const second = await launch();
    await openApp(second.page, `${host.origin}/#/settings`);
    await second.page.evaluate(() => window.afterimage.ready);
    expect(await rescan(second.page)).toEqual({ ...nothing, failed: [{ name: 'Кино 写真', code: 'permission-needed' }] });
    await expect(second.page.getByRole('button', { name: 'Reconnect Кино 写真' })).toBeVisible();
    expect((await names(second.page)).length).toBe(3);
  } finally {
    rmSync(join(folder, '..'), { recursive: true, force: true });
  }
});
