// Archives and exports: what is in them becomes photos, and what is wrong with them is named.

import { closeSync, ftruncateSync, openSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeZip, type ZipMember } from '../tools/make-zip.ts';
import { expect, test } from './fixtures.ts';
import { PhotoViewer } from './pages/photo-viewer.ts';
import { addFiles, beginAdd } from './support/console-add.ts';
import { anonymousSamples } from './support/samples.ts';
import { countsOf, reached } from './support/stats.ts';
import { xmpWith } from './support/xmp.ts';

const samples = anonymousSamples(5).filter(({ mimeType }) => mimeType === 'image/jpeg');
const photo = (n: number): Buffer => {
  const sample = samples[n];
  if (!sample) throw new Error(`there is no sample ${n}`);
  return sample.buffer;
};
const zip = (name: string, members: ZipMember[]) => ({ name, mimeType: 'application/zip', buffer: makeZip(members) as Buffer });
const folder = 'Takeout/Google Photos/Photos from 2023';
const described = (fields: object) => JSON.stringify({ photoTakenTime: { timestamp: '1692016496' }, ...fields });
const timed = described({ description: 'Coffee at the station', geoData: { latitude: 43.7, longitude: 7.26 } });

test('an export in two parts: photos with the dates, places and words of their sidecars', async ({ photosPage }) => {
  const { page } = photosPage;
  await photosPage.add([
    zip('takeout-001.zip', [
      { path: `${folder}/IMG_0001.jpg`, content: photo(0), stored: true },
      { path: `${folder}/IMG_0001(1).jpg`, content: photo(1) },
      { path: `${folder}/IMG_0001-edited.jpg`, content: photo(2) },
      { path: `${folder}/MOV_0001.mp4`, content: 'a film' },
      { path: `${folder}/IMG_0001.jpg(1).json`, content: described({ description: 'The second of that name' }) },
    ]),
    zip('takeout-002.zip', [
      { path: `${folder}/IMG_0001.jpg.supplemental-metadata.json`, content: timed },
      { path: `Takeout/Google Photos/Album/IMG_0001.jpg`, content: photo(0) },
    ]),
    { name: 'loose.jpg', mimeType: 'image/jpeg', buffer: photo(3) },
    { name: 'loose.xmp', mimeType: '', buffer: Buffer.from(xmpWith({ rating: 4 })) },
  ]);
  await expect(page.getByText('4 photos added · 1 already here · 1 file was no picture')).toBeVisible({ timeout: 120_000 });
  const photos = await page.evaluate(async () => {
    const list = await window.afterimage.photos();
    return Promise.all(list.map(({ id }) => window.afterimage.photo(id)));
  });
  const known = (name: string) => photos.find(({ paths }) => paths.some((path) => path.endsWith(`2023/${name}`) || path === name));
  const date = { takenAt: '2023-08-14T12:34:56+00:00', takenFrom: 'sidecar' };
  expect(known('IMG_0001.jpg')).toMatchObject({ ...date, gps: { lat: 43.7, lon: 7.26 }, caption: 'Coffee at the station' });
  expect(known('IMG_0001.jpg')?.paths.length).toBe(2);
  expect(known('IMG_0001-edited.jpg')).toMatchObject({ ...date, caption: 'Coffee at the station' });
  expect(known('IMG_0001(1).jpg')).toMatchObject({ ...date, caption: 'The second of that name' });
  expect(known('loose.jpg')).toMatchObject({ rating: 4, keywords: ['pier'] });
});

test('what is wrong with an archive is named, and stops nothing else', async ({ photosPage, activity }) => {
  const { page } = photosPage;
  const report = await addFiles(page, [
    { name: 'cut.zip', mimeType: 'application/zip', buffer: makeZip([{ path: 'a.jpg', content: photo(0) }]).subarray(0, -30) },
    zip('mixed.zip', [
      { path: 'locked.jpg', content: photo(1), encrypted: true },
      { path: 'broken.jpg', content: photo(2), crc32: 7 },
      { path: '../../../escape.jpg', content: photo(3) },
      { path: 'bomb.jpg', content: Buffer.alloc(2_000_000), size: 1000 },
      { path: 'named-so.jpg', content: 'no picture' },
      { path: 'whole.jpg', content: photo(4) },
    ]),
  ]);
  expect(report).toEqual({
    ...{ added: 2, known: 0, skipped: 0 },
    failed: expect.arrayContaining([
      { name: 'cut.zip', code: 'damaged-archive' },
      { name: 'locked.jpg', code: 'encrypted-file' },
      { name: 'broken.jpg', code: 'damaged-file' },
      { name: 'bomb.jpg', code: 'damaged-file' },
      { name: 'named-so.jpg', code: 'unsupported-format' },
    ]),
  });
  const problems = await page.evaluate(() => window.afterimage.problems());
  expect(problems.map(({ path }) => path).toSorted()).toEqual([
    ...['cut.zip', 'mixed.zip/bomb.jpg', 'mixed.zip/broken.jpg', 'mixed.zip/locked.jpg', 'mixed.zip/named-so.jpg'],
  ]);
  await expect(photosPage.photo('escape.jpg')).toBeVisible();
  await activity.open();
  await expect(activity.problem('locked.jpg')).toContainText('password');
});

