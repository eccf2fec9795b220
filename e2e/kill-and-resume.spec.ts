// The browser process is killed at random moments while photos come in. Opened again, what was decoded goes on by itself, what was never
// read is named, and adding the same files again ends with exactly the library of an undisturbed run. `SEED` repeats a run.

import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from '@playwright/test';
import { createRandom } from '../tools/random.ts';
import { expect, long, openApp, test } from './fixtures.ts';
import { ActivityPanel } from './pages/activity-panel.ts';
import { addFiles, beginAdd } from './support/console-add.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { takeSeed } from './support/seed.ts';
import { reached } from './support/stats.ts';
import { lowestCosine, readAtRest, readStoredLibrary, type StoredLibrary } from './support/stored-library.ts';

const edgeFolder = join(import.meta.dirname, 'fixtures/edge');
/** Odd kinds, turned pictures, one that is in the samples too, and some that are no pictures or broken. */
const edgeNames = readdirSync(edgeFolder).filter((name) => /^(avif|bmp|duplicate|empty|gif|jpeg|orientation|text|svg|webp)/.test(name));
const files = [...sampleNames().map(samplePath), ...edgeNames.map((name) => join(edgeFolder, name))];
const names = files.map((path) => basename(path));

const kills = long ? 50 : 10;
const killsPerLibrary = 10;

test('killed anywhere, an ingest ends as if it had never been killed', { tag: '@long' }, async ({ launch, host }) => {
  if (!long) test.setTimeout(360_000);
  const random = createRandom(takeSeed('kills'));
  const { whole, startMs, photoMs } = await test.step('undisturbed', async () => {
    const { page, close } = await launch();
    const beginMs = performance.now();
    await openApp(page, `${host.origin}/`);
    await page.evaluate(() => window.afterimage.ready);
    const readyMs = performance.now();
    await addFiles(page, files);
    const endMs = performance.now();
    const stored = await stateOf(page);
    await page.evaluate(() => window.afterimage.clear());
    await close();
    return { whole: stored, startMs: readyMs - beginMs, photoMs: (endMs - readyMs) / stored.photos.length };
  });
  expect(whole.wrong).toEqual([]);
  expect(whole.vectors.length).toBeGreaterThan(60);
  console.log(`report: undisturbed: ${whole.photos.length} photos, ${photoMs.toFixed(0)} ms each, ready after ${startMs.toFixed(0)} ms`);

  let resumedByItself = 0;
  let namedAgain = 0;
  for (let kill = 1; kill <= kills; kill++) {
    await test.step(`kill ${kill}`, async () => {
      const browser = await launch();
      const { page } = browser;
      const left = await readAtRest(page, host.origin);
      if (left && left.pending.length > 0 && random() < 0.3) {
        // Killed while it opens, or goes on by itself.
        await page.goto(`${host.origin}/`, { waitUntil: 'commit' });
        await passed(random() * 2 * startMs);
        return browser.kill();
      }
      await openApp(page, `${host.origin}/`);
      if (left) {
        await expectResumed(page, left);
        resumedByItself += left.pending.length;
        namedAgain += left.queued.length;
      }
      // Spread so that the last kill of a library comes near the end of its ingest.
      const killsLeft = killsPerLibrary - ((kill - 1) % killsPerLibrary);
      const missing = whole.photos.length - (left?.photos.length ?? 0);
      const more = Math.min(missing - 1, Math.floor(random() * Math.ceil((2 * missing) / (killsLeft + 1))));
      const count = random() < 0.5 ? 'photos' : 'indexed';
      await beginAdd(page, files);
      await reached(page, count, (left?.photos.length ?? 0) + more);
      // A photo that has just been stored has no vector yet: half the kills come just then.
      if (count === 'indexed') await passed(random() * 4 * photoMs);
      await browser.kill();
    });
    if (kill % killsPerLibrary > 0 && kill < kills) continue;
    await test.step('added again to the end', async () => {
      const { page, close } = await launch();
      const left = await readAtRest(page, host.origin);
      await openApp(page, `${host.origin}/`);
      if (left) await expectResumed(page, left);
      const { added, known, skipped, failed } = await addFiles(page, files);
      expect(added + known + skipped + failed.length).toBe(files.length);
      const stored = await stateOf(page);
      expectSame(stored, whole);
      const cosine = lowestCosine(stored, whole);
      console.log(`report: after ${kill} kills: ${stored.photos.length} photos, lowest cosine to the undisturbed run ${cosine}`);
      expect(cosine).toBeGreaterThanOrEqual(0.99999);
      await page.evaluate(() => window.afterimage.clear());
      await close();
    });
  }
  console.log(`report: went on by themselves: ${resumedByItself} photos; named as "add again": ${namedAgain} times`);
  expect(resumedByItself, 'some kill left decoded photos').toBeGreaterThan(0);
  expect(namedAgain, 'some kill left files unread').toBeGreaterThan(0);
});

