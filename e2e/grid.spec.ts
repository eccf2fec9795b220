// The grid of photos: what it shows, how one moves and selects in it, and that it keeps its place.

import type { Locator, Page } from '@playwright/test';
import { fillLibrary } from '../tools/library/fill.ts';
import { expect, openApp, test } from './fixtures.ts';
import { PhotoViewer } from './pages/photo-viewer.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { sampleNames, samplePath } from './support/samples.ts';

const samples = (from: number, to: number) => sampleNames().slice(from, to).map(samplePath);
const checkbox = (tile: Locator) => tile.getByRole('checkbox');
const selection = (page: Page) => page.getByRole('toolbar', { name: 'Selection' });
const place = (tile: Locator) => tile.evaluate((element) => element.getBoundingClientRect().top);
/** The place of the tile that has the focus, from 1. */
const focused = (page: Page) =>
  page.evaluate(() => Number(document.activeElement?.closest('[data-photo-id]')?.getAttribute('aria-posinset') ?? 0));

test('of 3,000 photos only those near the view exist, at the start as at the end', async ({ page, context, host }) => {
  await fillLibrary(context, host.origin, { rows: 3_000, seed: 2 });
  await openApp(page);
  const photosPage = new PhotosPage(page);
  await photosPage.expectCount(3_000);
  await expect(photosPage.photos().first()).toHaveAttribute('aria-posinset', '1');
  const atStart = await photosPage.photos().count();
  expect(atStart).toBeLessThan(150);

  await photosPage.photos().first().getByRole('link').press('End');
  await expect(photosPage.photos().last()).toHaveAttribute('aria-posinset', '3000');
  expect(await focused(page)).toBe(3_000);
  expect(await photosPage.photos().count()).toBeLessThan(150);

  const date = page.getByRole('slider', { name: 'Date' });
  await date.press('Home');
  await expect(photosPage.photos().first()).toHaveAttribute('aria-posinset', '1');
  const month = await date.getAttribute('aria-valuetext');
  await date.press('ArrowDown');
  await expect(date).not.toHaveAttribute('aria-valuetext', month ?? '');
  await expect(page.getByRole('heading', { name: (await date.getAttribute('aria-valuetext')) ?? 'none', exact: true })).toBeInViewport();
});

test('tiles have the proportions of their photos, and rows end where the grid ends', async ({ photosPage, page }) => {
  await photosPage.add(samples(0, 16));
  await photosPage.expectCount(16);
  await expect(photosPage.photos().last().getByRole('img')).toHaveJSProperty('complete', true);
  await expect
    .poll(() =>
      photosPage
        .photos()
        .getByRole('img')
        .evaluateAll((pictures: HTMLImageElement[]) => pictures.every(({ naturalWidth }) => naturalWidth > 0)),
    )
    .toBe(true);
  const tiles = await photosPage.photos().evaluateAll((elements) =>
    elements.map((element) => {
      const { left, right, top, width, height } = element.getBoundingClientRect();
      const picture = element.querySelector('img');
      return { left, right, top, ratio: width / height, natural: (picture?.naturalWidth ?? 0) / (picture?.naturalHeight ?? 1) };
    }),
  );
  for (const { ratio, natural } of tiles) expect(ratio / natural).toBeCloseTo(1, 1);
  const edge = await photosPage.grid().evaluate((list) => list.getBoundingClientRect().right);
  const tops = [...new Set(tiles.map(({ top }) => top))];
  const full = tops.filter((top) => Math.max(...tiles.filter((tile) => tile.top === top).map(({ right }) => right)) > edge - 1); // The grid's own width need not be whole.
  expect(full.length).toBeGreaterThan(0);
  await expect(page.getByRole('heading', { level: 2 }).first()).toBeVisible();
});

