// What lies in kept folders beside photos: sidecars, films, raw files, archives, damaged files; and photos and folders that go.

import { makeZip } from '../tools/make-zip.ts';
import { expect, test } from './fixtures.ts';
import { addFolder, deleteFromFolder, fillFolder, photoNamed, photoNames, rescan } from './support/kept-folder.ts';
import { anonymousSamples } from './support/samples.ts';
import { xmpWith } from './support/xmp.ts';

const samples = anonymousSamples(13).filter(({ mimeType }) => mimeType === 'image/jpeg');
const photo = (n: number): Buffer => samples[n]?.buffer ?? Buffer.alloc(0);
const nothing = { added: 0, known: 0, failed: [], skipped: 0, unchanged: 0, gone: 0 };

test('sidecars, companions, archives and damaged files of a folder', async ({ photosPage }) => {
  const { page } = photosPage;
  await fillFolder(page, {
    ...{ 'a.jpg': photo(0), 'a.mov': 'a film', 'broken.jpg': 'no picture', 'notes.txt': 'text' },
    'pack.zip': makeZip([
      { path: '1.jpg', content: photo(1) },
      { path: '1.mov', content: 'a film' },
      { path: '2.jpg', content: photo(2), stored: true },
    ]),
  });
  const first = await addFolder(page);
  expect(first).toMatchObject({ added: 3, known: 2, beside: 2, skipped: 1, failed: [{ name: 'broken.jpg', code: 'unsupported-format' }] });
  expect(await photoNamed(page, 'a.jpg')).toMatchObject({ paths: ['Holiday/a.jpg', 'Holiday/a.mov'] });
  expect(await photoNamed(page, '1.jpg')).toMatchObject({ paths: ['Holiday/pack.zip/1.jpg', 'Holiday/pack.zip/1.mov'] });
  // Neither the damaged file nor the archive is read again.
  expect(await rescan(page)).toEqual({ ...nothing, unchanged: 3 });

  await fillFolder(page, { 'a.xmp': xmpWith({ rating: 4 }), 'a.cr2': 'a raw file', 'broken.jpg': photo(3) });
  expect(await rescan(page)).toMatchObject({ ...nothing, added: 1, known: 1, beside: 1, unchanged: 3 });
  expect(await photoNamed(page, 'a.jpg')).toMatchObject({ rating: 4, paths: ['Holiday/a.jpg', 'Holiday/a.mov', 'Holiday/a.cr2'] });
  expect(await page.evaluate(() => window.afterimage.problems())).toEqual([]);

  await fillFolder(page, {
    'pack.zip': makeZip([
      { path: '1.jpg', content: photo(1) },
      { path: '3.jpg', content: photo(4) },
    ]),
  });
  expect(await rescan(page)).toMatchObject({ added: 1, known: 1, gone: 1, unchanged: 2 });
  expect(await photoNamed(page, '2.jpg')).toMatchObject({ missing: true });
  await fillFolder(page, { 'pack.zip': 'cut short' });
  expect(await rescan(page)).toMatchObject({ failed: [{ name: 'pack.zip', code: 'damaged-archive' }], gone: 0 });
  expect(await rescan(page)).toEqual({ ...nothing, unchanged: 4 });
});

test('photos whose files are gone are found and removed in one go; a folder is forgotten, with its photos, and comes back', async ({
  photosPage,
  searchPage,
}) => {
  const { page } = photosPage;
  await fillFolder(page, { 'a.jpg': photo(0), 'b.jpg': photo(1), 'c.jpg': photo(2) });
  await addFolder(page);
  await deleteFromFolder(page, 'a.jpg', 'b.jpg');
  await page.goto('./#/settings');
  await page.getByRole('button', { name: 'Rescan Holiday' }).click();
  await page.getByRole('button', { name: 'Show' }).first().click();
  await expect(searchPage.results()).toHaveCount(2);
  await expect(searchPage.field()).toHaveValue('is:missing');

  await fillFolder(page, { 'elsewhere/b.jpg': photo(1) });
  expect(await rescan(page)).toMatchObject({ known: 1, gone: 0 });
  await expect(searchPage.results()).toHaveCount(1);
  await page.goto('./#/settings');
  await expect(page.getByText('1 photo whose file is gone')).toBeVisible();
  await page.getByRole('button', { name: 'Remove all' }).click();
  await expect(page.getByText('1 photo whose file is gone')).toBeHidden();
  expect(await photoNames(page)).toEqual(['b.jpg', 'c.jpg']);

  await page.getByRole('button', { name: 'Forget Holiday' }).click();
  const dialog = page.getByRole('dialog', { name: 'Forget Holiday?' });
  await dialog.getByRole('radio', { name: /^Remove its photos too/ }).check();
  await dialog.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByText('Holiday is forgotten · 2 photos removed from Afterimage')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rescan Holiday' })).toBeHidden();
  expect(await photoNames(page)).toEqual([]);
  await page.getByRole('dialog').filter({ hasText: 'is forgotten' }).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Rescan Holiday' })).toBeVisible();
  expect(await photoNames(page)).toEqual(['b.jpg', 'c.jpg']);

  await page.getByRole('button', { name: 'Forget Holiday' }).click();
  await dialog.getByRole('button', { name: 'Forget' }).click();
  await expect(page.getByRole('button', { name: 'Rescan Holiday' })).toBeHidden();
  await page.reload();
  await page.evaluate(() => window.afterimage.ready);
  expect(await photoNames(page)).toEqual(['b.jpg', 'c.jpg']);
  expect(await rescan(page)).toEqual(nothing);
});
