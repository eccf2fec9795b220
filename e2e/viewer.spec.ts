// One photo over the whole window: its address, its neighbours, zooming, and getting at the original.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, openApp, test } from './fixtures.ts';
import { PhotoViewer } from './pages/photo-viewer.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { pickFiles } from './support/console-add.ts';
import { sampleNames, samplePath } from './support/samples.ts';

test.beforeEach(async ({ photosPage }) => {
  await photosPage.add(sampleNames().slice(0, 8).map(samplePath));
  await photosPage.settled(8);
});

test('keys, buttons and the address lead through the photos', async ({ photosPage, page }) => {
  const viewer = new PhotoViewer(page);
  const names = await photosPage
    .photos()
    .getByRole('img')
    .evaluateAll((pictures: HTMLImageElement[]) => pictures.map(({ alt }) => alt));
  const name = (n: number) => names[n] ?? 'none';
  await photosPage.photos().nth(2).getByRole('link').click();
  await viewer.expectPlace('3 of 8');
  await expect(viewer.picture(name(2))).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(viewer.picture(name(3))).toBeVisible();
  await viewer.button('Previous photo').click();
  await expect(viewer.picture(name(2))).toBeVisible();
  await page.keyboard.press('End');
  await viewer.expectPlace('8 of 8');
  await expect(viewer.button('Next photo')).toHaveCount(0);
  await page.keyboard.press('Home');
  await viewer.expectPlace('1 of 8');

  await page.reload();
  await expect(viewer.picture(name(0))).toBeVisible();
  await page.goBack(); // Walking on replaced the address: Back is the grid.
  await expect(viewer.dialog()).toHaveCount(0);
  await expect(photosPage.photos().first()).toBeVisible();
});

test('an address of a photo opens it; one that is not there says so', async ({ photosPage, page }) => {
  const id = await photosPage.photos().nth(4).getAttribute('data-photo-id');
  await openApp(page, `./#/photo/${id}`);
  const viewer = new PhotoViewer(page);
  await viewer.expectPlace('5 of 8');
  await viewer.button('Back to the photos').click();
  await expect(viewer.dialog()).toHaveCount(0);
  await page.goto(`./#/photo/${'0'.repeat(64)}`);
  await expect(viewer.dialog().getByRole('alert')).toContainText('not in the library');
});

