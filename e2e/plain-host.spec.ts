// A static host that sends no headers, in some folder: the service worker puts them on, and the app is as isolated and as bound as at home.

import { expect, test } from './fixtures.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { SearchPage } from './pages/search-page.ts';
import { servePlainly } from './support/app-host.ts';
import { servePictures } from './support/picture-host.ts';
import { anonymousSamples } from './support/samples.ts';
import { watchContext } from './support/watch.ts';

test('from a sub-path without headers it isolates itself, finds photos, and keeps every script bound', async ({ browser }) => {
  const host = await servePlainly('/some/folder/');
  const context = await browser.newContext();
  const watch = await watchContext(context, host);
  const page = await context.newPage();
  const policies = new Map<string, string | undefined>();
  context.on('response', (response) => {
    if (response.fromServiceWorker()) policies.set(new URL(response.url()).pathname, response.headers()['content-security-policy']);
  });

  await page.goto(`${host.origin}/some/folder/`);
  await page.waitForFunction(() => crossOriginIsolated); // After one reload of its own.
  const photosPage = new PhotosPage(page);
  await photosPage.add(anonymousSamples(11).slice(0, 6));
  await photosPage.settled(6);
  expect(await new SearchPage(page).namesFor('an animal', 3)).toHaveLength(3);

  const policyOf = (part: RegExp) => [...policies].find(([path]) => part.test(path))?.[1];
  expect(policyOf(/\/folder\/$/)).toContain('frame-ancestors');
  expect(policyOf(/\/workers\/library-/)).toContain("trusted-types 'none'");
  expect(policyOf(/\/workers\/imaging-/)).toContain("trusted-types 'none'");
  expect(policyOf(/\/workers\/model-/)).toContain('trusted-types default');

  // An address: the helper that asks for it may ask its host, and nobody else.
  const site = await servePictures(anonymousSamples(12)[0]?.buffer ?? Buffer.alloc(0));
  const [open, closed] = [`${site.origin}/open/1.jpg`, `${site.origin}/closed/2.jpg`];
  watch.expectTrouble(new RegExp(`${site.origin}|CORS|ERR_FAILED`));
  const report = await page.evaluate((urls) => window.afterimage.addUrls(urls), [open, closed]);
  expect(report.added + report.known).toBe(1);
  expect(report.failed).toEqual([{ name: '2.jpg', code: 'address-refused' }]);
  expect(policyOf(/\/workers\/fetching-/)).toContain(`connect-src ${site.origin};`);
  await site.close();

  // Also offline in name only: the page's own policy refuses other origins, and says so.
  watch.expectTrouble(
    /violation of connect-src|violates the document's Content Security Policy|violates the following Content Security Policy/,
  );
  const refused = await page.evaluate(() =>
    fetch('https://elsewhere.example/').then(
      () => false,
      () => true,
    ),
  );
  expect(refused).toBe(true);
  expect(watch.troubles()).toEqual([]);
  await context.close();
  await host.close();
});

test('a reload that bypasses the service worker mends itself', async ({ browser }) => {
  const host = await servePlainly('/');
  const context = await browser.newContext();
  const watch = await watchContext(context, host);
  const page = await context.newPage();
  await page.goto(host.origin);
  const isolated = () => page.waitForFunction(() => crossOriginIsolated && navigator.serviceWorker.controller !== null);
  await isolated();

  const devTools = await context.newCDPSession(page);
  await devTools.send('Page.reload', { ignoreCache: true });
  await isolated();
  await expect(page.getByRole('searchbox', { name: 'Search photos' })).toBeVisible();
  expect(watch.troubles()).toEqual([]);
  await context.close();
  await host.close();
});
