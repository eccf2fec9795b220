// Pictures from addresses: only the hosts that a person named are asked, and each way of failing says what to do.

import { test as base, expect } from './fixtures.ts';
import { type PictureHost, servePictures } from './support/picture-host.ts';
import { anonymousSamples } from './support/samples.ts';

const [sample] = anonymousSamples(7).filter(({ mimeType }) => mimeType === 'image/jpeg');
if (!sample) throw new Error('there are no samples');
const picture = sample.buffer;

const test = base.extend<{ site: PictureHost; other: PictureHost }>({
  site: async ({ watch }, use) => {
    const site = await servePictures(picture);
    watch.expectTrouble(new RegExp(`${site.origin}|CORS|ERR_FAILED|status of 404|ERR_CONNECTION_REFUSED`));
    await use(site);
    await site.close();
  },
  other: async ({}, use) => {
    const other = await servePictures(picture);
    await use(other);
    await other.close();
  },
});

test('an address becomes a photo; each that fails says why, and nobody else is asked', async ({ photosPage, site, other, watch }) => {
  const { page } = photosPage;
  watch.expectTrouble(new RegExp(`violation.*connect-src.*${new URL(other.origin).port}|${other.origin}`));
  const gone = await servePictures(picture);
  await gone.close();
  watch.expectTrouble(new RegExp(gone.origin));
  const from = (path: string) => `${site.origin}${path}`;
  const report = await page.evaluate(
    (urls) => window.afterimage.addUrls(urls),
    [
      ...[
        from('/open/My%20photo.jpg#top'),
        from('/to?/open/again.jpg'),
        from('/closed/1.jpg'),
        from('/none'),
        from('/page'),
        from('/huge'),
      ],
      ...[from(`/to?${other.origin}/open/1.jpg`), `${gone.origin}/1.jpg`, 'no address'],
    ],
  );
  expect(report).toMatchObject({ added: 1, known: 1, skipped: 0 });
  const named = report.failed.filter(({ name }) => name !== '1.jpg').map(({ name, code }) => [name, code]);
  expect(Object.fromEntries(named)).toEqual({
    ...{ none: 'address-failed', page: 'unsupported-format', huge: 'file-too-large' },
    ...{ to: 'address-moved', 'no address': 'invalid-argument' },
  });
  const problems = await page.evaluate(() => window.afterimage.problems());
  const codeOf = (path: string) => problems.find((problem) => problem.path === path);
  expect(codeOf(from('/closed/1.jpg'))).toMatchObject({ code: 'address-refused', retryable: false });
  expect(codeOf(`${gone.origin}/1.jpg`)).toMatchObject({ code: 'address-unreachable', retryable: true });
  expect(other.asked).toEqual([]);
  expect(site.asked.filter(({ cookie, referer }) => cookie !== undefined || referer !== undefined)).toEqual([]);
  const [photo] = await page.evaluate(() => window.afterimage.photos());
  if (!photo) throw new Error('there is no photo');
  const { takenAt, takenFrom, paths } = await page.evaluate((id) => window.afterimage.photo(id), photo.id);
  expect(paths).toContain(from('/open/My%20photo.jpg'));
  expect([Date.parse(takenAt ?? ''), takenFrom]).toEqual([Date.UTC(2023, 7, 14, 12, 34, 56), 'file']);
});

test('the dialog says whom it will ask; a pasted address opens it, and asks nobody by itself', async ({ photosPage, site }) => {
  const { page } = photosPage;
  const dialog = page.getByRole('dialog', { name: 'Add pictures from the web' });
  const paste = (type: string, text: string) =>
    page.evaluate(
      ({ type, text }) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData(type, text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
      },
      { type, text },
    );
  await paste('text/html', `<img src="${site.origin}/open/copied.jpg?a=1&amp;b=2">`);
  await expect(dialog.getByRole('textbox')).toHaveValue(`${site.origin}/open/copied.jpg?a=1&b=2`);
  await expect(dialog).toContainText(`This asks ${new URL(site.origin).host}, and nobody else`);
  expect(site.asked).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await page.getByRole('button', { name: 'Add from address' }).click();
  await dialog.getByRole('textbox').fill(`${site.origin}/open/1.jpg\n${site.origin}/open/2.jpg`);
  await dialog.getByRole('button', { name: 'Add 2 pictures' }).click();
  await expect(dialog).toBeHidden();
  await photosPage.expectCount(1);
});

test('a pasted bitmap gets a name of its own; bytes are taken before an address, also those within HTML', async ({ photosPage, site }) => {
  const { page } = photosPage;
  await page.evaluate(async (html) => {
    const canvas = new OffscreenCanvas(64, 48);
    canvas.getContext('2d')?.fillRect(8, 8, 30, 20);
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', html);
    clipboardData.items.add(new File([await canvas.convertToBlob()], 'image.png', { type: 'image/png' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, `<img src="${site.origin}/open/1.jpg">`);
  await photosPage.expectCount(1);
  await page.evaluate((base64) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', `<p><img alt="" src="data:image/jpeg;base64,${base64}"></p>`);
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, picture.toString('base64'));
  await photosPage.expectCount(2);
  expect(site.asked).toEqual([]);
  const photos = await page.evaluate(() => window.afterimage.photos());
  for (const { name } of photos) expect(name).toMatch(/^Pasted \d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d\.png$/);
});
