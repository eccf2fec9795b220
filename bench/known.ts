// Photos that the library has: how fast they are found known, against indexing them.

import type { Page } from '@playwright/test';
import { addAll, clear, giveFiles } from './app-side.ts';
import { makePhotos, samplePhotos } from './corpus.ts';
import { createSpending } from './cpu.ts';
import { print, say } from './figure.ts';
import { inTurns, median } from './rounds.ts';
import type { Browser, Workbench } from './workbench.ts';

const photos = 10_000;

export async function benchKnown({ quick, profile, withBrowser }: Workbench): Promise<void> {
  await withBrowser((browser) => benchHandles(browser, { count: quick ? 960 : photos, rounds: quick ? 3 : 11, profile }));
  await withBrowser((browser) => benchHashes(browser, { count: quick ? 480 : photos, rounds: quick ? 1 : 3, profile }));
}

interface Size {
  readonly count: number;
  readonly rounds: number;
  readonly profile: boolean;
}

/** A kept folder whose files are as they were: size and time are compared, and nothing is read. */
async function benchHandles(browser: Browser, { count, rounds, profile }: Size): Promise<void> {
  const app = await browser.openApp();
  const samples = samplePhotos();
  await giveFiles(app, samples);
  say(`  handles: writing ${count} files`);
  await fillFolder(app, count);
  const spent = createSpending(browser.profile, count, profile);
  say('  handles: indexing them');
  const indexMs = await spent('index', () => addFolder(app, count));
  const known: number[] = [];
  for (let round = 0; round < rounds; round++) known.push(await spent('rescan', () => rescan(app, count)));
  figure(browser, 'handles', { count, rounds, knownMs: median(known) / count, indexMs: indexMs / count });
  await app.close();
}

/** The same files again, without a folder to know them by: each is read and hashed. */
async function benchHashes(browser: Browser, { count, rounds, profile }: Size): Promise<void> {
  const { large } = await makePhotos(browser);
  const app = await browser.openApp();
  await giveFiles(app, large);
  const again = Math.ceil(count / large.length);
  say(`  hashes: ${large.length} files, each ${again} times; warming up`);
  await addAll(app);
  await dropAgain(app, 1);
  const spent = {
    index: createSpending(browser.profile, large.length, profile),
    known: createSpending(browser.profile, again * large.length, profile),
  };
  const ms = await inTurns(
    {
      async index() {
        await clear(app);
        return spent.index('index', () => addAll(app));
      },
      known: () => spent.known('known', () => dropAgain(app, again)),
    },
    rounds,
  );
  figure(browser, 'hashes', {
    count: again * large.length,
    rounds,
    knownMs: median(ms.known) / (again * large.length),
    indexMs: median(ms.index) / large.length,
  });
  await app.close();
}

/** @param knownMs a photo, like `indexMs`. */
function figure(
  browser: Browser,
  name: string,
  { count, rounds, knownMs, indexMs }: { count: number; rounds: number; knownMs: number; indexMs: number },
): void {
  const baseline = { name: 'indexing them', value: 1000 / indexMs };
  print({ bench: 'known', case: name, value: 1000 / knownMs, unit: 'photos/s', baseline, n: rounds, device: browser.device }, 'higher');
  say(`  ${name}: ${count} known photos in ${((count * knownMs) / 1000).toFixed(2)} s`);
}

/** Writes photos into a folder of the browser's own file system, whose handles need no permission. Each is a sample, made small, with bytes of its
 * own behind the picture. */
const fillFolder = (app: Page, count: number): Promise<void> =>
  app.evaluate(async (count) => {
    const files = [...(document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [])];
    const small = await Promise.all(
      files.map(async (file) => {
        const picture = await createImageBitmap(file, { resizeWidth: 320, resizeHeight: 240, resizeQuality: 'high' });
        const canvas = new OffscreenCanvas(320, 240);
        canvas.getContext('2d')?.drawImage(picture, 0, 0);
        return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.85 });
      }),
    );
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Known', { create: true });
    let next = 0;
    const write = async () => {
      for (let n = next++; n < count; n = next++) {
        const month = await folder.getDirectoryHandle(`month-${n % 100}`, { create: true });
        const writable = await (await month.getFileHandle(`IMG_${n}.jpg`, { create: true })).createWritable();
        await writable.write(new Blob([small[n % small.length] ?? '', `copy ${n}`]));
        await writable.close();
      }
    };
    await Promise.all(Array.from({ length: 16 }, write));
  }, count);

/** @returns ms. @throws {Error} if one was not added. */
const addFolder = (app: Page, count: number): Promise<number> =>
  app.evaluate(async (count) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('Known');
    const startMs = performance.now();
    const report = await window.afterimage.addFolder(folder);
    const ms = performance.now() - startMs;
    if (report.added !== count) throw new Error(`of ${count} files: ${JSON.stringify(report)}`);
    return ms;
  }, count);

/** @returns ms. @throws {Error} if one was not found known. */
const rescan = (app: Page, count: number): Promise<number> =>
  app.evaluate(async (count) => {
    const startMs = performance.now();
    const report = await window.afterimage.rescan();
    const ms = performance.now() - startMs;
    if (report.unchanged !== count) throw new Error(`of ${count} files: ${JSON.stringify(report)}`);
    return ms;
  }, count);

/** Adds each of the given files so many times, as one drop. @returns ms. @throws {Error} if one was not found known. */
const dropAgain = (app: Page, times: number): Promise<number> =>
  app.evaluate(async (times) => {
    const given = [...(document.querySelector<HTMLInputElement>('#bench-files')?.files ?? [])];
    const files = Array.from({ length: times }, () => given).flat();
    const startMs = performance.now();
    const report = await window.afterimage.add(files);
    const ms = performance.now() - startMs;
    if (report.known !== files.length) throw new Error(`of ${files.length} files: ${JSON.stringify(report)}`);
    return ms;
  }, times);
