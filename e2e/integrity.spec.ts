// Stored bytes go bad. What can be made again is, the person is told, and nothing else changes.

import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import { addFiles } from './support/console-add.ts';
import { damageFile, damageValue, valueFiles } from './support/damage.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { readAtRest, readStoredLibrary, type StoredLibrary } from './support/stored-library.ts';

const files = sampleNames().slice(0, 8).map(samplePath);
/** A preview is what is left of a larger picture: 0.978 is the lowest met, where photos of different things have 0.5 at most. */
const nearlySame = 0.95;

const ready = (page: Page) => page.evaluate(() => window.afterimage.ready);
const verify = (page: Page) => page.evaluate(() => window.afterimage.verify());
const thumbnailUrl = (page: Page, id: string) => page.locator(`[data-photo-id="${id}"] img`);

async function stored(page: Page): Promise<StoredLibrary> {
  const library = await readStoredLibrary(page);
  if (!library) throw new Error('there is no library');
  return library;
}

function cosines(one: StoredLibrary, other: StoredLibrary): number[] {
  const byId = new Map(other.vectors.map(({ id, values }) => [id, values]));
  return one.vectors.map(({ id, values }) => values.reduce((sum, value, i) => sum + value * (byId.get(id)?.[i] ?? Number.NaN), 0));
}

test('damaged vectors are found on opening and made again from the previews; the person is told', async ({
  photosPage: { page },
  host,
}) => {
  await ready(page);
  await addFiles(page, files.slice(0, 4));
  await addFiles(page, files.slice(4));
  const before = await readAtRest(page, host.origin);
  if (!before) throw new Error('there is no library');
  const key = await damageValue(page, 'vectors', 'flip');
  const damaged = await stored(page);
  expect(damaged.wrong.join()).toContain('damaged');
  expect(damaged.vectors.length, 'what is damaged is not handed out').toBeLessThan(8);

  await openApp(page, './');
  await ready(page);
  await expect(page.getByRole('region', { name: 'Notifications' })).toContainText('damaged');
  await expect.poll(async () => (await stored(page)).wrong).toEqual([]);
  const after = await stored(page);
  expect(after.vectors).toHaveLength(8);
  const unlike = cosines(after, before).filter((cosine) => cosine < 0.999999);
  expect(Math.min(...cosines(after, before)), `of those in ${key}`).toBeGreaterThan(nearlySame);
  expect(unlike.length).toBe(8 - damaged.vectors.length);
  const untouched = new Set(damaged.vectors.map(({ id }) => id));
  expect(after.vectors.filter(({ id }) => untouched.has(id)).sort(byId), 'the others are bit for bit what they were').toEqual(
    before.vectors.filter(({ id }) => untouched.has(id)).sort(byId),
  );
  expect(await page.evaluate(async () => (await window.afterimage.search('a photo')).hits.length)).toBe(8);
  expect(await verify(page)).toEqual({ checked: 8, repaired: 0, lost: [] });
});

const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);

test('vectors or ids that are cut short, gone or others are mended by verify', async ({ photosPage: { page } }) => {
  await ready(page);
  await addFiles(page, files.slice(0, 3));
  const before = await stored(page);
  for (const [store, how] of [
    ['vectors', 'cut'],
    ['vectors', 'lose'],
    ['vectorIds', 'flip'],
    ['vectorIds', 'lose'],
  ] as const) {
    // Under the eyes of the app: what it holds in memory goes on answering, and what lies on the disk is looked at.
    await damageValue(page, store, how);
    expect((await stored(page)).wrong, `${store} ${how}`).not.toEqual([]);
    const { checked, repaired, lost } = await verify(page);
    expect([checked, repaired > 0, lost]).toEqual([3, true, []]);
    const after = await stored(page);
    expect(after.wrong, `${store} ${how}`).toEqual([]);
    expect(after.vectors).toHaveLength(3);
    expect(Math.min(...cosines(after, before))).toBeGreaterThan(nearlySame);
  }
});

