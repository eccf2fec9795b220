// From the address to an app that answers, with everything in the browser's cache; and what it has to load for that.

import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import { addAll, giveFiles } from './app-side.ts';
import { samplePhotos } from './corpus.ts';
import { print, say } from './figure.ts';
import { watchStart } from './painted.ts';
import { inTurns, median } from './rounds.ts';
import { type Browser, builtFile, type Workbench } from './workbench.ts';

/** Of the scripts that the document itself loads, in kB of gzip. */
const allowedKilobytes = 150;

export async function benchStart({ quick, appUrl, benchUrl, withBrowser }: Workbench): Promise<void> {
  await withBrowser(async (browser) => {
    const library = await browser.openApp();
    await giveFiles(library, samplePhotos());
    await addAll(library);
    await library.close();

    const fieldMs: number[] = [];
    const paths = { app: new Set<string>(), words: new Set<string>() };
    const sides = {
      ours: () =>
        fresh(browser, appUrl, paths.app, async (page) => {
          const started = await page.evaluate(() => window.started);
          fieldMs.push(started.fieldMs);
          return started.answeredMs;
        }),
      words: () =>
        fresh(browser, `${benchUrl}words.html`, paths.words, async (page) => {
          await page.locator('body[data-answered-ms]').waitFor({ state: 'attached' });
          return page.evaluate(() => Number(document.body.dataset.answeredMs));
        }),
    };
    await inTurns(sides, 1); // Fills the cache.
    fieldMs.length = 0;
    const ms = await inTurns(sides, quick ? 3 : 11);

    const figure = { bench: 'start', device: browser.device, n: ms.ours.length };
    const baseline = { name: 'text tower alone, from an empty page to one text', value: median(ms.words) };
    print({ ...figure, case: 'interactive', value: median(ms.ours), unit: 'ms', baseline }, 'lower');
    print({ ...figure, case: 'interactive/field', value: median(fieldMs), unit: 'ms', baseline }, 'lower');
    reportSizes({ ...figure, n: 1 }, [...paths.app], [...paths.words]);
  });
}

/** A new tab at `url`, closed afterwards. @param paths gets the path of everything it and its workers load until `work` is done. */
async function fresh(browser: Browser, url: string, paths: Set<string>, work: (page: Page) => Promise<number>): Promise<number> {
  const page = await browser.context.newPage();
  page.context().on('request', note);
  function note(request: { url: () => string }): void {
    const { origin, pathname } = new URL(request.url());
    if (origin === new URL(url).origin) paths.add(pathname);
  }
  try {
    await page.addInitScript(watchStart);
    await page.goto(url, { waitUntil: 'commit' });
    return await work(page);
  } finally {
    page.context().off('request', note);
    await page.close();
  }
}

function reportSizes(figure: { bench: string; device: string; n: number }, ours: readonly string[], theirs: readonly string[]): void {
  const scripts = (paths: readonly string[]) => paths.filter((path) => /\.m?js$/.test(path));
  const wasm = (paths: readonly string[]) => paths.filter((path) => path.endsWith('.wasm'));
  const ofWorkers = (path: string) => path.startsWith('/workers/') || path.endsWith('.mjs') || path === '/service-worker.js';
  const document = scripts(ours).filter((path) => !ofWorkers(path));
  const workers = scripts(ours).filter(ofWorkers);
  say(`  the document: ${document.join(' ')}; workers: ${workers.join(' ')}; ${wasm(ours).join(' ')}`);
  const common = { ...figure, unit: 'kB gzip' };
  const plain = 'text tower alone';
  print(
    { ...common, case: 'initial-js', value: kilobytes(document, 'app'), baseline: { name: 'most allowed', value: allowedKilobytes } },
    'lower',
  );
  print(
    {
      ...common,
      case: 'worker-js',
      value: kilobytes(workers, 'app'),
      baseline: { name: plain, value: kilobytes(scripts(theirs), 'page') },
    },
    'lower',
  );
  print(
    { ...common, case: 'wasm', value: kilobytes(wasm(ours), 'app'), baseline: { name: plain, value: kilobytes(wasm(theirs), 'page') } },
    'lower',
  );
}

const kilobytes = (paths: readonly string[], side: 'app' | 'page'): number =>
  paths.reduce((sum, path) => sum + gzipSync(builtFile(path, side)).length, 0) / 1000;
