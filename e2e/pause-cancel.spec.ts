// Pause holds the work and loses nothing; cancel keeps what is done and leaves nothing else; what failed can be tried again.

import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { addFiles, beginAdd } from './support/console-add.ts';
import { watchMarks } from './support/marks.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { countsOf, reached, settledCounts } from './support/stats.ts';
import { readStoredLibrary } from './support/stored-library.ts';

const files = sampleNames().slice(0, 24).map(samplePath);

const begun = (page: Page) => reached(page, 'indexed', 1);

test.beforeEach(({ photosPage: { page } }) => page.evaluate(() => window.afterimage.ready));

test('paused, nothing is decoded or indexed, while queries are answered; resumed, it goes on to the end', async ({
  photosPage: { page },
}) => {
  const marks = await watchMarks(page);
  const adding = await beginAdd(page, files.slice(0, 16));
  await begun(page);
  await page.evaluate(() => window.afterimage.pause());
  // What was under way is finished: a batch is never cut in two.
  await expect.poll(async () => (await marks.count('batch-dispatched')) - (await marks.count('batch-embedded'))).toBe(0);
  const held = await settledCounts(page);
  const dispatched = await marks.count('batch-dispatched');
  expect(held.indexed).toBeLessThan(16);

  const later = await beginAdd(page, files.slice(16));
  for (const words of ['a dog', 'a red flower', 'the sea at night', 'bread', 'a city from above'])
    await page.evaluate((query) => window.afterimage.search(query), words);
  expect(await countsOf(page), 'nothing moved').toEqual(held);
  expect(await marks.count('batch-dispatched')).toBe(dispatched);
  await expect(page.getByRole('button', { name: 'Resume indexing' })).toBeVisible();
  await expect(page.getByRole('progressbar', { name: 'Indexing' })).toHaveAttribute('aria-valuemax', '24');

  await page.evaluate(() => window.afterimage.resume());
  expect(await adding.outcome()).toMatchObject({ report: { added: 16, failed: [] } });
  expect(await later.outcome()).toMatchObject({ report: { added: 8, failed: [] } });
  expect(await countsOf(page)).toEqual({ photos: 24, indexed: 24, pending: 0, failed: 0 });
});

for (const paused of [false, true]) {
  test(`cancelled${paused ? ' while paused' : ''}, what is committed stays and nothing else does`, async ({ photosPage: { page } }) => {
    const adding = await beginAdd(page, files);
    await begun(page);
    if (paused) await page.evaluate(() => window.afterimage.pause());
    await page.evaluate(() => window.afterimage.cancel());
    const outcome = await adding.outcome();
    if (!('report' in outcome)) throw new Error(`it ended with ${outcome.error.code}`);
    const { added, known, skipped, failed } = outcome.report;
    expect({ known, skipped, codes: [...new Set(failed.map(({ code }) => code))] }).toEqual({ known: 0, skipped: 0, codes: ['cancelled'] });
    expect(added + failed.length).toBe(files.length);
    expect(await countsOf(page)).toEqual({ photos: added, indexed: added, pending: 0, failed: 0 });
    await expect(page.getByRole('progressbar', { name: 'Indexing' })).toHaveCount(0);

    const stored = await readStoredLibrary(page);
    expect(stored?.wrong).toEqual([]);
    expect(stored?.queued).toEqual([]);
    await page.reload();
    await page.evaluate(() => window.afterimage.ready);
    expect(await page.evaluate(() => window.afterimage.problems()), 'it was no interruption').toEqual([]);
    expect(await countsOf(page)).toEqual({ photos: added, indexed: added, pending: 0, failed: 0 });

    expect(await addFiles(page, files)).toEqual({ added: failed.length, known: added, skipped: 0, failed: [] });
  });
}

test('what an imaging worker could not be had for is listed, and comes in when tried again', async ({ photosPage: { page }, watch }) => {
  watch.expectTrouble(/Failed to load|ERR_FAILED|imaging/);
  const script = /\/workers\/imaging-/;
  await page.route(script, (route) => route.abort());
  const report = await addFiles(page, files.slice(0, 1));
  expect(report).toMatchObject({ added: 0, failed: [{ code: 'worker-crashed' }] });
  expect(await page.evaluate(() => window.afterimage.problems())).toMatchObject([{ code: 'worker-crashed', retryable: true }]);

  await page.unroute(script);
  expect(await page.evaluate(() => window.afterimage.retry())).toMatchObject({ added: 1, failed: [] });
  expect(await page.evaluate(() => window.afterimage.problems())).toEqual([]);
  expect(await countsOf(page)).toEqual({ photos: 1, indexed: 1, pending: 0, failed: 0 });
});
