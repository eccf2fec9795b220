// Everything is erased: database, files, caches and settings, in every tab, and the figures follow.

import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { addFiles } from './support/console-add.ts';
import { sampleNames, samplePath } from './support/samples.ts';

const files = sampleNames().slice(0, 12).map(samplePath);

/** What is left where a page can keep things. Rows of spaces and of meta are named: they tell of no person. */
const keptBy = (page: Page) =>
  page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('afterimage');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error('the library does not open', { cause: opening.error }));
    });
    const rows: string[] = [];
    for (const name of db.objectStoreNames) {
      const keys = db.transaction(name).objectStore(name).getAllKeys();
      await new Promise((resolve) => (keys.onsuccess = resolve));
      rows.push(...keys.result.map((key) => (name === 'spaces' ? name : `${name} ${JSON.stringify(key)}`)));
    }
    db.close();
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      rows,
      files,
      caches: await caches.keys(),
      settings: Object.keys(localStorage),
    };
  });
const usage = (page: Page) => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? 0);

test('erasing leaves nothing of the person, in any tab, and asks for a typed word first', async ({ launch, baseURL }) => {
  const { page, context } = await launch();
  await openApp(page, baseURL);
  await page.evaluate(() => window.afterimage.ready);
  await addFiles(page, files);
  const [photo] = await page.evaluate(() => window.afterimage.photos());
  await page.evaluate((id) => window.afterimage.remove([id]), photo?.id ?? '');
  await page.getByRole('searchbox', { name: 'Search photos' }).fill('a boat');
  await page.getByRole('button', { name: 'Save this search' }).click();
  await page.getByLabel('Picture to search with').setInputFiles(samplePath(sampleNames()[20] ?? ''));
  const second = await context.newPage();
  await openApp(second, baseURL);
  await new PhotosPage(second).expectCount(11);

  await page.goto(`${baseURL}#/settings`);
  await page.getByRole('radio', { name: 'Dark' }).click();
  const kept = await keptBy(page);
  expect(kept.rows.length).toBeGreaterThan(50);
  expect([kept.files.length > 0, kept.caches.length > 0, kept.settings.length > 0]).toEqual([true, true, true]);
  const full = await usage(page);
  await expect(page.getByText(/^Afterimage keeps (?!0)/)).toBeVisible();

  await page.getByRole('button', { name: 'Erase the library…' }).click();
  const erase = page.getByRole('dialog').getByRole('button', { name: 'Erase the library' });
  await expect(erase).toBeDisabled();
  await page.getByLabel('Type “erase” to go on').fill('erase');
  await erase.click();
  await expect(page.getByText('Afterimage keeps 0 bytes')).toBeVisible();
  await expect(new PhotosPage(second).photos()).toHaveCount(0);

  const left = await keptBy(page);
  // The background is measured anew, of the empty library.
  const ofNobody = ['spaces', 'meta "split"', 'meta "active-space"', 'meta "background"'];
  expect(left.rows.filter((row) => !ofNobody.includes(row))).toEqual([]);
  expect({ files: left.files, caches: left.caches, settings: left.settings }).toEqual({ files: [], caches: [], settings: [] });
  // Its database gives room back when it next sweeps; files and caches at once.
  expect(await usage(page)).toBeLessThan(full);
  expect(await page.evaluate(() => window.afterimage.undo()), 'nothing can be brought back').toBe(0);

  expect(await addFiles(second, files.slice(0, 2))).toMatchObject({ added: 2 });
  await expect.poll(() => page.evaluate(async () => (await window.afterimage.stats()).photos)).toBe(2);
});
