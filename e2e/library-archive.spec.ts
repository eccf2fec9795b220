// The library out as one file and in again, as a person does it; and photos and lists taken along.

import { readFileSync } from 'node:fs';
import type { Download, Page } from '@playwright/test';
import { readDirectory } from '../src/shared/zip/directory.ts';
import { openMember } from '../src/shared/zip/member.ts';
import { expect, openApp, test } from './fixtures.ts';
import { addFiles } from './support/console-add.ts';
import { dragFiles } from './support/drag-files.ts';
import { anonymousSamples } from './support/samples.ts';
import { readStoredLibrary } from './support/stored-library.ts';

const files = anonymousSamples(9).slice(0, 10);
const { signal } = new AbortController();

/** Without a picker the browser downloads; with one it writes where the person points: here into a folder of its own. */
const withoutPicker = (page: Page) => page.addInitScript(() => Reflect.deleteProperty(window, 'showSaveFilePicker'));
const withPicker = (page: Page) =>
  page.addInitScript(() => {
    window.showSaveFilePicker = async ({ suggestedName = '' } = {}) =>
      (await navigator.storage.getDirectory()).getFileHandle(`picked ${suggestedName}`, { create: true });
  });
/** What lies in a folder of the origin's private file system; '' is its root. */
const privateFiles = (page: Page, folder = ''): Promise<string[]> =>
  page.evaluate(async (folder) => {
    const root = await navigator.storage.getDirectory();
    const place = folder === '' ? root : await root.getDirectoryHandle(folder).catch(() => undefined);
    const names: string[] = [];
    if (place) for await (const name of place.keys()) names.push(name);
    return names;
  }, folder);
const pickedFiles = async (page: Page) => (await privateFiles(page)).filter((name) => name.startsWith('picked'));

async function bytesOf(download: Download): Promise<Buffer<ArrayBuffer>> {
  return Buffer.from(readFileSync(await download.path()));
}
async function membersOf(zip: Buffer<ArrayBuffer>): Promise<Record<string, string>> {
  const archive = new Blob([zip]);
  const members = await readDirectory(archive, 'x.zip');
  const texts = await Promise.all(
    members.map(async (member) => [
      member.path,
      Buffer.from(await (await openMember(archive, member, 'x', signal)).arrayBuffer()).toString('latin1'),
    ]),
  );
  return Object.fromEntries(texts) as Record<string, string>;
}

const card = (page: Page) => page.getByRole('region', { name: 'Export and import, progress' });

test('exported, erased, imported and exported again, the library is the same to the byte', async ({ page }) => {
  test.setTimeout(120_000);
  await withoutPicker(page);
  await openApp(page);
  await addFiles(page, files);
  const [first, second] = await page.evaluate(async () => (await window.afterimage.photos({ limit: 2 })).map(({ id }) => id));
  await page.evaluate(
    async ({ first, second }) => {
      await window.afterimage.favourite(first, true);
      await window.afterimage.tag([first, second], { add: ['family', '=danger'] });
    },
    { first: first ?? '', second: second ?? '' },
  );
  await page.getByRole('searchbox').fill('a dog');
  await page.getByRole('button', { name: 'Save this search' }).click();
  const before = await readStoredLibrary(page);

  await page.goto('./#/settings');
  const exporting = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the library' }).click();
  const exported = await bytesOf(await exporting);
  await expect(card(page)).toContainText('10 photos exported');

  await page.evaluate(() => window.afterimage.clear());
  expect((await readStoredLibrary(page))?.photos).toEqual([]);
  await card(page).getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('Library to import').setInputFiles({ name: 'library.zip', mimeType: 'application/zip', buffer: exported });
  await expect(card(page)).toContainText('10 photos added · 1 saved search');
  await expect(card(page)).not.toContainText('not taken over');

  const after = await readStoredLibrary(page);
  expect(after?.wrong).toEqual([]);
  expect(after?.pending).toEqual([]);
  expect(after?.photos).toEqual(before?.photos);
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(after?.vectors.sort(byId)).toEqual(before?.vectors.sort(byId));

  const again = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export the library' }).click();
  const [one, other] = [await membersOf(exported), await membersOf(await bytesOf(await again))];
  for (const members of [one, other]) delete members['manifest.json']; // It says when.
  expect(Object.keys(one)).toContain('vectors/0.npy');
  expect(other).toEqual(one);

  // Dropped on the window it is known for what it is, and asks.
  const drag = await dragFiles(page, [{ name: 'library.zip', mimeType: 'application/zip', buffer: exported }]);
  await drag.drop(page.getByRole('main'));
  await page.getByRole('dialog', { name: 'Import this library?' }).getByRole('button', { name: 'Import' }).click();
  await expect(card(page)).toContainText('0 photos added · 10 already here');

  // And a damaged one says what of it was not taken over.
  const broken = Buffer.from(exported);
  const at = broken.indexOf(Buffer.from([0xff, 0xd8, 0xff]), broken.indexOf('ustar')); // The first picture of a pack.
  broken.fill(0, at, at + 400);
  await page.evaluate(() => window.afterimage.clear());
  await page.getByLabel('Library to import').setInputFiles({ name: 'library.zip', mimeType: 'application/zip', buffer: broken });
  await expect(card(page)).toContainText('10 photos added · 1 saved search · 1 not taken over');
  await card(page).getByText('What was not taken over').click();
  await expect(card(page).getByRole('listitem')).toContainText('thumbnail');
  expect((await readStoredLibrary(page))?.wrong).toEqual([]);
});