test('pictures: a thumbnail from the preview, a preview from nothing but the thumbnail, each told', async ({
  photosPage: { page },
  host,
}) => {
  await ready(page);
  await addFiles(page, files);
  const before = await readAtRest(page, host.origin);
  const [a = '', b = '', c = '', d = ''] = before?.photos.map(({ id }) => id) ?? [];
  await damageValue(page, 'thumbnails', 'flip', a);
  await damageValue(page, 'thumbnails', 'lose', b);
  await damageValue(page, 'previews', 'cut', c);
  const untouched = await sumsOf(page, d);

  await openApp(page, './#/settings');
  await ready(page);
  await page.getByRole('button', { name: 'Check the library' }).click();
  const answer = page.getByRole('status').filter({ hasText: 'Checked' });
  await expect(answer).toContainText('Checked 8 photos');
  await expect(answer).toContainText('2 parts were repaired');
  await expect(answer).toContainText('1 photo');
  const after = await stored(page);
  expect(after.wrong).toEqual([]);
  expect(after.vectors.sort(byId)).toEqual(before?.vectors.sort(byId));
  expect(await sumsOf(page, d)).toEqual(untouched);
  await page.goto('./#/');
  for (const id of [a, b]) await expect(thumbnailUrl(page, id)).toBeVisible();
  expect(await sizeOf(page, c), 'the thumbnail stands in').toBeLessThanOrEqual(320);
  expect(await verify(page)).toEqual({ checked: 8, repaired: 0, lost: [] });

  // The file is added again: nothing to do with it, since the photo is known. Its vector is what it was.
  expect(await addFiles(page, files)).toMatchObject({ added: 0, known: 8 });
});

test('verify can be ended, and goes on when asked again', async ({ photosPage: { page }, host }) => {
  await ready(page);
  await addFiles(page, files);
  await readAtRest(page, host.origin);
  await damageValue(page, 'vectors', 'flip');
  await openApp(page, './');
  const outcome = await page.evaluate(async () => {
    const ending = new AbortController();
    const asked = window.afterimage.verify({ signal: ending.signal, onProgress: () => ending.abort() });
    return asked.then(
      () => 'done',
      (error: Error) => error.name,
    );
  });
  expect(outcome).toBe('AbortError');
  await verify(page);
  expect((await stored(page)).wrong).toEqual([]);
});

test('files of the browser that are lost or changed on the disk', async ({ launch, host, profile }) => {
  let { page, close } = await launch();
  await openApp(page, `${host.origin}/`);
  await ready(page);
  const samples = sampleNames().slice(0, 24).map(samplePath);
  await addFiles(page, samples);
  const before = await readAtRest(page, host.origin);
  await close();
  const [first = '', second = ''] = valueFiles(profile);
  damageFile(first, 'flip');
  damageFile(second, 'lose');

  ({ page, close } = await launch());
  expect((await readAtRest(page, host.origin))?.wrong).not.toEqual([]);
  await openApp(page, `${host.origin}/`);
  await ready(page);
  const report = await verify(page);
  expect(report.checked).toBe(24);
  expect(report.lost.length, 'no original is in reach').toBe(2);
  const after = await stored(page);
  expect(after.wrong).toEqual([]);
  expect(after.photos).toEqual(before?.photos);
  expect(after.vectors.sort(byId)).toEqual(before?.vectors.sort(byId));
  await close();
});

const sumsOf = (page: Page, id: string) =>
  page.evaluate(async (photoId) => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('afterimage');
      request.onsuccess = () => resolve(request.result);
    });
    const read = (store: string) =>
      new Promise<ArrayBuffer>((resolve) => {
        const request = db.transaction(store).objectStore(store).get(photoId);
        request.onsuccess = () => resolve(request.result as ArrayBuffer); // As ArrayBuffer: a store of pictures has nothing else.
      });
    const digests = await Promise.all(
      ['thumbnails', 'previews'].map(async (store) => new Uint8Array(await crypto.subtle.digest('SHA-256', await read(store)))),
    );
    db.close();
    return digests.map((digest) => [...digest].join());
  }, id);

const sizeOf = (page: Page, id: string) =>
  page.evaluate(async (photoId) => {
    const db = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('afterimage');
      request.onsuccess = () => resolve(request.result);
    });
    const bytes = await new Promise<ArrayBuffer>((resolve) => {
      const request = db.transaction('previews').objectStore('previews').get(photoId);
      request.onsuccess = () => resolve(request.result as ArrayBuffer); // As ArrayBuffer: the store has nothing else.
    });
    db.close();
    const { width, height } = await createImageBitmap(new Blob([bytes]));
    return Math.max(width, height);
  }, id);
