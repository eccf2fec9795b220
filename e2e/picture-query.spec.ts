// Searching by a picture: dropped, pasted or picked; with words; by photos of the library; and none of it is added or leaves the page.
// Names and captions are gone, so only the pictures answer.

import { expect, test } from './fixtures.ts';
import { PhotoViewer } from './pages/photo-viewer.ts';
import { ResultList } from './pages/result-list.ts';
import { dragFiles, pasteFiles } from './support/drag-files.ts';
import { faultsOf } from './support/faults.ts';
import { type AnonymousPhoto, anonymousSamples } from './support/samples.ts';

const all = anonymousSamples(11);
const sample = (original: string): AnonymousPhoto => {
  const found = all.find((photo) => photo.original === original);
  if (!found) throw new Error(`there is no sample ${original}`);
  return found;
};
/** In no library of these tests. */
const kitten = { ...sample('kitten-on-fence.jpg'), name: 'holiday.jpg' };
const shepherd = { ...sample('dog-german-shepherd.jpg'), name: 'another.jpg' };
const [cat, dog, bridge, memorial] = [
  sample('cat-chelsea.jpg'),
  sample('dog-golden-retriever.jpg'),
  sample('bridge-at-night.jpg'),
  sample('lincoln-memorial-at-night.jpg'),
];
const others = ['sushi.jpg', 'car-white-sports.jpg', 'flower-dahlia.jpg', 'colosseum-rome.jpg', 'goldfish.jpg', 'forest-stream.jpg'].map(
  sample,
);
const library = [cat, dog, bridge, memorial, ...others];

test.beforeEach(async ({ photosPage }) => {
  await photosPage.add(library);
  await photosPage.settled(library.length);
});

test('a picture dropped on the field is searched with, mixed with words, and never added', async ({ photosPage, searchPage, page }) => {
  const field = page.getByRole('search');
  const drag = await dragFiles(page, [kitten]);
  await expect(page.getByText('Drop to add')).toBeVisible();
  await drag.over(field);
  await expect(page.getByText('Search with this picture')).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await drag.drop(field);

  await expect(searchPage.picture(1)).toHaveAccessibleName(cat.name);
  await expect(page.getByRole('heading', { name: 'Photos like this one' })).toBeVisible();
  await expect(page.getByText('Search with this picture')).toBeHidden();
  expect(await faultsOf(page)).toEqual([]);

  await test.step('words are added to it, and a picture is turned against', async () => {
    await searchPage.search('a dog');
    await expect(page.getByRole('heading', { name: 'like this one, for “a dog”' })).toBeVisible();
    await expect
      .poll(async () => new Set([await searchPage.picture(1).getAttribute('alt'), await searchPage.picture(2).getAttribute('alt')]))
      .toEqual(new Set([cat.name, dog.name]));
    await page.getByRole('button', { name: 'Like this: holiday.jpg', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'unlike this one, for “a dog”' })).toBeVisible();
    await expect(searchPage.picture(1)).toHaveAccessibleName(dog.name);
    await page.getByRole('button', { name: 'Unlike this: holiday.jpg', exact: true }).click();
  });

  await test.step('a reload finds the picture, and Back leads to before it', async () => {
    await searchPage.search('');
    await expect(searchPage.picture(1)).toHaveAccessibleName(cat.name);
    await page.reload();
    await expect(searchPage.picture(1)).toHaveAccessibleName(cat.name);
    await expect(page.getByRole('button', { name: 'Like this: holiday.jpg', exact: true })).toBeVisible();
  });

  await test.step('a picture that is not kept any more is said to be gone', async () => {
    await page.evaluate(() => caches.delete('query-pictures'));
    await page.reload();
    await expect(page.getByRole('heading', { name: 'The picture of this search is not kept any more' })).toBeVisible();
    expect(await faultsOf(page)).toEqual([]);
    await searchPage.search('a dog');
    await expect(searchPage.picture(1)).toHaveAccessibleName(dog.name);
    await expect(page.getByText('Found without the picture')).toBeVisible();
  });

  await page.goto('./#/');
  expect(await photosPage.count()).toBe(library.length);
});

test('a picture is pasted into the field, or picked by its button; what is no picture is refused', async ({
  photosPage,
  searchPage,
  page,
}) => {
  await searchPage.field().focus();
  await pasteFiles(page, [kitten]);
  await expect(searchPage.picture(1)).toHaveAccessibleName(cat.name);
  await page.getByLabel('Picture to search with').setInputFiles([shepherd]);
  await expect(page.getByRole('heading', { name: 'like these 2' })).toBeVisible();
  await expect
    .poll(async () => new Set([await searchPage.picture(1).getAttribute('alt'), await searchPage.picture(2).getAttribute('alt')]))
    .toEqual(new Set([cat.name, dog.name]));
  await page.getByRole('button', { name: 'Remove holiday.jpg from the search' }).click();
  await expect(searchPage.picture(1)).toHaveAccessibleName(dog.name);

  await pasteFiles(page, [{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a dog') }]);
  await expect(page.getByText('notes.txt is no picture')).toHaveCount(0); // The focus had left the field: it goes the way of all files.
  await searchPage.field().focus();
  await pasteFiles(page, [{ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('a dog') }]);
  await expect(page.getByText('notes.txt is no picture')).toBeVisible();
  await page.goto('./#/');
  expect(await photosPage.count()).toBe(library.length);
});

test('more like a photo, from the viewer and from a selection, and words after it', async ({ photosPage, searchPage, page }) => {
  const viewer = new PhotoViewer(page);
  const results = new ResultList(page);
  await photosPage.photo(bridge.name).getByRole('link').click();
  await viewer.button('More like this').click();
  await expect(searchPage.picture(1)).toHaveAccessibleName(memorial.name);
  expect(await results.shown(), 'the photo itself is not among its likes').not.toContain(bridge.name);
  await searchPage.search('a car -at night');
  await expect(searchPage.picture(1)).not.toHaveAccessibleName(memorial.name);
  await page.reload();
  await expect(searchPage.field()).toHaveValue('a car -at night');
  await expect(page.getByRole('heading', { name: 'like this one' })).toBeVisible();

  await page.goto('./#/');
  await photosPage.photo(cat.name).getByRole('checkbox').check();
  await photosPage.photo(dog.name).getByRole('checkbox').check();
  await page.getByRole('button', { name: 'More like these 2' }).click();
  await expect(page.getByRole('heading', { name: 'like these 2' })).toBeVisible();
  await expect(searchPage.results().first()).toHaveAttribute('aria-setsize', String(library.length - 2));
  expect(await faultsOf(page)).toEqual([]);
});
