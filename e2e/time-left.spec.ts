// What is said to be left of a real run, of photos as unlike as people's are, folder by folder. How near it is to what is then really left is
// printed: a clock is no proof. That it is near enough is proven on runs of which the end is known: pipeline/time-left.test.ts.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, long, test } from './fixtures.ts';
import { pickFiles } from './support/console-add.ts';
import { sampleNames, samplePath } from './support/samples.ts';

const fixture = (path: string) => join(import.meta.dirname, 'fixtures', path);
const times = long ? 8 : 1;
/** The dear ones last, where a count of files would mislead. */
const folders = [
  {
    files: 180 * times,
    of: sampleNames()
      .filter((name) => name.endsWith('.jpg'))
      .map(samplePath),
  },
  { files: 24 * times, of: [fixture('preprocess/images/large-4000x3000.png')] },
  { files: 40 * times, of: [fixture('edge/heic-red-panda.heic')] },
];

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterimage-photos-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Files of different bytes: a number stands after the end of the picture. */
function makeFiles(): string[] {
  return folders.flatMap(({ files, of }, at) =>
    Array.from({ length: files }, (_, n) => {
      const original = of[n % of.length] ?? '';
      const path = join(folder, `${at}-${n}.${original.split('.').at(-1)}`);
      writeFileSync(path, Buffer.concat([readFileSync(original), Buffer.from(`copy ${n}`)]));
      return path;
    }),
  );
}

test('a run says how long it still takes from its first tenth on', async ({ photosPage: { page } }) => {
  test.setTimeout(times * 240_000);
  await page.evaluate(() => window.afterimage.ready);
  const picked = await pickFiles(page, makeFiles());
  const { report, said, totalMs } = await picked.evaluate(async (files) => {
    const startMs = performance.now();
    const said: { atMs: number; secondsLeft: number | undefined }[] = [];
    const report = await window.afterimage.add(files, {
      onProgress: ({ secondsLeft }) => said.push({ atMs: performance.now() - startMs, secondsLeft }),
    });
    return { report, said, totalMs: performance.now() - startMs };
  });
  expect(report).toEqual({ added: folders.reduce((sum, { files }) => sum + files, 0), known: 0, skipped: 0, failed: [] });

  const later = said.filter(({ atMs }) => atMs > 0.1 * totalMs && atMs < totalMs - 2000);
  expect(later.length).toBeGreaterThan(0);
  const ratios = later
    .flatMap(({ atMs, secondsLeft }) => (secondsLeft === undefined ? [] : [(1000 * secondsLeft) / (totalMs - atMs)]))
    .sort((a, b) => a - b);
  const at = (share: number) => (ratios[Math.min(ratios.length - 1, Math.floor(share * ratios.length))] ?? Number.NaN).toFixed(2);
  console.log(
    `report: time left, a run of ${Math.round(totalMs / 1000)} s: said ÷ real from its first tenth on: ${at(0)} to ${at(1)}, median ${at(0.5)}, ${ratios.length} times; unsaid ${later.length - ratios.length} times`,
  );
  expect(ratios.length).toBeGreaterThan(later.length / 2);
});
