// A folder of 10,000 photos, dropped onto the page, to its end: the counters add up all the while, the page stays alive, nothing piles up, memory
// stays flat, and every photo is there by its id. In `npm test` a slice of it. `SEED` makes other photos, `PHOTOS` more or fewer.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { makePhotos } from '../tools/library/photos.ts';
import { createRandom, shuffled } from '../tools/random.ts';
import { expect, long, openApp, test } from './fixtures.ts';
import { ActivityPanel } from './pages/activity-panel.ts';
import { pickFiles } from './support/console-add.ts';
import { dropFolder } from './support/drag-files.ts';
import { watchThread } from './support/main-thread.ts';
import { type Memory, watchMemory } from './support/memory.ts';
import { countsOf, reached } from './support/stats.ts';

const seed = Number(process.env.SEED ?? 1);
const photos = Number(process.env.PHOTOS ?? (long ? 10_000 : 200));
const megapixels = long ? 1 : 0.3;
/** Counters are looked at, a query is asked, so often. */
const looks = 40;
/** At one look in so many memory is read. The first reading is the level that the last is held against. */
const looksAReading = 4;
/** Photos that are decoded and have no vector yet, at most: those in the embedding line, and those that the takers have in hand. */
const mostPending = 128;
const queries = ['a dog', 'the sea at night', 'bread on a table', 'a city from above', 'snow', 'an old car'];

test('a folder of many photos comes in whole, and nothing piles up', { tag: '@long' }, async ({ launch, host }) => {
  if (!long) test.setTimeout(360_000);
  const folder = await photoFolder();
  const files = new Map(filesBelow(folder).map((path) => [createHash('sha256').update(readFileSync(path)).digest('hex'), path]));
  expect(files.size, 'different photos').toBe(photos);

  const { page } = await launch();
  await openApp(page, `${host.origin}/`);
  await page.evaluate(() => window.afterimage.ready);
  const [memory, thread] = [await watchMemory(page), await watchThread(page)];
  const readings: Memory[] = [];
  const perSecond: number[] = [];
  const answerMs: number[] = [];
  let peakMb = 0;
  const startMs = performance.now();
  let lastMs = startMs;

  await dropFolder(page, folder);
  for (let look = 1; look < looks; look++) {
    await reached(page, 'indexed', Math.round((look * photos) / looks), 100);
    await expectAddsUp(page);
    const query = queries[look % queries.length] ?? '';
    const { of, ms } = await page.evaluate((query) => window.afterimage.search(query), query);
    expect(of, 'what is indexed is searched').toBeGreaterThanOrEqual(Math.round((look * photos) / looks));
    answerMs.push(ms.total);
    peakMb = Math.max(peakMb, await memory.processMb());
    if (look % looksAReading > 0) continue;
    readings.push(await memory.read());
    perSecond.push((1000 * photos * looksAReading) / looks / (performance.now() - lastMs));
    lastMs = performance.now();
  }
  await reached(page, 'indexed', photos, 100);
  await expect(new ActivityPanel(page).progress()).toBeHidden();
  const seconds = (performance.now() - startMs) / 1000;
  const { busyShare, longestTaskMs, longTasks } = await thread.read();
  readings.push(await memory.read());

  await test.step('every photo is there by its id', () => expectEveryPhoto(page, files));

  const [level, last] = [readings[0], readings.at(-1)];
  if (!level || !last) throw new Error('memory was not read');
  const { usage = 0 } = await page.evaluate(() => navigator.storage.estimate());
  const { bytes } = await page.evaluate(() => window.afterimage.stats());
  const kept = Object.entries(bytes).map(([what, size]) => `${what} ${Math.round(size / photos)}`);
  say(`${photos} photos of ${megapixels} megapixels, SEED=${seed}: ${Math.round(seconds)} s, ${(photos / seconds).toFixed(1)} photos/s`);
  say(`photos/s by tenths of the run: ${perSecond.map((rate) => rate.toFixed(1)).join(', ')}`);
  say(`memory after a tenth: ${inWords(level)}; at the end: ${inWords(last)}; process at most ${Math.round(peakMb)} MB`);
  say(`bytes a photo on disk: ${Math.round(usage / photos)} in all; ${kept.join(', ')}`);
  say(
    `main thread: busy ${(100 * busyShare).toFixed(1)} % of the time, ${longTasks} tasks over 50 ms, the longest ${Math.round(longestTaskMs)} ms`,
  );
  say(`queries while it ran: median ${median(answerMs).toFixed(0)} ms, slowest ${Math.max(...answerMs).toFixed(0)} ms`);
  // In a slice the first reading is of an app that is still starting.
  if (long) expect(last.process / level.process, 'memory at the end, against that after a tenth').toBeLessThan(1.15);
  expect(busyShare, 'the main thread is idle most of the time').toBeLessThan(0.5);
});

