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
