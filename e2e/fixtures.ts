// What every story is given: the app opened, its parts as page objects, and a watch that fails the test on any violation or error.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { ActivityPanel } from './pages/activity-panel.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { SearchPage } from './pages/search-page.ts';
import { type AppHost, serveApp } from './support/app-host.ts';
import { type BrowserProcess, startBrowser } from './support/browser-process.ts';
import { checkStoredLibrary, openNothing } from './support/stored-library.ts';
import { type Watch, watchContext } from './support/watch.ts';

/** True in `npm run test:long`: the long runs are then run whole, not in seeded slices. */
export const long = process.env.LONG === '1';

interface Fixtures {
  /** Fails the test at its end on anything that must not happen; a test that provokes some says so with `expectTrouble`. */
  watch: Watch;
  /** The library that a test leaves adds up. */
  soundLibrary: undefined;
  photosPage: PhotosPage;
  searchPage: SearchPage;
  activity: ActivityPanel;
  /** Starts a browser process with one profile, watched like the rest; again and again, to see what a kill leaves behind. */
  launch: () => Promise<BrowserProcess>;
  /** Folder of that profile. */
  profile: string;
}

export const test = base.extend<Fixtures, { host: AppHost }>({
  host: [
    async ({}, use) => {
      const host = await serveApp();
      await use(host);
      await host.close();
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ host }, use) => use(`${host.origin}/`),

  watch: [
    async ({ context, host }, use) => {
      host.takeReports(); // What came late belongs to the test before, which has ended.
      const watch = await watchContext(context, host);
      await use(watch);
      expect(watch.troubles(), 'nothing that must not happen').toEqual([]);
    },
    { auto: true },
  ],

  // After every test, whatever it did: in a page of its own, since those of the test may be closed, crashed or elsewhere.
  soundLibrary: [
    async ({ context, host, watch: _ }, use) => {
      await use(undefined);
      if (context.pages().length === 0) return;
      const page = await context.newPage();
      await openNothing(page, host.origin);
      expect(await checkStoredLibrary(page), 'what holds in every library').toEqual([]);
    },
    { auto: true },
  ],

  // Asking for a page object opens the app; two of them share one page.
  photosPage: async ({ page, watch: _ }, use) => {
    await openApp(page);
    await use(new PhotosPage(page));
  },
  searchPage: async ({ photosPage }, use) => use(new SearchPage(photosPage.page)),
  activity: async ({ photosPage }, use) => use(new ActivityPanel(photosPage.page)),

  profile: async ({}, use) => {
    const profile = mkdtempSync(join(tmpdir(), 'afterimage-profile-'));
    await use(profile);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  },
  launch: async ({ host, profile }, use) => {
    const watches: Watch[] = [];
    let last: BrowserProcess | undefined;
    await use(async () => {
      last = await startBrowser(profile);
      watches.push(await watchContext(last.context, host));
      return last;
    });
    await last?.kill();
    expect(
      watches.flatMap((watch) => watch.troubles()),
      'nothing that must not happen',
    ).toEqual([]);
  },
});

/** Opens the app at `address` (`./#/…`) and waits until it can be used. */
export async function openApp(page: Page, address = './'): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('searchbox', { name: 'Search photos' })).toBeVisible();
}

export { expect };
