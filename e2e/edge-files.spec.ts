// Files as people have them: every format, broken, absurd, oddly named. Each ends as its manifest says, and none stops the others.

import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { samplePath } from './support/samples.ts';

interface EdgeFile {
  /** `edge/NAME` */
  readonly file: string;
  readonly outcome: string;
  readonly sha256: string;
  /** Holds while the app has no such decoder. */
  readonly until?: { readonly without: string; readonly outcome: string };
}
const folder = join(import.meta.dirname, 'fixtures/edge');
const edgeFiles = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as EdgeFile[];
/** What the app decodes by itself where the browser does not. */
const decoders: readonly string[] = ['HEIC decoder', 'TIFF decoder'];
const outcomeOf = ({ outcome, until }: EdgeFile) => (until && !decoders.includes(until.without) ? until.outcome : outcome);
/** As a file system may give it: names with accents can be stored in two forms. */
const pathOf = ({ file }: EdgeFile) => {
  const wanted = basename(file).normalize();
  const found = readdirSync(folder).find((name) => name.normalize() === wanted);
  if (found === undefined) throw new Error(`no such fixture: ${file}`);
  return join(folder, found);
};

test('each edge file ends as its manifest says, with its reason under Problems', async ({ photosPage, activity, page }) => {
  await photosPage.add([samplePath('cat-chelsea.jpg')]);
  await photosPage.settled(1);
  await photosPage.add(edgeFiles.map(pathOf));

  const failures = edgeFiles.filter((file) => outcomeOf(file).startsWith('failed:'));
  const indexed = edgeFiles.filter((file) => outcomeOf(file) === 'indexed');
  const failureCode = new Map(failures.map((file) => [basename(pathOf(file)), outcomeOf(file).slice('failed:'.length)]));
  await expect
    .poll(() => page.evaluate(async () => (await window.afterimage.stats()).indexed), { timeout: 120_000 })
    .toBe(new Set(indexed.map(({ sha256 }) => sha256)).size + 1); // Some are one photo under two names.
  await expect(activity.progress()).toHaveCount(0);

  const problems = await page.evaluate(() => window.afterimage.problems());
  expect(Object.fromEntries(problems.map(({ name, code }) => [name, code]))).toEqual(Object.fromEntries(failureCode));
  const paths = await page.evaluate(async () => {
    const photos = await window.afterimage.photos({ limit: 1000 });
    return (await Promise.all(photos.map(({ id }) => window.afterimage.photo(id)))).flatMap((photo) => photo.paths);
  });
  const known = ['cat-chelsea.jpg', 'duplicate-of-cat-chelsea.JPG'];
  expect([...paths].sort()).toEqual([...indexed.map((file) => basename(pathOf(file))), ...known].sort());

  await activity.open();
  await expect(activity.problems()).toHaveCount(failures.length);
  for (const [name, code] of failureCode) {
    await expect(activity.problem(name)).toHaveAttribute('data-code', code);
    // The name, what is wrong and what to do: more than the name alone.
    expect((await activity.problem(name).innerText()).length).toBeGreaterThan(name.length + 20);
  }
  expect(await page.evaluate(() => 'svgScriptRan' in window || '__svgScriptRan' in window)).toBe(false);
});

const formats = join(import.meta.dirname, 'fixtures/formats');
const formatFile = (path: string) => join(formats, path);
const rawFiles = readdirSync(formatFile('raw')).filter((name) => name !== 'ref.png');

test('what no browser decodes comes with its own decoder, which is fetched when it is needed', async ({
  photosPage,
  activity,
  page,
  watch,
}) => {
  const decoders = /\/(libheif|heic|tiff|raw)-[^/]*\.(js|wasm)$/;
  const fetched = () => [...new Set(watch.requests().flatMap((url) => decoders.exec(url)?.slice(1).join('.') ?? []))].sort();
  await photosPage.add([samplePath('cat-chelsea.jpg')]);
  await photosPage.settled(1);
  expect(fetched()).toEqual([]);

  await photosPage.add(
    ['heic/turned.heic', 'heic/display-p3.heic', 'jxl/lossless.jxl', 'tiff/planar.tif', 'tiff/cmyk.tif'].map(formatFile),
  );
  await photosPage.settled(6);
  // A TIFF may turn out to be raw.
  expect(fetched()).toEqual(['heic.js', 'libheif.js', 'libheif.wasm', 'raw.js', 'tiff.js']);

  await photosPage.add(rawFiles.map((name) => formatFile(`raw/${name}`)));
  await photosPage.settled(6 + rawFiles.length - 1);
  await activity.open();
  await expect(activity.problem('no-preview.dng')).toHaveAttribute('data-code', 'unsupported-format');

  const photo = await page.evaluate(async () => {
    const raw = (await window.afterimage.photos({ limit: 100 })).find(({ name }) => name === 'turned.cr3');
    return raw && window.afterimage.photo(raw.id);
  });
  expect(photo).toMatchObject({
    ...{ type: 'image/x-canon-cr3', width: 256, height: 192, camera: 'Canon EOS R6', rating: 4 },
    ...{ takenAt: '2024-06-01T18:30:00.120+02:00', takenFrom: 'exif' },
  });
});

test('a raw file beside its JPEG, and the film of a Live Photo, are one photo with it', async ({ photosPage, activity, page }) => {
  const file = (name: string, path: string) => ({ name, mimeType: '', buffer: readFileSync(path) });
  await photosPage.add([
    file('IMG_0001.CR2', formatFile('raw/turned.cr2')),
    file('IMG_0001.JPG', samplePath('cat-chelsea.jpg')),
    { name: 'IMG_0002.MOV', mimeType: 'video/quicktime', buffer: Buffer.from('a film') },
    file('IMG_0002.HEIC', formatFile('heic/turned.heic')),
    file('IMG_0003.CR3', formatFile('raw/turned.cr3')),
    { name: 'IMG_0004.JPG', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') },
    file('IMG_0004.RAF', formatFile('raw/turned.raf')), // Its JPEG is none, so it is a photo of its own.
  ]);
  await photosPage.settled(4);
  await expect(activity.progress()).toHaveCount(0);
  const photos = await page.evaluate(async () => {
    const listed = await window.afterimage.photos({ limit: 10 });
    return Promise.all(listed.map(({ id }) => window.afterimage.photo(id)));
  });
  expect(Object.fromEntries(photos.map(({ name, paths }) => [name, paths]))).toEqual({
    'IMG_0001.JPG': ['IMG_0001.JPG', 'IMG_0001.CR2'],
    'IMG_0002.HEIC': ['IMG_0002.HEIC', 'IMG_0002.MOV'],
    'IMG_0003.CR3': ['IMG_0003.CR3'],
    'IMG_0004.RAF': ['IMG_0004.RAF'],
  });
});
