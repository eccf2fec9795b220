// Storage fills up in the middle of a run: it stops, keeps what it has, says what can be freed, and goes on when there is room.

import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import { addFiles } from './support/console-add.ts';
import { setQuota } from './support/quota.ts';
import { anonymousSamples } from './support/samples.ts';
import { openNothing, readStoredLibrary } from './support/stored-library.ts';

/** Each sample twice: bytes behind the end of a picture make another photo of it. */
const files = [0, 1].flatMap((n) =>
  anonymousSamples(1).map((file) => ({ ...file, name: `${n}-${file.name}`, buffer: Buffer.concat([file.buffer, Buffer.alloc(n)]) })),
);
const [firsts, rest] = [files.slice(0, 8), files.slice(8)];
const megabyte = 1_000_000;

const found = (page: Page) => page.evaluate(async () => (await window.afterimage.search('a photo')).hits.length);
const problemsOf = (page: Page) => page.evaluate(() => window.afterimage.problems());
const notice = (page: Page) => page.getByRole('alert').filter({ hasText: 'There is no room left.' });

/** Room for the reserve, the first photos, and some of the others. */
const tight = 6 * megabyte;

/** The app, eight photos in it, and a wall that some of the others reach. @returns how many of those came in. */
async function hitTheWall(page: Page, origin: string, beside = 0): Promise<number> {
  await setQuota(page, origin, tight + beside);
  if (beside > 0) await keepQueryPicture(page, origin, beside);
  await openApp(page, origin);
  await page.evaluate(() => window.afterimage.ready);
  expect(await addFiles(page, firsts)).toMatchObject({ added: 8, failed: [] });
  const { added, failed, known, skipped } = await addFiles(page, rest);
  expect({ known, skipped, sum: added + failed.length }).toEqual({ known: 0, skipped: 0, sum: rest.length });
  expect([added > 0, failed.length > 0], 'some fit, and some do not').toEqual([true, true]);
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['storage-full']));
  return added;
}

/** As a picture that was searched with lies there; larger than most. In a document that goes: a cache that a page holds keeps its room. */
async function keepQueryPicture(page: Page, origin: string, bytes: number): Promise<void> {
  await openNothing(page, origin);
  await page.evaluate(async (bytes) => {
    const noise = new Uint8Array(bytes);
    for (let at = 0; at < bytes; at += 65_536) crypto.getRandomValues(noise.subarray(at, Math.min(bytes, at + 65_536)));
    await (await caches.open('query-pictures')).put(`query-picture/file-0123456789abcdef?bytes=${bytes}`, new Response(noise));
  }, bytes);
}

test('at the wall a run stops, all that was committed stays and can be searched, and a button goes on when there is room', async ({
  launch,
  host: { origin },
}) => {
  const { page } = await launch();
  const added = await hitTheWall(page, origin);
  await expect(notice(page)).toContainText(`${rest.length - added} files wait`);

  const stored = await readStoredLibrary(page);
  expect(stored?.wrong).toEqual([]);
  expect(stored?.photos.length).toBe(8 + added + (stored?.pending.length ?? 0));
  expect(await found(page)).toBe(8 + added);
  const listed = await problemsOf(page);
  expect(listed.filter(({ code, retryable }) => code === 'storage-full' && retryable)).toHaveLength(listed.length);
  expect(listed.length).toBe(rest.length - added - (stored?.pending.length ?? 0));

  // What is small can still be written.
  await page.evaluate(async () => {
    const [photo] = await window.afterimage.photos();
    await window.afterimage.favourite(photo?.id ?? '', true);
  });
  const again = await page.evaluate(() => window.afterimage.retry().then(String, ({ code }) => String(code)));
  expect(again).toBe('storage-full');
  await page.getByRole('button', { name: 'Try to go on' }).click();
  await expect(page.getByRole('region', { name: 'Notifications' }).getByText('There is no room left for the library')).toBeVisible();

  await setQuota(page, origin, 40 * megabyte);
  await page.getByRole('button', { name: 'Try to go on' }).click();
  await expect(notice(page)).toHaveCount(0);
  await expect.poll(() => found(page)).toBe(8 + rest.length);
  expect(await problemsOf(page)).toEqual([]);
  expect(await readStoredLibrary(page)).toMatchObject({ wrong: [], pending: [], queued: [] });
});

test('it goes on by itself once something was given up in Settings, where the figures follow', async ({ launch, host: { origin } }) => {
  const { page } = await launch();
  await hitTheWall(page, origin, 10 * megabyte);
  await notice(page).getByRole('link', { name: 'See what can be freed' }).click();
  const free = page.getByRole('button', { name: 'Free 10 MB: Pictures searched with' });
  await free.click();
  await expect(free).toHaveCount(0);
  await expect(notice(page)).toHaveCount(0);
  await expect.poll(() => found(page)).toBe(8 + rest.length);
  expect(await readStoredLibrary(page)).toMatchObject({ wrong: [], pending: [], queued: [] });
});

test('a page that is left at the wall names what it never read', async ({ launch, host: { origin } }) => {
  const { page } = await launch();
  await hitTheWall(page, origin);
  const left = (await problemsOf(page)).map(({ name }) => name);
  await page.reload();
  await page.evaluate(() => window.afterimage.ready);
  const problems = await problemsOf(page);
  expect(problems.map(({ code, name }) => `${code} ${name}`).sort()).toEqual(left.map((name) => `interrupted ${name}`).sort());
  expect((await readStoredLibrary(page))?.wrong).toEqual([]);
});
