// What interrupts a run: a pause that outlives the page, files that are gone when their turn comes, a folder that may be read no more. Every
// photo ends as indexed or as a problem with a way out, and the figures add up.

import { copyFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { ActivityPanel } from './pages/activity-panel.ts';
import { addFiles, beginAdd, pickFiles } from './support/console-add.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { countsOf, reached, settledCounts } from './support/stats.ts';
import { readStoredLibrary } from './support/stored-library.ts';

const files = sampleNames().slice(0, 24).map(samplePath);
const pausedLine = (page: Page) => page.getByRole('group', { name: 'Activity' }).getByText(/^Paused at/);
const problems = (page: Page) => page.evaluate(() => window.afterimage.problems());

test.beforeEach(({ photosPage: { page } }) => page.evaluate(() => window.afterimage.ready));

test('a paused run is still paused after a reload, and goes on when it is resumed', async ({ photosPage: { page } }) => {
  // The vectors are held back, so that photos are stored that wait for theirs.
  await page.evaluate(() => window.afterimage.pause());
  await beginAdd(page, files);
  await page.evaluate(() => window.afterimage.resume());
  await reached(page, 'photos', 4);
  await page.evaluate(() => window.afterimage.pause());
  await expect(pausedLine(page)).toBeVisible();
  const held = await settledCounts(page);
  test.skip(held.pending === 0, 'every photo that was read had its vector already: nothing is left to be paused');

  await page.reload();
  await page.evaluate(() => window.afterimage.ready);
  await expect(pausedLine(page)).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Indexing' })).toHaveAttribute('aria-valuemax', String(held.pending));
  expect(await countsOf(page)).toEqual(held);
  await page.getByRole('button', { name: 'Resume indexing' }).click();
  await expect.poll(() => countsOf(page), { timeout: 60_000 }).toEqual({ ...held, indexed: held.photos, pending: 0 });
  await page.reload();
  await page.evaluate(() => window.afterimage.ready);
  expect(await addFiles(page, files), 'it is not paused any more').toMatchObject({ known: held.photos, added: files.length - held.photos });
});

test('a pause with nothing left to do ends with the page', async ({ photosPage: { page } }) => {
  await page.evaluate(() => window.afterimage.pause());
  await page.reload();
  await page.evaluate(() => window.afterimage.ready);
  expect(await addFiles(page, files.slice(0, 2))).toMatchObject({ added: 2 });
});

test('two broken files of the same name are two problems, and each goes when its file is mended', async ({ photosPage: { page } }) => {
  const broken = (place: string) => {
    const path = join(mkdtempSync(join(tmpdir(), `afterimage-${place}-`)), 'IMG_1.jpg');
    writeFileSync(path, Buffer.from(`\xff\xd8\xff\xe0${place}`, 'latin1'));
    return [path];
  };
  const [here, there] = [broken('here'), broken('there')];
  await addFiles(page, here);
  await addFiles(page, there);
  expect((await problems(page)).map(({ name }) => name)).toEqual(['IMG_1.jpg', 'IMG_1.jpg']);
  await addFiles(page, here);
  expect(await problems(page), 'the same file again is no other problem').toHaveLength(2);
  const activity = new ActivityPanel(page);
  await activity.open();
  await expect(activity.problems()).toHaveCount(2);
  await activity.problems().first().getByRole('button', { name: 'Dismiss IMG_1.jpg' }).click();
  await expect(activity.problems()).toHaveCount(1);
  for (const [path] of [here, there]) copyFileSync(files[0] ?? '', path ?? '');
  await addFiles(page, there);
  await expect(activity.problems(), 'the only one of that name is mended').toHaveCount(0);
  for (const [path] of [here, there]) rmSync(dirname(path ?? ''), { recursive: true });
});

/** Puts samples into the browser's own file system, and begins to add the folder. */
async function beginFolder(page: Page) {
  const picked = await pickFiles(page, files);
  return picked.evaluateHandle(async (list) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Card', { create: true });
    for (const file of list) {
      const writable = await (await folder.getFileHandle(file.name, { create: true })).createWritable();
      await writable.write(file);
      await writable.close();
    }
    await window.afterimage.pause();
    const added = window.afterimage.addFolder(folder);
    return { added };
  });
}

test('files that vanish while they wait are problems that say so, and the rest is indexed', async ({ photosPage: { page } }) => {
  const adding = await beginFolder(page);
  await expect(pausedLine(page)).toHaveText(`Paused at 0 of ${files.length}`);
  const gone = await page.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Card');
    const names = [];
    for await (const name of folder.keys()) names.push(name);
    const gone = names.toSorted().slice(-6);
    for (const name of gone) await folder.removeEntry(name);
    return gone;
  });
  await page.evaluate(() => window.afterimage.resume());
  const report = await adding.evaluate(({ added }) => added);
  expect(report).toMatchObject({ added: files.length - gone.length, known: 0, skipped: 0 });
  expect(report.failed.map(({ name, code }) => `${name} ${code}`).toSorted()).toEqual(gone.map((name) => `${name} unreadable-file`));
  expect((await problems(page)).map(({ name }) => name).toSorted()).toEqual(gone);
  expect(await countsOf(page)).toEqual({ photos: files.length - 6, indexed: files.length - 6, pending: 0, failed: 0 });
  const stored = await readStoredLibrary(page);
  expect([stored?.wrong, stored?.queued]).toEqual([[], []]);

  // The way out: the card is back, and the folder is compared again.
  const again = await pickFiles(
    page,
    files.filter((path) => gone.some((name) => path.endsWith(name))),
  );
  await again.evaluate(async (list) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Card');
    for (const file of list) {
      const writable = await (await folder.getFileHandle(file.name, { create: true })).createWritable();
      await writable.write(file);
      await writable.close();
    }
  });
  expect(await page.evaluate(() => window.afterimage.rescan())).toMatchObject({ added: gone.length, failed: [] });
  expect(await problems(page)).toEqual([]);
});

test('a disk that is taken out leaves problems, and what failed is read when it is back', async ({ photosPage: { page } }) => {
  const disk = mkdtempSync(join(tmpdir(), 'afterimage-disk-'));
  const paths = files.slice(0, 12).map((path) => join(disk, basename(path)));
  for (const [n, path] of paths.entries()) copyFileSync(files[n] ?? '', path);
  await page.evaluate(() => window.afterimage.pause());
  const adding = await beginAdd(page, paths);
  await expect(pausedLine(page)).toHaveText('Paused at 0 of 12');
  renameSync(disk, `${disk}-out`);
  await page.evaluate(() => window.afterimage.resume());
  const outcome = await adding.outcome();
  expect(outcome).toMatchObject({ report: { added: 0, known: 0, skipped: 0 } });
  expect((await problems(page)).map(({ code, retryable }) => `${code} ${retryable}`)).toEqual(paths.map(() => 'unreadable-file true'));
  expect(await countsOf(page)).toEqual({ photos: 0, indexed: 0, pending: 0, failed: 0 });

  renameSync(`${disk}-out`, disk);
  const activity = new ActivityPanel(page);
  await activity.open();
  await page.getByRole('button', { name: 'Try all again' }).click();
  await expect(activity.problems()).toHaveCount(0, { timeout: 60_000 });
  await expect.poll(() => countsOf(page)).toEqual({ photos: 12, indexed: 12, pending: 0, failed: 0 });
  rmSync(disk, { recursive: true });
});
