// A library of a version that this build does not know yet: the person is told so in plain words, and nothing of it is touched.

import { expect, test } from './fixtures.ts';

/** Of today's schema and some that are to come. */
const later = 99;

test('a library made by a newer version is refused with a clear word, and stays as it is', async ({ page, host }) => {
  const empty = `${host.origin}/nothing-of-the-app`;
  await page.route(empty, (route) => route.fulfill({ contentType: 'text/html', body: '<link rel="icon" href="icons/icon-192.png">' }));
  await page.goto(empty);
  await page.evaluate(
    (version) =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.open('afterimage', version);
        request.onupgradeneeded = () => request.result.createObjectStore('photos').put('of a later kind', 'a');
        request.onerror = () => reject(new Error('it does not open', { cause: request.error }));
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
    later,
  );
  await page.goto('./');
  await expect(page.getByRole('alert')).toContainText('made by a newer version of Afterimage');
  await expect(page.getByRole('alert').getByRole('button', { name: 'Reload the page' })).toBeVisible();
  expect(await page.evaluate(() => window.afterimage.stats().catch(({ code }: { code: string }) => code))).toBe('storage-newer');

  await page.goto(empty);
  const left = await page.evaluate(async () => {
    const [database] = await indexedDB.databases();
    const value = await new Promise((resolve) => {
      const request = indexedDB.open('afterimage');
      request.onsuccess = () => {
        const reading = request.result.transaction('photos').objectStore('photos').get('a');
        reading.onsuccess = () => resolve(reading.result);
      };
    });
    return [database?.version, value];
  });
  expect(left).toEqual([later, 'of a later kind']);
});
