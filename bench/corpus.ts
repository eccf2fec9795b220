// The files that are ingested: the sample photos, made many or made large. Kept in .cache/bench, made when they are not there.

import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { say } from './figure.ts';
import { type Browser, cache, filesIn } from './workbench.ts';

const samples = join(import.meta.dirname, '../public/samples');
const sampleNames = readdirSync(samples)
  .filter((name) => /\.(jpg|png)$/.test(name))
  .sort();

/** The 48 samples as they ship. @returns paths. */
export const samplePhotos = (): string[] => sampleNames.map((name) => join(samples, name));

/** Where a decoder stops: what follows changes the hash alone. */
const withTail = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.from('copy')]);

/** What each folder holds of every sample: a long edge in pixels, with the short one at three quarters of it. */
const sizes = { '3mp': 2048, '12mp': 4000 };

export interface Photos {
  /** Each sample four times, 192 files: twice as it ships (0.1 to 1.3 megapixels), at 3 megapixels and at 12. */
  readonly mixed: readonly string[];
  /** Each sample at 12 megapixels, 2 to 4 MB: 48 files. */
  readonly large: readonly string[];
}

/** @returns paths; those of `mixed` in an order that spreads the sizes evenly. */
export async function makePhotos(browser: Browser): Promise<Photos> {
  const [middle, large] = [await enlarged(browser, '3mp'), await enlarged(browser, '12mp')];
  const folder = join(cache, 'mixed');
  if (filesIn(folder).length !== 4 * sampleNames.length) {
    mkdirSync(folder, { recursive: true });
    for (const [i, name] of sampleNames.entries()) {
      const original = readFileSync(join(samples, name));
      const copies = [original, readFileSync(middle[i] ?? ''), withTail(original), readFileSync(large[i] ?? '')];
      for (const [copy, bytes] of copies.entries())
        writeFileSync(join(folder, `${stem(name)}-${copy}${copy % 2 === 0 ? extname(name) : '.jpg'}`), bytes);
    }
  }
  return { mixed: filesIn(folder), large };
}

const stem = (name: string): string => name.replace(/\.\w+$/, '');

async function enlarged(browser: Browser, size: keyof typeof sizes): Promise<string[]> {
  const folder = join(cache, size);
  if (filesIn(folder).length === sampleNames.length) return filesIn(folder);
  say(`making photos of ${size}`);
  mkdirSync(folder, { recursive: true });
  const page = await browser.openBenchPage();
  for (const [i, name] of sampleNames.entries()) {
    const options = [`/samples/${name}`, sizes[size], i + 1] as const;
    const base64 = await page.evaluate(([url, longPx, seed]) => window.bench.enlarge(url, longPx, seed), options);
    const path = join(folder, `${stem(name)}.jpg`);
    writeFileSync(`${path}.part`, Buffer.from(base64, 'base64'));
    renameSync(`${path}.part`, path);
  }
  await page.close();
  return filesIn(folder);
}
