// The answer to a query as a person sees it: good matches and less likely ones, orders, nothing found, why, and all of it by scrolling.
// Names and captions are gone where what is found matters.

import type { Page } from '@playwright/test';
import { fillLibrary } from '../tools/library/fill.ts';
import { expect, openApp, test } from './fixtures.ts';
import { PhotoViewer } from './pages/photo-viewer.ts';
import { ResultList } from './pages/result-list.ts';
import { SearchPage } from './pages/search-page.ts';
import { faultsOf } from './support/faults.ts';
import { anonymousSamples, sampleNames, samplePath } from './support/samples.ts';

const answerTo = (page: Page, query: string, sort: 'relevance' | 'newest' | 'oldest' = 'relevance') =>
  page.evaluate(async ({ query, sort }) => window.afterimage.search(query, { sort }), { query, sort });
const goodLine = (good: number) => `${good} good ${good === 1 ? 'match' : 'matches'}`;

test('good matches come first, with how many; less likely ones below a line; orders by date are of the good ones', async ({
  photosPage,
  searchPage,
  page,
}) => {
  const results = new ResultList(page);
  const samples = anonymousSamples(5).slice(0, 30);
  await photosPage.add(samples);
  await photosPage.settled(samples.length);

  await searchPage.search('an animal');
  const { good, hits } = await answerTo(page, 'an animal');
  expect(good).toBeGreaterThan(1);
  await expect(results.heading(goodLine(good))).toBeVisible();
  await expect(searchPage.results().first()).toHaveAttribute('aria-setsize', String(samples.length));
  await expect(results.heading('Less likely')).toBeVisible();
  const line = await results.heading('Less likely').boundingBox();
  for (const [rank, above] of [
    [good, true],
    [good + 1, false],
  ] as const)
    expect(((await searchPage.result(rank).boundingBox())?.y ?? 0) < (line?.y ?? 0), `result ${rank} stands above the line`).toBe(above);
  await expect(results.status()).toHaveText(`${goodLine(good)} for “an animal”`);
  expect(await faultsOf(page)).toEqual([]);

  for (const [label, order] of [
    ['Newest', 'newest'],
    ['Oldest', 'oldest'],
  ] as const) {
    await results.sortBy(label);
    const byDate = (await answerTo(page, 'an animal', order)).hits;
    expect(new Set(byDate.map(({ photoId }) => photoId))).toEqual(new Set(hits.slice(0, good).map(({ photoId }) => photoId)));
    for (const [at, { name }] of byDate.entries()) await expect(searchPage.picture(at + 1)).toHaveAccessibleName(name);
    await expect(results.heading(goodLine(good))).toBeVisible();
    await expect(results.heading('Less likely')).toHaveCount(0);
  }
  await expect(page).toHaveURL(/sort=oldest/);
  await results.sortBy('Best');

  await test.step('with no good match it says so, and shows the closest', async () => {
    await searchPage.search('qwxz vbnm');
    await expect(results.title('No good match for “qwxz vbnm”')).toBeVisible();
    await expect(page.getByText(`These are the closest of ${samples.length} photos`)).toBeVisible();
    await expect(results.heading('Less likely')).toBeVisible();
    await results.sortBy('Newest');
    await expect(results.title('No good match for “qwxz vbnm”')).toBeVisible();
    await expect(searchPage.results()).toHaveCount(0);
    expect(await faultsOf(page)).toEqual([]);
    await expect(page.getByRole('button', { name: 'Show the closest photos' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(searchPage.results().first()).toHaveAttribute('aria-setsize', String(samples.length));
  });
});

test('an empty answer says which filter removed what, and drops it at a click; the viewer says why a photo matched', async ({
  photosPage,
  searchPage,
  page,
}) => {
  const results = new ResultList(page);
  const viewer = new PhotoViewer(page);
  const names = ['cat-chelsea.jpg', 'dog-golden-retriever.jpg', 'bridge-at-night.jpg', 'sushi.jpg', 'screenshot-todo-app.png'];
  await photosPage.add(names.map(samplePath));
  await photosPage.settled(names.length);

  await searchPage.search('a cat type:png date:1801');
  await expect(results.title('No photo passes all filters')).toBeVisible();
  await expect(page.getByText('None of 5 photos could be searched.')).toBeVisible();
  await expect(results.filters()).toHaveText([/type:png leaves out 4/, /date:1801 leaves out all of them/]);
  expect(await faultsOf(page)).toEqual([]);
  await results.filters().last().getByRole('button', { name: 'Without it: 1 photo, date:1801' }).click();
  await expect(searchPage.field()).toHaveValue('a cat type:png');
  await expect(searchPage.results()).toHaveCount(1);
  await page.goBack();
  await expect(results.filters()).toHaveCount(2);

  await test.step('filters alone list photos, which are no matches', async () => {
    await searchPage.search('-type:png');
    await expect(results.heading('4 photos')).toBeVisible();
    await expect(page.getByRole('radio')).toHaveCount(2);
  });

  await searchPage.search('a dog -sushi "bridge"^0.1');
  await expect(searchPage.picture(1)).toHaveAccessibleName('dog-golden-retriever.jpg');
  await searchPage.result(1).getByRole('link').click();
  await viewer.button('Info').click();
  const why = viewer.info().getByRole('region', { name: 'Why it matched' });
  await expect(why.getByText('A good match', { exact: true })).toBeVisible();
  await expect(why.getByRole('meter', { name: 'How well it matches' })).toHaveAttribute('aria-valuetext', 'A good match');
  await expect(why.getByText('Its name, folder or caption has dog')).toBeVisible();
  await expect(why.getByRole('listitem')).toHaveText([/“a dog”\s*helps/, /Without “sushi”\s*not seen in it/, /“bridge”/]);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('ArrowRight');
  await expect(viewer.dialog()).not.toHaveAccessibleName(/golden/);
  await expect(why.getByText('A good match', { exact: true })).toHaveCount(0);

  await page.goto('./#/');
  await photosPage.photo('sushi.jpg').getByRole('link').click();
  await viewer.button('Info').click();
  await expect(viewer.info().getByText('Name', { exact: true })).toBeVisible();
  await expect(why, 'found by nothing').toHaveCount(0);
});

test('every match is reached by scrolling', async ({ page, context, host }) => {
  const rows = 1_500;
  await fillLibrary(context, host.origin, { rows, seed: 4 });
  await openApp(page, './#/search?q=a%20dog');
  const results = new SearchPage(page).results();
  await expect(results.first()).toHaveAttribute('aria-posinset', '1');
  const seen = new Set<string>();
  const keep = async () => {
    for (const id of await results.evaluateAll((items) => items.map((item) => item.getAttribute('data-photo-id') ?? ''))) seen.add(id);
  };
  const last = async () => Number(await results.last().getAttribute('aria-posinset'));
  await keep();
  await page.mouse.move(640, 500); // Over the list; hovering it would bring its middle into view.
  for (let from = 0; from < rows; ) {
    await page.mouse.wheel(0, 500);
    await expect.poll(last).toBeGreaterThan(from);
    from = await last();
    await keep();
  }
  expect(seen.size).toBe(rows);
  expect(await results.count()).toBeLessThan(150);
});

test('while photos come in the answer says of how many, and a screen reader hears it once and at the end', async ({
  photosPage,
  searchPage,
  page,
}) => {
  const results = new ResultList(page);
  await page.evaluate(() => window.afterimage.ready);
  await photosPage.add(sampleNames().map(samplePath));
  await searchPage.search('a dog');
  await expect(page.getByText(/ of \d+ indexed so far$|^of \d+ indexed so far$/).first()).toBeVisible({ timeout: 60_000 });
  await results.status().evaluate((status) => {
    window.heard = [];
    new MutationObserver(() => window.heard.push(status.textContent ?? '')).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await photosPage.settled(48);
  const { good } = await answerTo(page, 'a dog');
  await expect(results.heading(goodLine(good))).toBeVisible();
  await expect(page.getByText(/indexed so far/)).toHaveCount(0);
  await expect(results.status()).toHaveText(`${goodLine(good)} for “a dog”`);
  expect((await page.evaluate(() => window.heard)).length).toBeLessThanOrEqual(2);
});

declare global {
  interface Window {
    heard: string[];
  }
}
