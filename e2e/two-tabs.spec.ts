// Two tabs on one library: one writes, the other hands its files over, and takes over when the first one goes.

import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { addFiles, beginAdd } from './support/console-add.ts';
import { anonymousSamples } from './support/samples.ts';
import { countsOf } from './support/stats.ts';
import { readStoredLibrary } from './support/stored-library.ts';

const files = anonymousSamples(3);
const [firsts, seconds] = [files.slice(0, 24), files.slice(24, 36)];

/** The second tab, opened when the first one writes already. */
async function openSecond(first: Page): Promise<Page> {
  await first.evaluate(() => window.afterimage.ready);
  const second = await first.context().newPage();
  await openApp(second, first.url());
  return second;
}

const listed = (page: Page) => page.evaluate(() => window.afterimage.photos({ limit: 1_000 }));
const found = (page: Page) =>
  page.evaluate(async () => (await window.afterimage.search('a photo')).hits.map(({ photoId }) => photoId).sort());

async function expectWhole(page: Page, photos: number): Promise<void> {
  const stored = await readStoredLibrary(page);
  expect(stored?.wrong).toEqual([]);
  expect(stored?.vectors).toHaveLength(photos);
  expect(stored?.queued).toEqual([]);
}

test('while one tab ingests, the other sees its photos and adds its own; nothing is doubled', async ({ photosPage: { page: first } }) => {
  const adding = await beginAdd(first, firsts);
  const second = await openSecond(first);
  // Half of them are on their way in the first tab.
  const report = await addFiles(second, [...firsts.slice(12), ...seconds]);
  const { added, known } = report;
  const outcome = await adding.outcome();
  if (!('report' in outcome)) throw new Error(`the first tab's call ended with ${outcome.error.code}`);
  expect({ ...report, sum: added + known }).toMatchObject({ failed: [], skipped: 0, sum: 24 });
  expect(outcome.report).toMatchObject({ failed: [], skipped: 0 });
  expect(added + outcome.report.added, 'each photo is added once').toBe(36);

  for (const page of [first, second]) {
    await new PhotosPage(page).expectCount(36);
    await expect.poll(() => found(page)).toHaveLength(36);
  }
  expect(await listed(second)).toEqual(await listed(first));
  expect(await found(second)).toEqual(await found(first));
  await expectWhole(second, 36);
});

test('the writing tab closes in the middle: the other goes on with what was decoded and with its own files', async ({
  photosPage: { page: first },
}) => {
  const second = await openSecond(first);
  await beginAdd(first, firsts);
  const adding = await beginAdd(second, seconds);
  // Paused, or a slow closing would see the end of the ingest.
  await first.evaluate(async () => {
    while ((await window.afterimage.stats()).photos < 6) await new Promise((go) => setTimeout(go, 10));
    await window.afterimage.pause();
  });
  const left = await countsOf(second);
  expect(left.pending, 'some wait for their vectors').toBeGreaterThan(0);
  await first.close();
  await second.evaluate(() => window.afterimage.resume()); // A pause outlives the tab that made it.

  expect(await adding.outcome()).toMatchObject({ report: { failed: [], skipped: 0 } });
  await expect.poll(() => second.evaluate(async () => (await window.afterimage.stats()).pending)).toBe(0);
  const names = (await listed(second)).map(({ name }) => name);
  expect(
    seconds.map(({ name }) => name).filter((name) => !names.includes(name)),
    'its own files all came in',
  ).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  expect(await found(second), 'each has its vector').toHaveLength(names.length);
  // Those of the closed tab that nobody had read are named.
  const problems = await second.evaluate(() => window.afterimage.problems());
  const unread = firsts.map(({ name }) => name).filter((name) => !names.includes(name));
  expect(unread.length).toBeGreaterThan(0);
  expect(problems.map(({ name, code }) => `${code} ${name}`).sort()).toEqual(unread.map((name) => `interrupted ${name}`).sort());

  await addFiles(second, firsts);
  expect(await second.evaluate(() => window.afterimage.problems())).toEqual([]);
  await new PhotosPage(second).expectCount(36);
  await expectWhole(second, 36);
});

test('favourite, remove and undo in one tab are seen in the other', async ({ photosPage: { page: first } }) => {
  const second = await openSecond(first);
  await addFiles(second, firsts.slice(0, 4));
  for (const [here, there] of [
    [first, second],
    [second, first],
  ] as const) {
    const [photo] = await listed(here);
    if (!photo) throw new Error('no photo');
    const tile = new PhotosPage(there).photos().and(there.locator(`[data-photo-id="${photo.id}"]`));
    await here.evaluate((id) => window.afterimage.favourite(id, true), photo.id);
    await expect(tile).toContainText('Favourite');
    await here.evaluate((id) => window.afterimage.favourite(id, false), photo.id);
    await expect(tile).not.toContainText('Favourite');

    await here.evaluate((id) => window.afterimage.remove([id]), photo.id);
    await expect(tile).toHaveCount(0);
    expect(await found(there)).toHaveLength(3);
    expect(await there.evaluate(() => window.afterimage.undo())).toBe(1);
    await expect(tile).toBeVisible();
    await new PhotosPage(here).expectCount(4);
    expect(await found(here)).toHaveLength(4);
    expect(await found(there)).toEqual(await found(here));
  }
  await expectWhole(first, 4);
});

test('a tab opened beside a paused ingest says so, and can resume it', async ({ photosPage: { page: first } }) => {
  const adding = await beginAdd(first, firsts.slice(0, 12));
  await first.evaluate(() => window.afterimage.pause());
  const second = await openSecond(first);
  await expect(second.getByRole('progressbar', { name: 'Indexing' })).toBeVisible();
  await second.getByRole('button', { name: 'Resume indexing' }).click();
  expect(await adding.outcome()).toMatchObject({ report: { added: 12 } });
  await expect(second.getByRole('progressbar', { name: 'Indexing' })).toHaveCount(0);
});
