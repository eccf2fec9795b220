// The search field by keyboard and pointer: the query as parts, completion by the library's own values, searches kept, and the help.

import type { Page } from '@playwright/test';
import { expect, openApp, test } from './fixtures.ts';
import { SearchPage } from './pages/search-page.ts';
import { SearchParts } from './pages/search-parts.ts';
import { faultsOf } from './support/faults.ts';
import { sampleNames, samplePath } from './support/samples.ts';

const samples = sampleNames().slice(0, 12);

/** Of each photo, as the library has it. */
const knownOf = (page: Page) =>
  page.evaluate(async () =>
    Promise.all((await window.afterimage.photos()).map(async ({ id }) => window.afterimage.photo(id))).then((photos) =>
      photos.map(({ name, camera, width, height }) => ({ name, camera, isWide: width > 1.05 * height })),
    ),
  );

test.beforeEach(async ({ photosPage }) => {
  await photosPage.add(samples.map(samplePath));
  await photosPage.settled(samples.length);
});

test('the parts of a query are edited by keys alone, and Back takes it back', async ({ searchPage, page }) => {
  const parts = new SearchParts(page);
  const field = searchPage.field();
  await field.focus();
  await page.keyboard.type('a dog');
  await expect(parts.parts(), 'one phrase says itself').toHaveCount(0);
  await page.keyboard.type(' -people is:landscape colour:red');
  await page.keyboard.press('Enter');
  for (const name of ['a dog', 'not people', 'Wide format', 'colour:red']) await expect(parts.part(name)).toBeVisible();
  await expect(page.getByText('There is no filter “colour”')).toBeVisible();

  await page.keyboard.press('ArrowDown');
  await expect(parts.part('a dog')).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('-');
  await expect(parts.part('people')).toBeFocused();
  await expect(field).toHaveValue('a dog "people" is:landscape colour:red');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(parts.part('people (counts 2 times)')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('Delete');
  await expect(parts.part('Wide format'), 'the neighbour of the last').toBeFocused();
  await expect(field).toHaveValue('a dog people^2 is:landscape');

  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await page.keyboard.type('a cat');
  await expect(field).toHaveValue('a cat people^2 is:landscape');
  await page.keyboard.press('Enter');
  const wide = (await knownOf(page)).filter(({ isWide }) => isWide);
  await expect(searchPage.results().first()).toHaveAttribute('aria-setsize', String(wide.length));

  await page.goBack();
  await expect(field).toHaveValue('a dog -people is:landscape colour:red');
  await expect(parts.part('not people')).toBeVisible();
  await page.goForward();
  await page.reload();
  await expect(parts.part('people (counts 2 times)')).toBeVisible();
});

test('by pointer a part is turned and taken away', async ({ searchPage, page }) => {
  const parts = new SearchParts(page);
  await searchPage.search('beach -people type:png');
  await parts.button('Look for people').click();
  await expect(searchPage.field()).toHaveValue('beach "people" type:png');
  await parts.button('Leave out PNG').click();
  await parts.button('Remove people').click();
  await expect(searchPage.field()).toHaveValue('beach -type:png');
  await parts.part('beach').click();
  await expect(searchPage.field()).toBeFocused();
  expect(await searchPage.field().evaluate((input: HTMLInputElement) => [input.selectionStart, input.selectionEnd])).toEqual([0, 5]);
});

test("completes filters by the library's own values, and leaves Enter to a plain query", async ({ searchPage, page }) => {
  const parts = new SearchParts(page);
  const field = searchPage.field();
  const cameras = new Map<string, string[]>();
  for (const { camera, name } of await knownOf(page)) if (camera) cameras.set(camera, [...(cameras.get(camera) ?? []), name]);
  const [camera = '', names = []] = [...cameras].sort(([, a], [, b]) => b.length - a.length)[0] ?? [];
  expect(names.length, 'a sample names its camera').toBeGreaterThan(0);

  await field.focus();
  await page.keyboard.type('photo da');
  await parts.expectOffers([/^date:/]);
  await page.keyboard.press('Enter');
  await expect(parts.offers()).toHaveCount(0);
  await expect(field).toHaveValue('photo da');

  await field.fill('');
  await page.keyboard.type('cam');
  await page.keyboard.press('ArrowDown');
  await expect(field).toHaveAttribute('aria-activedescendant', (await parts.offers().first().getAttribute('id')) ?? '');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('camera:');
  await expect(parts.offers()).toHaveCount(Math.min(8, cameras.size));
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.type(camera.slice(0, 3).toLowerCase());
  await expect(parts.offers().first()).toContainText(camera);
  await expect(parts.offers().first()).toContainText(`${names.length} photo`);
  await page.keyboard.press('Tab');
  await expect(field).toHaveValue(/^camera:\S.* $/);
  await expect(field).toBeFocused();
  await expect(searchPage.results()).toHaveCount(names.length);

  await page.keyboard.type('is:');
  await expect(parts.offers().first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(parts.offers()).toHaveCount(0);
  await expect(field).toHaveValue(/is:$/);
  await page.keyboard.press('Escape');
  await expect(field).toHaveValue('');
});

test('recent and saved searches drop down from the empty field, also after a reload and in another tab', async ({ searchPage, page }) => {
  const parts = new SearchParts(page);
  const field = searchPage.field();
  await field.fill('a horse');
  await field.press('Enter');
  await field.fill('sunset -people');
  await field.press('Enter');
  await parts.star().click();
  await expect(parts.star()).toHaveAttribute('aria-pressed', 'true');

  const other = await page.context().newPage();
  await openApp(other);
  await new SearchPage(other).field().click();
  await expect(new SearchParts(other).earlier('Saved searches')).toHaveText(['sunset -people']);

  await page.goto('./');
  await page.reload();
  await field.click();
  await expect(parts.earlier('Saved searches')).toHaveText(['sunset -people']);
  await expect(parts.earlier('Recent searches')).toHaveText(['a horse']);
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('sunset -people');
  await expect(parts.part('not people')).toBeVisible();
  await parts.star().click();
  await expect(parts.star()).toHaveAttribute('aria-pressed', 'false');
  await expect(new SearchParts(other).earlier('Saved searches'), 'the other tab is told').toHaveCount(0);

  await page.getByRole('button', { name: 'Clear the search' }).click();
  await page.keyboard.press('ArrowDown');
  await expect(parts.earlier('Recent searches').first().getByRole('button').first()).toBeFocused();
  const before = await parts.earlier('Recent searches').count();
  await page.keyboard.press('Delete');
  await expect(parts.earlier('Recent searches')).toHaveCount(before - 1);
});

test('the help is a key away, and its examples can be tried', async ({ searchPage, page }) => {
  const parts = new SearchParts(page);
  const button = page.getByRole('button', { name: 'How to search' });
  await button.click();
  await expect(parts.help()).toBeVisible();
  await button.click();
  await expect(parts.help()).toHaveCount(0);
  await page.keyboard.press('Control+/');
  await expect(parts.help()).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(parts.help()).toHaveCount(0);
  await expect(searchPage.field()).toBeFocused();

  await button.click();
  await parts
    .help()
    .getByRole('button', { name: /^beach -people/ })
    .click();
  await expect(searchPage.field()).toHaveValue('beach -people');
  await expect(parts.part('not people')).toBeVisible();
  await expect(searchPage.field()).toBeFocused();
  expect(await faultsOf(page)).toEqual([]);
});