test('photos are selected by click, Shift, Ctrl, a rectangle and the keyboard', async ({ photosPage, page }) => {
  await photosPage.add(samples(0, 20));
  await photosPage.settled(20);
  const tile = (n: number) => photosPage.photos().nth(n);
  const expectSelected = (count: number) => expect(photosPage.photos().getByRole('checkbox', { checked: true })).toHaveCount(count);

  await checkbox(tile(1)).click();
  await expect(selection(page)).toContainText('1 selected');
  await checkbox(tile(5)).click({ modifiers: ['Shift'] });
  await expectSelected(5);
  await tile(3)
    .getByRole('link')
    .click({ modifiers: ['Control'] });
  await expectSelected(4);
  await tile(8).getByRole('link').click();
  await expectSelected(5);
  await page.keyboard.press('Escape');
  await expectSelected(0);
  await expect(selection(page)).toHaveCount(0);

  const [first, second] = [await tile(0).boundingBox(), await tile(1).boundingBox()];
  await page.mouse.move((first?.x ?? 0) + 60, (first?.y ?? 0) + 60);
  await page.mouse.down();
  await page.mouse.move((second?.x ?? 0) + 60, (second?.y ?? 0) + 90, { steps: 5 });
  await expectSelected(2);
  await page.mouse.up();
  await expectSelected(2);
  await expect(page).not.toHaveURL(/photo/);

  await page.keyboard.press('Escape');
  await tile(0).getByRole('link').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+ArrowRight');
  await expectSelected(2);
  await page.keyboard.press('ControlOrMeta+a');
  await expect(selection(page)).toContainText('20 selected');
});

test('arrow keys walk the rows; Enter opens, and Escape comes back to the same tile', async ({ photosPage, page }) => {
  await photosPage.add(samples(0, 20));
  await photosPage.settled(20);
  const viewer = new PhotoViewer(page);
  await photosPage.photos().first().getByRole('link').focus();
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe(2);
  const above = await page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? 0);
  await page.keyboard.press('ArrowDown');
  const below = await page.evaluate(() => document.activeElement?.getBoundingClientRect().top ?? 0);
  expect(below).toBeGreaterThan(above);
  const at = await focused(page);
  await page.keyboard.press('Enter');
  await expect(viewer.dialog()).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await expect(viewer.dialog()).toHaveCount(0);
  await expect.poll(() => focused(page)).toBe(at + 1);
});

test('photos that come in move neither what is looked at nor the focus', async ({ photosPage, page }) => {
  await page.setViewportSize({ width: 800, height: 500 });
  await photosPage.add(samples(0, 30));
  await photosPage.settled(30);
  await photosPage.photos().first().getByRole('link').focus();
  for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowDown');
  const photoId = await page.evaluate(() => document.activeElement?.closest('[data-photo-id]')?.getAttribute('data-photo-id'));
  const tile = page.locator(`[data-photo-id="${photoId}"]`);
  const before = await place(tile);
  expect(await page.evaluate(() => document.querySelector('[data-photo-id]')?.getAttribute('aria-posinset'))).toBeTruthy();

  await photosPage.add(samples(30, 48));
  await photosPage.settled(48);
  await photosPage.expectCount(48);
  expect(Math.abs((await place(tile)) - before)).toBeLessThanOrEqual(1);
  await expect(tile.getByRole('link')).toBeFocused();
});

test('favourite, copy and remove with undo, from the bar of the selection', async ({ photosPage, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await photosPage.add(samples(0, 6));
  await photosPage.settled(6);
  const tile = photosPage.photo('astronaut-eileen-collins.jpg');
  await checkbox(tile).click();
  await selection(page).getByRole('button', { name: 'Add to favourites' }).click();
  await expect(tile.getByText('Favourite')).toBeAttached();
  await selection(page).getByRole('button', { name: 'Copy as picture' }).click();
  await expect(page.getByText('Copied as a picture')).toBeVisible();
  expect(await page.evaluate(async () => (await navigator.clipboard.read())[0]?.types)).toEqual(['image/png']);

  await selection(page).getByRole('button', { name: 'Remove', exact: true }).click();
  await photosPage.expectCount(5);
  await expect(tile).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await photosPage.expectCount(6);
  await page.reload();
  await photosPage.expectCount(6);
  await expect(tile.getByText('Favourite')).toBeAttached();
});

test('Ctrl with the wheel and the slider make tiles larger, also after a reload', async ({ photosPage, page }) => {
  await photosPage.add(samples(0, 8));
  await photosPage.settled(8);
  const size = page.getByRole('slider', { name: 'Tile size' });
  const height = async () => (await photosPage.photos().first().boundingBox())?.height ?? 0;
  const usual = await height();
  await photosPage.photos().first().hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, 240);
  await page.keyboard.up('Control');
  await expect.poll(height).toBeLessThan(usual);
  const value = await size.inputValue();
  await page.reload();
  await expect(size).toHaveValue(value);
  await size.press('End');
  await expect.poll(height).toBeGreaterThan(usual);
});