test('where the person points, the archive is written there; stopped, it leaves nothing', async ({ page }) => {
  await withPicker(page);
  await openApp(page);
  await addFiles(page, files.slice(0, 4));
  const stopped = await page.evaluate(async () => {
    const to = await window.showSaveFilePicker({ suggestedName: 'stopped.zip' });
    const stop = new AbortController();
    const reason = await window.afterimage.export({ to, signal: stop.signal, onProgress: () => stop.abort() }).then(
      () => 'it went on',
      (error: Error) => error.name,
    );
    const stopNext = new AbortController();
    const quiet = await window.afterimage.export({ signal: stopNext.signal, onProgress: () => stopNext.abort() }).then(
      () => 'it went on',
      (error: Error) => error.name,
    );
    return { reason, quiet };
  });
  expect(stopped).toEqual({ reason: 'AbortError', quiet: 'AbortError' });
  await expect.poll(() => privateFiles(page, 'afterimage-exports')).toEqual([]);
  await expect.poll(() => pickedFiles(page)).toEqual([]);

  await page.goto('./#/settings');
  await page.getByRole('button', { name: 'Export the library' }).click();
  await expect(card(page)).toContainText('4 photos exported');
  expect(await pickedFiles(page)).toHaveLength(1);
});

test('what was found goes along as a table, and originals as one file with the names of those out of reach', async ({ page }) => {
  await withoutPicker(page);
  await openApp(page);
  await addFiles(page, [...files.slice(0, 3), { ...files[3], name: '=cmd.jpg' } as (typeof files)[number]]);
  await page.getByRole('searchbox').fill('a photo');
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('listitem')).toHaveCount(4);
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save this list' }).click();
  await page.getByRole('button', { name: 'As CSV' }).click();
  const csv = (await bytesOf(await saving)).toString('utf8');
  expect(csv.split('\r\n')).toHaveLength(6);
  expect(csv).toContain(",'=cmd.jpg,'=cmd.jpg,");
  const savingJson = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save this list' }).click();
  await page.getByRole('button', { name: 'As JSON' }).click();
  const rows = JSON.parse((await bytesOf(await savingJson)).toString('utf8')) as { rank: number; name: string; score: number }[];
  expect(rows.map(({ rank }) => rank)).toEqual([1, 2, 3, 4]);

  await page.keyboard.press('Control+a');
  await page.getByRole('toolbar').getByRole('button', { name: 'Download' }).click();
  const packing = page.waitForEvent('download');
  await page.getByRole('dialog', { name: 'Save 4 photos as one ZIP file' }).getByRole('button', { name: 'Save' }).click();
  const members = await membersOf(await bytesOf(await packing));
  expect(Object.keys(members).sort()).toEqual(
    [...files.slice(0, 3).map(({ name }) => name.replace(/\.\w+$/, '-preview.jpg')), '=cmd-preview.jpg'].sort(),
  );
  await expect(card(page)).toContainText('0 originals saved · 4 out of reach, saved as previews');
});