/** What lay there when the app was opened goes on before anything is added, and what was never read is shown by name. */
async function expectResumed(page: Page, left: StoredLibrary): Promise<void> {
  expect(left.wrong, 'what the kill left adds up').toEqual([]);
  await expect.poll(() => page.evaluate(async () => (await window.afterimage.stats()).pending), { timeout: 60_000 }).toBe(0);
  const now = await stateOf(page);
  expect(now.wrong).toEqual([]);
  expect(idsOf(now), 'no photo came or went').toEqual(idsOf(left));
  expect(now.vectors.map(({ id }) => id).sort(), 'every photo has its vector').toEqual(idsOf(left));

  const problems = await page.evaluate(() => window.afterimage.problems());
  const unread = problems.filter(({ code }) => code === 'interrupted').map(({ name }) => name);
  // One that had failed before, for its content, is listed for that.
  const failed = new Set(left.problems.map(({ path }) => path));
  const never = left.queued.filter(({ path }) => !failed.has(path)).map(({ name }) => name);
  expect(unread.sort()).toEqual(never.sort());
  // Every file is accounted for: a photo, a problem of its own, or named as unread. None were if the kill came before they were noted.
  const accounted = new Set([...unread, ...left.photos.flatMap(({ paths }) => paths), ...left.problems.map(({ path }) => path)]);
  if (accounted.size > 0) expect(names.filter((name) => !accounted.has(name))).toEqual([]);

  const [first] = unread;
  if (first === undefined) return;
  const activity = new ActivityPanel(page);
  await page.getByRole('group', { name: 'Activity' }).getByRole('button', { expanded: false }).click();
  await expect(activity.problem(first)).toContainText('again');
}

function expectSame(stored: StoredLibrary, whole: StoredLibrary): void {
  expect(stored.wrong).toEqual([]);
  expect(idsOf(stored), 'each photo once').toEqual(idsOf(whole));
  expect(stored.vectors.map(({ id }) => id).sort(), 'each vector once').toEqual(idsOf(whole));
  expect(pathsOf(stored)).toEqual(pathsOf(whole));
  expect(stored.queued, 'nothing is left to add again').toEqual([]);
  const problemsOf = ({ problems }: StoredLibrary) => problems.map(({ path, code }) => `${path} ${code}`).sort();
  expect(problemsOf(stored)).toEqual(problemsOf(whole));
}

const idsOf = ({ photos }: StoredLibrary): string[] => photos.map(({ id }) => id).sort();
const pathsOf = ({ photos }: StoredLibrary): string[] => photos.map(({ id, paths }) => `${id} ${[...paths].sort().join()}`).sort();

async function stateOf(page: Page): Promise<StoredLibrary> {
  const stored = await readStoredLibrary(page);
  if (!stored) throw new Error('no library was opened');
  return stored;
}

/** A kill comes at any moment, so this one waits for a moment, not for a state. */
const passed = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));
