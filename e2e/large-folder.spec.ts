// Folders as people have them, dropped onto the page: thousands of files, deep, named in any script, with other things among the photos, and the
// same photos again and again.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { dropFolder } from './support/drag-files.ts';
import { anonymousSamples } from './support/samples.ts';
import { countsOf } from './support/stats.ts';

const pictures = anonymousSamples(20)
  .filter(({ mimeType }) => mimeType === 'image/jpeg')
  .map(({ buffer }) => buffer)
  .sort((a, b) => a.length - b.length);

let root: string;
test.beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'afterimage-folders-'));
});
test.afterEach(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, content: Buffer | string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
const pathsOf = (page: Page): Promise<string[][]> =>
  page.evaluate(async () => {
    const photos = await window.afterimage.photos({ limit: 1000 });
    return Promise.all(photos.map(async ({ id }) => [...(await window.afterimage.photo(id)).paths]));
  });

test('2,000 files in one drop, 20 folders deep, in any script: each is counted once, and what is no picture is one line', async ({
  photosPage,
}) => {
  const { page } = photosPage;
  const different = 16;
  const names = ['Sommer', 'été', 'Кино', '写真', 'صور', '사진', 'תמונות', '😀 🏖️', 'a b%20c#d', 'naïve'];
  const deep = Array.from({ length: 20 }, (_, level) => `${names[level % names.length]} ${level}`).join('/');
  const places = [deep, ...names];
  for (let n = 0; n < 1_940; n++)
    put(`All/${places[n % places.length]}/${names[n % names.length]} ${n}.jpg`, pictures[n % different] ?? '');
  for (let n = 0; n < 20; n++) {
    put(`All/${n}/.DS_Store`, 'a desktop');
    put(`All/${n}/film.mp4`, 'a film');
    put(`All/${n}/notes.json`, '{}');
  }

  await dropFolder(page, join(root, 'All'));
  const line = page.getByText(
    `${different} photos added · ${(1_940 - different).toLocaleString('en')} already here · 60 files were no pictures`,
  );
  await expect(line).toBeVisible({ timeout: 170_000 });
  expect(await countsOf(page)).toEqual({ photos: different, indexed: different, pending: 0, failed: 0 });
  expect(await page.evaluate(() => window.afterimage.problems())).toEqual([]);
  const paths = (await pathsOf(page)).flat();
  expect(new Set(paths).size, 'every file is noted').toBe(1_940);
  expect(paths.some((path) => path.startsWith(`All/${deep}/`))).toBe(true);
});

test('the same folder twice, and another with the same photos, add no photo again', async ({ photosPage }) => {
  const { page } = photosPage;
  for (const folder of ['One', 'Other']) for (let n = 0; n < 4; n++) put(`${folder}/${n}.jpg`, pictures[n] ?? '');
  await dropFolder(page, join(root, 'One'));
  await expect(page.getByText('4 photos added')).toBeVisible({ timeout: 120_000 });
  for (const folder of ['One', 'Other']) {
    await dropFolder(page, join(root, folder));
    await expect(page.getByText('4 already here').last()).toBeVisible({ timeout: 120_000 });
  }
  await expect.poll(async () => (await pathsOf(page)).map((paths) => paths.length)).toEqual([2, 2, 2, 2]);
  expect(await countsOf(page)).toEqual({ photos: 4, indexed: 4, pending: 0, failed: 0 });
});