const say = (line: string): void => console.log(`report: ten thousand: ${line}`);
const inWords = ({ process, pageHeap, libraryHeap }: Memory): string =>
  `process ${Math.round(process)} MB, heap of the page ${pageHeap.toFixed(1)} MB, of the library ${libraryHeap.toFixed(1)} MB`;
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.jpg'))
    .map((path) => join(folder, path));

/** Drawing 10,000 photos takes minutes, so they are kept. */
async function photoFolder(): Promise<string> {
  const out = join(import.meta.dirname, `../.cache/photos/${photos}-${megapixels}-${seed}`);
  if (existsSync(out)) return out;
  rmSync(`${out}.part`, { recursive: true, force: true });
  await makePhotos({ count: photos, out: `${out}.part`, megapixels, seed });
  renameSync(`${out}.part`, out);
  return out;
}

/** Every file is a photo or in the queue, every photo indexed or waiting, and few wait: in the database, in the figures, and in what is shown. */
async function expectAddsUp(page: Page): Promise<void> {
  const rows = await countRows(page);
  expect(rows.queue + rows.photos, 'each file is waiting or in the library').toBe(photos);
  expect(rows.inputs, 'pictures that wait for their vectors').toBeLessThanOrEqual(mostPending);
  const counts = await countsOf(page);
  expect(counts.indexed + counts.pending).toBe(counts.photos);
  expect(counts.failed).toBe(0);
  if (counts.indexed === photos) return; // Over since the last look: no progress is shown any more.
  const progress = new ActivityPanel(page).progress();
  if (!(await progress.isVisible())) return expect.poll(async () => (await countsOf(page)).indexed).toBe(photos);
  await expect(progress).toHaveAttribute('aria-valuemax', String(photos));
  expect(Number(await progress.getAttribute('aria-valuenow'))).toBeLessThanOrEqual(photos);
}

/** In one transaction, behind the app's back. */
const countRows = (page: Page): Promise<{ queue: number; photos: number; inputs: number }> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('afterimage');
        open.onerror = () => reject(open.error ?? new Error('the library does not open'));
        open.onsuccess = () => {
          const tx = open.result.transaction(['queue', 'photos', 'inputs']);
          const [queue, photos, inputs] = [
            tx.objectStore('queue').count(),
            tx.objectStore('photos').count(),
            tx.objectStore('inputs').count(),
          ];
          tx.oncomplete = () => {
            open.result.close();
            resolve({ queue: queue.result, photos: photos.result, inputs: inputs.result });
          };
        };
      }),
  );

/** @param files their paths, by the digest of each. */
async function expectEveryPhoto(page: Page, files: ReadonlyMap<string, string>): Promise<void> {
  const found = await page.evaluate(
    async (ids) => {
      const found: [string, string][] = [];
      for (const id of ids) {
        const { name, status } = await window.afterimage.photo(id);
        if (status === 'indexed') found.push([id, name]);
      }
      return found;
    },
    [...files.keys()],
  );
  expect(new Map(found)).toEqual(new Map([...files].map(([id, path]) => [id, basename(path)])));
  const some = shuffled(createRandom(seed), [...files.keys()]).slice(0, 24);
  const picked = await pickFiles(
    page,
    some.flatMap((id) => files.get(id) ?? []),
  );
  const nearest = await picked.evaluate(async (list) => {
    const firsts: (string | undefined)[] = [];
    for (const file of list) firsts.push((await window.afterimage.search('', { images: [{ file }], limit: 1 })).hits[0]?.photoId);
    return firsts;
  });
  expect(nearest, 'asked for by its file, a photo comes first').toEqual(some);
  expect(await countsOf(page)).toEqual({ photos, indexed: photos, pending: 0, failed: 0 });
  expect(await page.evaluate(() => window.afterimage.problems())).toEqual([]);
}
