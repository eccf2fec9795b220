// The page is loaded anew in the middle of an ingest: what was decoded goes on, what was never read is listed to be added again.

import { expect, test } from './fixtures.ts';
import { addFiles } from './support/console-add.ts';
import { anonymousSamples } from './support/samples.ts';
import { reached } from './support/stats.ts';
import { readStoredLibrary } from './support/stored-library.ts';

const files = anonymousSamples(5).slice(0, 30);

test('reloaded in the middle, nothing is lost and nothing is done twice', async ({ photosPage, activity }) => {
  const { page } = photosPage;
  await photosPage.add(files);
  await reached(page, 'photos', 8);
  await page.reload();

  // Nothing is added: it goes on by itself.
  await expect
    .poll(() => page.evaluate(() => window.afterimage.stats().then(({ photos, indexed, pending }) => pending === 0 && indexed === photos)))
    .toBe(true);
  const names = await page.evaluate(async () => (await window.afterimage.photos({ limit: 100 })).map(({ name }) => name));
  const unread = files.map(({ name }) => name).filter((name) => !names.includes(name));
  expect(names.length).toBeGreaterThanOrEqual(8);
  expect(unread.length).toBeGreaterThan(0);

  await page.getByRole('group', { name: 'Activity' }).getByRole('button', { expanded: false }).click();
  await expect(activity.problems()).toHaveCount(unread.length);
  for (const name of unread) await expect(activity.problem(name)).toContainText('Add it again');

  const report = await addFiles(page, files);
  expect(report).toEqual({ added: unread.length, known: names.length, skipped: 0, failed: [] });
  await expect(activity.problems(), 'the list empties by itself').toHaveCount(0);
  const stored = await readStoredLibrary(page);
  expect(stored?.wrong).toEqual([]);
  expect(stored?.vectors).toHaveLength(files.length);
  expect(stored?.queued).toEqual([]);
});
