// The files that are ingested: the sample photos, as phones keep theirs. Kept in .cache/bench, made when they are not there.

import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { say } from './figure.ts';
import type { PhotoKind } from './page/draw.ts';
import { type Browser, cache, filesIn } from './workbench.ts';

const samples = join(import.meta.dirname, '../public/samples');
const sampleNames = readdirSync(samples)
  .filter((name) => /\.(jpg|png)$/.test(name))
  .sort();

/** The 48 samples as they ship. @returns paths. */
export const samplePhotos = (): string[] => sampleNames.map((name) => join(samples, name));

/** A box that readers pass over: it changes the hash alone. */
const withFreeBox = (bytes: Buffer, n: number): Buffer => {
  const box = Buffer.from('....freecopy.');
  box.writeUInt32BE(box.length);
  box[box.length - 1] = n;
  return Buffer.concat([bytes, box]);
};

export interface Photos {
  /** A phone's library: of every sample a 12-megapixel JPEG, a screenshot that shows it and a small WebP, and 16 HEICs: 160 files. */
  readonly mixed: readonly string[];
  /** Each sample as a JPEG of 12 megapixels, 2 to 4 MB: 48 files. */
  readonly large: readonly string[];
}

/** Made by photos/make_heic.py. */
const heics = filesIn(join(import.meta.dirname, 'photos')).filter((path) => path.endsWith('.heic'));
const copiesOfHeic = 8;

/** @returns paths; those of `mixed` in an order that spreads the kinds evenly. */
export async function makePhotos(browser: Browser): Promise<Photos> {
  const kinds: readonly PhotoKind[] = ['camera', 'screenshot', 'chat'];
  const [large = [], ...others] = await inOrder(kinds, (kind) => drawn(browser, kind));
  const folder = join(cache, 'phone');
  const heicsEvery = sampleNames.length / (heics.length * copiesOfHeic);
  if (filesIn(folder).length !== 3 * sampleNames.length + heics.length * copiesOfHeic) {
    mkdirSync(folder, { recursive: true });
    for (const [i, name] of sampleNames.entries()) {
      for (const path of [large[i], ...others.map((paths) => paths[i])])
        if (path !== undefined) writeFileSync(join(folder, `${stem(name)}${extname(path)}`), readFileSync(path));
      const heic = heics[i % heics.length];
      if (i % heicsEvery === 0 && heic !== undefined) writeFileSync(join(folder, `${stem(name)}.heic`), withFreeBox(readFileSync(heic), i));
    }
  }
  return { mixed: filesIn(folder), large };
}

async function inOrder<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}

const stem = (name: string): string => name.replace(/\.\w+$/, '');

/** Every sample as such a picture. */
async function drawn(browser: Browser, kind: PhotoKind): Promise<string[]> {
  const folder = join(cache, kind);
  if (filesIn(folder).length === sampleNames.length) return filesIn(folder);
  say(`making photos: ${kind}`);
  mkdirSync(folder, { recursive: true });
  const page = await browser.openBenchPage();
  for (const [i, name] of sampleNames.entries()) {
    const options = [`/samples/${name}`, kind, i + 1] as const;
    const { base64, extension } = await page.evaluate(([url, kind, seed]) => window.bench.draw(url, kind, seed), options);
    const path = join(folder, `${stem(name)}${extension}`);
    writeFileSync(`${path}.part`, Buffer.from(base64, 'base64'));
    renameSync(`${path}.part`, path);
  }
  await page.close();
  return filesIn(folder);
}
