// The watch over every story, watched: each kind of trouble is provoked once, and must be seen.

import { expect, test } from './fixtures.ts';

test('the app opens isolated and without trouble', async ({ photosPage, watch }) => {
  expect(await photosPage.page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(watch.requests().length).toBeGreaterThan(3);
  expect(watch.troubles()).toEqual([]);
});

test('the watch sees a violation, a console error, a thrown error, another origin and a report', async ({ photosPage, watch, host }) => {
  watch.expectTrouble(/./);
  const seen = () => watch.all();
  const { page } = photosPage;
  await page.evaluate(() => {
    console.error('told');
    setTimeout(() => {
      throw new Error('thrown in passing');
    });
    fetch('https://elsewhere.example/').catch(() => undefined);
    try {
      document.body.innerHTML = '<p>text as markup</p>'; // eslint-disable-line no-restricted-properties -- the policy is to stop it
    } catch {
      // Trusted Types throw here, and tell of it.
    }
    return new Promise((go) => setTimeout(go, 100)); // What is thrown in passing is thrown before the page is left.
  });
  await page.goto('https://elsewhere.example/').catch(() => undefined);
  for (const trouble of [
    /console: told/,
    /thrown in passing/,
    /violation of connect-src/,
    /violation of require-trusted-types-for/,
    /request to another origin/,
  ])
    await expect.poll(seen).toContainEqual(expect.stringMatching(trouble));
  await fetch(`${host.origin}/csp-report`, { method: 'POST', body: 'from a thread' });
  expect(seen()).toContainEqual(expect.stringContaining('from a thread'));
});
