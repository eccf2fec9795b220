// `npm run screenshots`: the pictures of the README, taken from the real app with the sample photos. Builds it first.

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { PhotosPage } from '../e2e/pages/photos-page.ts';
import { SearchPage } from '../e2e/pages/search-page.ts';
import { serveApp } from '../e2e/support/app-host.ts';
import { chromiumArgs, chromiumPath } from './chromium.ts';

const folder = join(import.meta.dirname, '../docs/screenshots');
const samples = 48;

/** Waits until every picture in view is decoded and every movement has ended, so that two runs give the same picture. */
async function take(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => [...document.images].every((image) => image.complete && image.naturalWidth > 0));
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)))); // One cut short has ended too.
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
mkdirSync(folder, { recursive: true });
const host = await serveApp();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 760 }, colorScheme: 'light', reducedMotion: 'reduce' });
  const [photosPage, searchPage] = [new PhotosPage(page), new SearchPage(page)];
  await page.goto(host.origin);
  await page.getByRole('button', { name: 'Try the sample photos' }).click();
  await photosPage.settled(samples);
  // The notice that they were added goes by itself.
  await page.reload();
  await photosPage.expectCount(samples);
  await take(page, 'photos');

  await searchPage.namesFor('a dog on the grass', 5);
  await take(page, 'search');

  await searchPage.picture(1).click();
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.getByRole('dialog').waitFor();
  await take(page, 'photo-dark');

  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 760 });
  await page.goto(`${host.origin}/#/`);
  await photosPage.expectCount(samples);
  await take(page, 'phone');
} finally {
  await browser.close();
  await host.close();
}
console.log(`Taken into ${folder}`);
