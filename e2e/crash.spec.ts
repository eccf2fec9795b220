// Workers crash in the middle of an ingest, by closing themselves and by an uncaught error: whoever waits hears of it, a new worker
// comes, and every photo ends in the library.

import type { Page, Worker } from '@playwright/test';
import { errorWords } from '../src/page/ui/error-words.ts';
import type { AppError } from '../src/shared/domain/app-error.ts';
import { expect, test } from './fixtures.ts';
import { addFiles, beginAdd } from './support/console-add.ts';
import { watchMarks } from './support/marks.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { reached } from './support/stats.ts';
import { readStoredLibrary } from './support/stored-library.ts';
import { type Death, deaths, kill, provoked, workerOf, workersOf } from './support/threads.ts';

const files = sampleNames().slice(0, 24).map(samplePath);

test.beforeEach(async ({ photosPage: { page }, watch }) => {
  watch.expectTrouble(new RegExp(provoked));
  await page.evaluate(() => window.afterimage.ready);
});

for (const death of deaths) {
  test(`the library worker ${death}: calls reject, it is started again, the ingest ends complete`, async ({ photosPage: { page } }) => {
    const worker = await workerOf(page, 'library');
    const adding = await beginAdd(page, files);
    await reached(page, 'photos', 6);
    await kill(worker, death, 500);
    const asked = page.evaluate(() => window.afterimage.stats().catch(({ code, retryable }: AppError) => ({ code, retryable })));
    expect(await asked).toEqual({ code: 'worker-crashed', retryable: true });
    expect(await adding.outcome()).toEqual({ error: { code: 'worker-crashed', retryable: true } });
    // The model was still being loaded: those wait for their vectors, and others have not been read.
    const left = await readStoredLibrary(page);
    expect(left?.pending.length).toBeGreaterThan(0);
    expect(left?.queued.length).toBeGreaterThan(0);
    await expectComplete(page);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test(`an imaging worker ${death}: a new one reads its file`, async ({ photosPage: { page } }) => {
    const adding = await beginAdd(page, files);
    await reached(page, 'photos', 1);
    await endWhileBusy(await workerOf(page, 'imaging'), death);
    expect(await adding.outcome()).toEqual({ report: { added: files.length, known: 0, skipped: 0, failed: [] } });
    await expectComplete(page);
  });

  test(`an image model's worker ${death}: a new one takes its batch`, async ({ photosPage: { page } }) => {
    const marks = await watchMarks(page);
    const all = sampleNames().map(samplePath);
    const adding = await beginAdd(page, all);
    await reached(page, 'photos', 1);
    const worker = await workerOf(page, 'image-model');
    await reached(page, 'indexed', 1);
    await endWhileBusy(worker, death);
    expect(await adding.outcome()).toEqual({ report: { added: all.length, known: 0, skipped: 0, failed: [] } });
    expect(await marks.count('batch-dispatched'), 'a batch was lost and sent again').toBeGreaterThan(await marks.count('batch-embedded'));
    await expectComplete(page, all.length);
  });

  test(`the text worker ${death}: the waiting query rejects, the next is answered`, async ({ photosPage: { page } }) => {
    await addFiles(page, files.slice(0, 4));
    await kill(await workerOf(page, 'text-model'), death, 500);
    const asked = page.evaluate(() => window.afterimage.search('a dog').catch(({ code, retryable }: AppError) => ({ code, retryable })));
    expect(await asked).toEqual({ code: 'worker-crashed', retryable: true });
    expect(await page.evaluate(async () => (await window.afterimage.search('a dog')).hits.length)).toBe(4);
  });
}

test('the third crash of the library worker within a minute is shown, and it is not started again', async ({ photosPage: { page } }) => {
  await addFiles(page, files.slice(0, 4));
  for (const _ of [1, 2]) {
    await kill(await workerOf(page, 'library'), 'closes');
    await expect
      .poll(() =>
        page.evaluate(() =>
          window.afterimage.stats().then(
            ({ indexed }) => indexed,
            () => -1,
          ),
        ),
      )
      .toBe(4);
  }
  await kill(await workerOf(page, 'library'), 'closes');
  await expect(page.getByText(errorWords['worker-lost'].what)).toBeVisible();
  const asked = page.evaluate(() => window.afterimage.stats().catch(({ code, retryable }: AppError) => ({ code, retryable })));
  expect(await asked).toEqual({ code: 'worker-lost', retryable: false });
  expect(await workersOf(page, 'library')).toEqual([]);
});

/** Fulfilled when it is gone, and with it what it was given meanwhile. */
async function endWhileBusy(worker: Worker, death: Death): Promise<void> {
  const ended = new Promise((resolve) => worker.once('close', resolve));
  await kill(worker, death, 400);
  await ended;
}

/** Each photo once, with its vector, and nothing left to do. */
async function expectComplete(page: Page, photos = files.length): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(() =>
          window.afterimage.stats().then(
            ({ indexed }) => indexed,
            () => -1,
          ),
        ),
      { timeout: 60_000 },
    )
    .toBe(photos);
  const stored = await readStoredLibrary(page);
  expect(stored?.wrong).toEqual([]);
  expect(stored?.vectors).toHaveLength(photos);
  expect(stored?.queued).toEqual([]);
  expect(await page.evaluate(() => window.afterimage.problems())).toEqual([]);
  const { hits } = await page.evaluate(() => window.afterimage.search('a photo'));
  expect(new Set(hits.map(({ photoId }) => photoId)).size).toBe(photos);
}
