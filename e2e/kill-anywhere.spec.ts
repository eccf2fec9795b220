// The browser process is killed at random moments while photos are removed and brought back, while damaged vectors are made again, and while a
// library of an earlier version is brought to today's shape. Opened again, everything adds up, and what was there is there. `SEED` repeats a run.
// How an ingest takes it is in kill-and-resume.spec.ts.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { createRandom } from '../tools/random.ts';
import { expect, long, openApp, test } from './fixtures.ts';
import { addFiles } from './support/console-add.ts';
import { damageValue } from './support/damage.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { takeSeed } from './support/seed.ts';
import { deleteStoredLibrary, readAtRest, restoreLibrary, type StoredLibrary } from './support/stored-library.ts';

const files = sampleNames().slice(0, 24).map(samplePath);
const killsEach = long ? 10 : 1;
/** Records that make an upgrade last as long as one of some tens of thousands of photos. */
const paddingRecords = 60;

const idsOf = ({ photos }: StoredLibrary): string[] => photos.map(({ id }) => id).sort();
/** A kill comes at any moment, so this one waits for a moment, not for a state. */
const passed = (ms: number): Promise<void> => new Promise((go) => setTimeout(go, ms));
const without = (ids: readonly string[], gone: readonly string[]) => ids.filter((id) => !gone.includes(id));

test('killed anywhere else, a library adds up, and nothing that was there is missing', { tag: '@long' }, async ({ launch, host }) => {
  if (!long) test.setTimeout(300_000);
  const random = createRandom(takeSeed('other kills'));
  const some = (ids: readonly string[]) => ids.filter(() => random() < 0.3);
  const origin = `${host.origin}/`;
  const openReady = async (page: Page) => {
    await openApp(page, origin);
    await page.evaluate(() => window.afterimage.ready);
  };
  const atRest = async (page: Page): Promise<StoredLibrary> => {
    const left = await readAtRest(page, host.origin);
    if (!left) throw new Error('the library is gone');
    return left;
  };

  const whole = await test.step('a library', async () => {
    const { page, close } = await launch();
    await openReady(page);
    await addFiles(page, files);
    const stored = await atRest(page);
    await close();
    return stored;
  });
  expect(whole.wrong).toEqual([]);
  const all = idsOf(whole);

  let halfway = 0;
  for (let kill = 1; kill <= killsEach; kill++) {
    await test.step(`removing and bringing back, ${kill}`, async () => {
      const { page, kill: end } = await launch();
      await openReady(page);
      const gone = some(all);
      const removing = page.evaluate(async (ids) => void (await window.afterimage.remove(ids)), gone).catch(() => undefined); // Killed meanwhile.
      if (random() < 0.5) {
        await passed(random() * 40);
        await end();
        await removing;
        const after = await expectSound(launch, atRest);
        expect([all, without(all, gone)], 'all of a removal, or none').toContainEqual(after);
      } else {
        await removing;
        const undoing = page.evaluate(async () => void (await window.afterimage.undo())).catch(() => undefined); // Killed meanwhile.
        await passed(random() * 40);
        await end();
        await undoing;
        const after = await expectSound(launch, atRest);
        expect([all, without(all, gone)], 'all of a removal is back, or none').toContainEqual(after);
      }
      const { page: next, close } = await launch();
      await openReady(next);
      await next.evaluate(() => window.afterimage.undo());
      expect(idsOf(await atRest(next)), 'undone after the kill').toEqual(all);
      await close();
    });

    await test.step(`making damaged vectors again, ${kill}`, async () => {
      const first = await launch();
      await atRest(first.page);
      await damageValue(first.page, 'vectors', random() < 0.5 ? 'flip' : 'cut');
      await openReady(first.page); // Which begins to mend.
      await passed(random() * 1000);
      await first.kill();

      const { page, close } = await launch();
      const left = await atRest(page);
      expect(idsOf(left), 'every photo is there').toEqual(all);
      if (left.wrong.length > 0) halfway++;
      await openReady(page);
      await page.evaluate(() => window.afterimage.verify());
      const mended = await atRest(page);
      expect(mended.wrong).toEqual([]);
      expect(mended.vectors.map(({ id }) => id).sort(), 'each vector once').toEqual(all);
      await close();
    });
  }

  for (let kill = 1; kill <= killsEach; kill++)
    for (const version of [1, 2])
      await test.step(`bringing version ${version} to today's shape, ${kill}`, async () => {
        const first = await launch();
        await readAtRest(first.page, host.origin);
        await deleteStoredLibrary(first.page);
        const dump = readFileSync(join(import.meta.dirname, `fixtures/db-v${version}.json`), 'utf8');
        const photos = await restoreLibrary(first.page, dump, paddingRecords);
        await first.page.goto(origin, { waitUntil: 'commit' });
        await passed(random() * 1500);
        await first.kill();

        const { page, close } = await launch();
        const left = await atRest(page);
        expect(left.wrong, `after a kill of the upgrade from version ${version}`).toEqual([]);
        expect(idsOf(left)).toEqual(photos);
        await openReady(page);
        expect((await page.evaluate(() => window.afterimage.stats())).photos).toBe(photos.length);
        await close();
      });
  console.log(`report: other kills: ${4 * killsEach}, of them while vectors were being made again ${halfway}`);
});

/** Opened after a kill, the library adds up. @returns its photos. */
async function expectSound(
  launch: () => Promise<{ page: Page; close: () => Promise<void> }>,
  atRest: (page: Page) => Promise<StoredLibrary>,
): Promise<string[]> {
  const { page, close } = await launch();
  const left = await atRest(page);
  expect(left.wrong).toEqual([]);
  await close();
  return idsOf(left);
}