test('an archive of more than 4 GB is read at its end alone', async ({ photosPage }) => {
  const path = join(tmpdir(), `afterimage-large-${process.pid}.zip`);
  const before = 4.5 * 2 ** 30;
  try {
    const file = openSync(path, 'w');
    ftruncateSync(file, before); // A hole: it takes no room on the disk.
    writeSync(file, makeZip([{ path: 'far.jpg', content: photo(0) }], { zip64: true }), 0, undefined, before);
    closeSync(file);
    expect(statSync(path).size).toBeGreaterThan(before);
    await photosPage.add([path]);
    await photosPage.settled(1);
    await expect(photosPage.photo('far.jpg')).toBeVisible();
  } finally {
    rmSync(path, { force: true });
  }
});

test('a stopped archive leaves nothing behind; an interrupted one is named once, and added again is whole', async ({ launch, host }) => {
  const members = samples.slice(0, 24).map((_, n) => ({ path: `${n}.jpg`, content: photo(n) }));
  const files = [zip('archive.zip', members)];
  const first = await launch();
  await first.page.goto(`${host.origin}/`);
  await first.page.evaluate(() => window.afterimage.ready);
  const stopped = await beginAdd(first.page, files);
  await reached(first.page, 'photos', 1);
  await first.page.evaluate(() => window.afterimage.pause());
  await first.page.evaluate(() => window.afterimage.cancel());
  const outcome = await stopped.outcome();
  if (!('report' in outcome)) throw new Error(`it ended with ${outcome.error.code}`);
  const { added, failed } = outcome.report;
  expect(added + failed.length).toBe(24);
  expect(new Set(failed.map(({ code }) => code))).toEqual(new Set(['cancelled']));
  expect(await countsOf(first.page)).toMatchObject({ photos: added, pending: 0 });

  await beginAdd(first.page, files);
  await reached(first.page, 'photos', added + 1);
  await first.kill();
  const second = await launch();
  await second.page.goto(`${host.origin}/`);
  await second.page.evaluate(() => window.afterimage.ready);
  const left = await second.page.evaluate(() => window.afterimage.problems());
  expect(left.map(({ name, code }) => [name, code])).toEqual([['archive.zip', 'interrupted']]);
  const again = await addFiles(second.page, files);
  expect(again.added + again.known).toBe(24);
  expect(await second.page.evaluate(() => window.afterimage.problems())).toEqual([]);
});

test('albums, people, favourites and the bin of an export; its second part a day later; originals from the archive', async ({
  photosPage,
  searchPage,
}) => {
  const { page } = photosPage;
  const rome = 'Takeout/Google Photos/Rome';
  const firstPart = zip('takeout-001.zip', [
    { path: `${folder}/IMG_1.jpg`, content: photo(0), stored: true },
    { path: `${folder}/IMG_1.MP4`, content: 'a film' },
    { path: 'Takeout/Google Photos/Bin/IMG_2.jpg', content: photo(1) },
    { path: 'Takeout/Google Photos/Bin/IMG_2.jpg.json', content: described({ trashed: true }) },
    { path: `${rome}/metadata.json`, content: JSON.stringify({ title: 'Trip to Rome', access: 'protected', date: {} }) },
    { path: `${rome}/IMG_3.jpg`, content: photo(2) },
    { path: `${rome}/IMG_3.jpg.json`, content: described({ people: [{ name: 'Ana Lima' }], favorited: true }) },
  ]);
  await photosPage.add([firstPart]);
  await expect(page.getByText('2 photos added · 1 photo left out: thrown away before the export')).toBeVisible({ timeout: 120_000 });
  await photosPage.add([
    zip('takeout-002.zip', [
      { path: `${folder}/IMG_1.jpg.supplemental-metadata.json`, content: timed },
      { path: `${rome}/IMG_1.jpg`, content: photo(0) },
    ]),
  ]);
  await expect(page.getByText('1 already here')).toBeVisible({ timeout: 60_000 });
  const photos = await page.evaluate(async () =>
    Promise.all((await window.afterimage.photos()).map(({ id }) => window.afterimage.photo(id))),
  );
  const first = photos.find(({ paths }) => paths.length > 1);
  expect(first).toMatchObject({ caption: 'Coffee at the station', gps: { lat: 43.7, lon: 7.26 } });
  expect(first?.paths).toContain(`takeout-001.zip/${folder}/IMG_1.MP4`);
  expect(await searchPage.namesFor('album:rome person:ana is:favourite', 1)).toEqual(['IMG_3.jpg']);

  const viewer = new PhotoViewer(page);
  await searchPage.result(1).getByRole('link').click();
  await viewer.button('Info').click();
  await expect(viewer.fact('Album')).toHaveText('Trip to Rome');
  await expect(viewer.fact('People')).toHaveText('Ana Lima');
  const saved = async (act: () => Promise<void>) => {
    const download = page.waitForEvent('download');
    await act();
    return readFileSync(await (await download).path());
  };
  const save = () => viewer.button('Download original').click();
  expect((await saved(save)).equals(photo(2))).toBe(true);

  await page.reload(); // The archive is out of reach then.
  await save();
  await expect(viewer.dialog().getByText('The original lies in takeout-001.zip')).toBeVisible();
  const pick = async (file: typeof firstPart) => {
    const chooser = page.waitForEvent('filechooser');
    await viewer.button('Find the file').click();
    await (await chooser).setFiles([file]);
  };
  await pick(zip('other.zip', [{ path: 'a.jpg', content: photo(3) }]));
  await expect(viewer.dialog().getByText('The photo is not in other.zip')).toBeVisible();
  expect((await saved(() => pick(firstPart))).equals(photo(2))).toBe(true);
});
