// A library written by tools/make-library is one that the app takes for its own: counted, shown, searched.

import { fillLibrary } from '../tools/library/fill.ts';
import { expect, openApp, test } from './fixtures.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { SearchPage } from './pages/search-page.ts';

test('a ready library of 3,000 photos opens, and is searched', async ({ page, context, host }) => {
  await fillLibrary(context, host.origin, { rows: 3_000, seed: 1 });
  await openApp(page);
  await new PhotosPage(page).expectCount(3_000);
  const searchPage = new SearchPage(page);
  expect(await searchPage.namesFor('a cat', 5)).toHaveLength(5);
  await expect(searchPage.result(1)).toHaveAttribute('data-score', /^0\.[2-9]/);
  const { indexed, pending, failed } = await page.evaluate(() => window.afterimage.stats());
  expect({ indexed, pending, failed }).toEqual({ indexed: 3_000, pending: 0, failed: 0 });
});
