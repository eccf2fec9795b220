// Photos are removed, brought back, added again and cleared; also across a reload, and while they still wait for their vectors.

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addFiles, beginAdd } from './support/console-add.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { reached } from './support/stats.ts';
import { readStoredLibrary } from './support/stored-library.ts';

const files = sampleNames().slice(0, 6).map(samplePath);

const ids = (page: Page) => page.evaluate(async () => (await window.afterimage.photos()).map(({ id }) => id).sort());
const found = (page: Page) =>
  page.evaluate(async () => (await window.afterimage.search('a photo')).hits.map(({ photoId }) => photoId).sort());
const remove = (page: Page, photoIds: string[]) => page.evaluate((list) => window.afterimage.remove(list), photoIds);
const undo = (page: Page) => page.evaluate(() => window.afterimage.undo());
const vectorOf = (page: Page, id: string | undefined) =>
  page.evaluate(async (photoId) => [...(await window.afterimage.vector(photoId))], id ?? '');

async function expectHas(page: Page, expected: readonly string[]): Promise<void> {
  expect(await ids(page)).toEqual([...expected].sort());
  expect(await found(page)).toEqual([...expected].sort());
  expect((await readStoredLibrary(page))?.wrong).toEqual([]);
}
const reloaded = async (page: Page) => {
  await page.reload();
  await page.evaluate(() => window.afterimage.ready);
};

test.beforeEach(async ({ photosPage: { page } }) => {
  await page.evaluate(() => window.afterimage.ready);
});

test('a removal is undone, also after a reload, with the very vectors', async ({ photosPage: { page } }) => {
  await addFiles(page, files);
  const all = await ids(page);
  const gone = all.slice(0, 2);
  await page.evaluate((id) => window.afterimage.favourite(id, true), gone);
  const before = await vectorOf(page, gone[0]);

  await remove(page, gone);
  await expectHas(page, all.slice(2));
  await reloaded(page);
  await expectHas(page, all.slice(2));
  expect(await undo(page)).toBe(2);
  await expectHas(page, all);
  expect(await vectorOf(page, gone[0])).toEqual(before);
  expect(await page.evaluate(async (id) => (await window.afterimage.photo(id ?? '')).favourite, gone[0])).toBe(true);
  expect(await undo(page), 'once').toBe(0);
  await reloaded(page);
  await expectHas(page, all);
});

test('the last removal alone can be undone; adding a file again brings back any', async ({ photosPage: { page } }) => {
  await addFiles(page, files);
  const all = await ids(page);
  await remove(page, all.slice(0, 2));
  await remove(page, all.slice(2, 3));
  expect(await undo(page)).toBe(1);
  await expectHas(page, all.slice(2));
  expect(await addFiles(page, files)).toEqual({ added: 2, known: 4, skipped: 0, failed: [] });
  await expectHas(page, all);

  // Still to be undone, so it comes back as it was.
  await remove(page, all.slice(0, 1));
  expect(await addFiles(page, files)).toEqual({ added: 1, known: 5, skipped: 0, failed: [] });
  await expectHas(page, all);
  expect(await undo(page), 'nothing is left to undo').toBe(0);
});

test('a photo removed before it has its vector gets it when it comes back', async ({ photosPage: { page } }) => {
  const adding = await beginAdd(page, files);
  await reached(page, 'pending', 1);
  await page.evaluate(() => window.afterimage.pause());
  const all = await ids(page);
  await remove(page, all);
  await page.evaluate(() => window.afterimage.resume());
  await adding.outcome();
  expect(await ids(page)).toHaveLength(files.length - all.length);
  expect(await undo(page)).toBe(all.length);
  await expect.poll(() => found(page)).toHaveLength(files.length);
  await expectHas(page, await ids(page));
});

test('clearing in the middle of an ingest leaves nothing, and the library can be filled again', async ({ photosPage: { page } }) => {
  const adding = await beginAdd(page, files);
  await reached(page, 'photos', 1);
  await page.evaluate(() => window.afterimage.clear());
  const outcome = await adding.outcome();
  expect(outcome).toHaveProperty('report');
  for (const open of [() => Promise.resolve(), () => reloaded(page)]) {
    await open();
    expect(await readStoredLibrary(page)).toEqual({ wrong: [], photos: [], pending: [], queued: [], problems: [], vectors: [] });
    expect(await ids(page)).toEqual([]);
    expect(await page.evaluate(() => window.afterimage.problems())).toEqual([]);
  }
  expect(await addFiles(page, files)).toEqual({ added: 6, known: 0, skipped: 0, failed: [] });
  await expectHas(page, await ids(page));
});