test('wheel, keys and double click zoom where they point; a drag moves the photo', async ({ photosPage, page }) => {
  const viewer = new PhotoViewer(page);
  await photosPage.photos().first().getByRole('link').click();
  const picture = viewer.dialog().getByRole('img').first();
  await expect(picture).toBeVisible();
  const box = async () => (await picture.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const fitted = await box();
  const middle = { x: fitted.x + fitted.width / 2, y: fitted.y + fitted.height / 2 };

  await page.keyboard.press('+');
  await viewer.expectScale('150%');
  await page.keyboard.press('-');
  await viewer.expectScale('100%');
  await page.mouse.move(middle.x, middle.y);
  await page.mouse.wheel(0, -400);
  await viewer.expectScale(/^(1[5-9]|2)\d+%$/);
  const zoomed = await box();
  expect(zoomed.width).toBeGreaterThan(fitted.width * 1.5);
  await page.mouse.down();
  await page.mouse.move(middle.x + 50, middle.y + 30, { steps: 3 });
  await page.mouse.up();
  const moved = await box();
  expect([moved.x - zoomed.x, moved.y - zoomed.y].map(Math.round)).toEqual([50, 30]);
  await page.keyboard.press('0');
  expect(await box()).toEqual(fitted);
  await page.mouse.dblclick(middle.x, middle.y);
  await viewer.expectScale('250%');
  await page.keyboard.press('ArrowRight');
  await viewer.expectScale('100%');
});

test('the panel tells what is known, and of a sample its author and licence', async ({ photosPage, page }) => {
  const viewer = new PhotoViewer(page);
  await photosPage.photo('astronaut-eileen-collins.jpg').getByRole('link').click();
  await viewer.button('Info').click();
  await expect(viewer.fact('Name')).toHaveText('astronaut-eileen-collins.jpg');
  await expect(viewer.fact('Size')).toContainText('512 × 512');
  await expect(viewer.fact('Author')).toHaveText('NASA');
  await expect(viewer.fact('Licence')).toHaveText('Public domain');
});

test('without the original it says so, and takes the file only if it is the photo', async ({ photosPage, page }) => {
  const viewer = new PhotoViewer(page);
  const name = 'astronaut-eileen-collins.jpg';
  await photosPage.photo(name).getByRole('link').click();
  await viewer.button('Download original').click();
  await expect(viewer.dialog().getByRole('heading', { name: 'Only the preview is kept here.' })).toBeVisible();
  const pick = async (file: string) => {
    const chooser = page.waitForEvent('filechooser');
    await viewer.button('Find the file').click();
    await (await chooser).setFiles(samplePath(file));
  };
  await pick('red-panda.jpg');
  await expect(viewer.dialog().getByText('red-panda.jpg is a different file')).toBeVisible();
  const download = page.waitForEvent('download');
  await pick(name);
  const saved = await download;
  expect(saved.suggestedFilename()).toBe(name);
  expect(readFileSync(await saved.path()).equals(readFileSync(samplePath(name)))).toBe(true);
});

test('favourite, remove with undo, more like this; the focus stays within', async ({ photosPage, page }) => {
  const viewer = new PhotoViewer(page);
  await photosPage.photos().nth(1).getByRole('link').click();
  const removed = viewer.photoId();
  await viewer.button('Favourite').click();
  await expect(viewer.button('Favourite')).toHaveAttribute('aria-pressed', 'true');
  for (let n = 0; n < 24; n++) {
    await page.keyboard.press('Tab');
    // At either end the focus rests for a moment on a guard, which sends it back in.
    await expect.poll(() => viewer.dialog().evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
  }
  await viewer.button('Remove from Afterimage').click();
  await viewer.expectPlace('2 of 7');
  expect(viewer.photoId()).not.toBe(removed);
  await page.getByRole('button', { name: 'Undo' }).click();
  await viewer.expectPlace('3 of 8');
  await viewer.button('More like this').click();
  await expect(viewer.dialog()).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Results' }).getByRole('listitem').first()).toBeVisible();
});

test('on a phone a swipe leads on, and pulling down closes', async ({ browser, host, watch: _ }) => {
  const context = await browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    baseURL: `${host.origin}/`,
  });
  const page = await context.newPage();
  await openApp(page);
  const photosPage = new PhotosPage(page);
  await photosPage.add(sampleNames().slice(0, 3).map(samplePath));
  await photosPage.settled(3);
  const viewer = new PhotoViewer(page);
  await photosPage.photos().first().getByRole('link').tap();
  await viewer.expectPlace('1 of 3');
  const client = await context.newCDPSession(page);
  const swipe = async (from: [number, number], to: [number, number]) => {
    const at = (share: number) => [{ x: from[0] + (to[0] - from[0]) * share, y: from[1] + (to[1] - from[1]) * share }];
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: at(0) });
    for (const share of [0.3, 0.6, 1]) await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: at(share) });
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  await swipe([300, 400], [80, 410]);
  await viewer.expectPlace('2 of 3');
  await swipe([80, 400], [300, 400]);
  await viewer.expectPlace('1 of 3');
  await swipe([200, 300], [205, 520]);
  await expect(viewer.dialog()).toHaveCount(0);
  await context.close();
});

const foreign = { heic: 'edge/heic-red-panda.heic', tiff: 'formats/tiff/tiles.tif', raw: 'formats/raw/made.dng' };
for (const [kind, path] of Object.entries(foreign)) {
  test(`zoomed, a ${kind} is shown from its original, decoded in a worker`, async ({ photosPage, page }) => {
    const picked = await pickFiles(page, [join(import.meta.dirname, 'fixtures', path)]);
    const name = await picked.evaluate(async ([file]) => {
      if (!file) throw new Error('no file was picked');
      const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Card', { create: true });
      const writable = await (await folder.getFileHandle(file.name, { create: true })).createWritable();
      await writable.write(file);
      await writable.close();
      await window.afterimage.addFolder(folder);
      return file.name;
    });
    const viewer = new PhotoViewer(page);
    await photosPage.photo(name).getByRole('link').click();
    await expect(viewer.picture(name)).toBeVisible();
    for (let n = 0; n < 4; n++) await page.keyboard.press('+');
    const original = viewer.dialog().locator('img[data-original]');
    await expect(original).toBeVisible();
    const [shown, whole] = await original.evaluate(async (image: HTMLImageElement) => {
      const id = /#\/photo\/([0-9a-f]{64})/.exec(location.href)?.[1] ?? '';
      const { width, height } = await window.afterimage.photo(id);
      return [`${image.naturalWidth} × ${image.naturalHeight}`, `${width} × ${height}`];
    });
    expect(shown).toBe(whole);
    const download = page.waitForEvent('download');
    await viewer.button('Download original').click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(name);
    expect(readFileSync(await saved.path()).equals(readFileSync(join(import.meta.dirname, 'fixtures', path)))).toBe(true);
  });
}
