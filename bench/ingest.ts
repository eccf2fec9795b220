// Files → photos in the library, against the plain library, and against what the cores could do if nothing but pixels and models took time.

import type { Page } from '@playwright/test';
import { addAll, clear, giveFiles, splitOf, vectorsOf } from './app-side.ts';
import { makePhotos } from './corpus.ts';
import { createSpending } from './cpu.ts';
import { print, say } from './figure.ts';
import { inTurns, median } from './rounds.ts';
import type { Browser, Workbench } from './workbench.ts';

/** Whether both sides embed the same photos, by cosine: the library's own processor is coarser than ours. Found: 0.925 and 0.977 on the samples. */
const leastCosine = { median: 0.9, each: 0.8 };
/** As the app has it. */
const embedBatch = 2;
/** How many photos a transaction of an ingest holds, each with its vector: as the app has it. */
const photosAtOnce = 8;
/** The share of all processor time that hashing and storage may take. */
const allowedPercent = 7;
/** What the plain library cannot read. */
const unreadable = '.heic';

export async function benchIngest({ quick, profile, withBrowser }: Workbench): Promise<void> {
  await withBrowser(async (browser) => {
    const { mixed, large } = await makePhotos(browser);
    const some = (paths: readonly string[]) => (quick ? paths.filter((_, i) => i % 4 === (i >> 2) % 4) : paths);
    const options = { browser, profile, rounds: quick ? 1 : 3, warmUp: mixed.slice(0, 96) };
    await compare({ ...options, name: 'mixed', paths: some(mixed) });
    await compare({ ...options, name: '12mp', paths: some(large) });
  });
}

interface Comparison {
  readonly browser: Browser;
  readonly name: string;
  readonly paths: readonly string[];
  /** Enough photos for the app to load its models and to find out how to share the cores. */
  readonly warmUp: readonly string[];
  readonly rounds: number;
  readonly profile: boolean;
}

async function compare({ browser, name, paths, warmUp, rounds, profile }: Comparison): Promise<void> {
  const [app, page] = [await browser.openApp(), await browser.openBenchPage()];
  const threads = await page.evaluate(() => navigator.hardwareConcurrency);
  say(`  ${name}: ${paths.length} files, ${rounds} rounds; warming up`);
  await prepareSides(app, page, { paths, warmUp, threads });

  const spent = createSpending(browser.profile, paths.length, profile);
  const readable = paths.filter((path) => !path.endsWith(unreadable));
  let ours: Record<string, number[]> = {};
  let theirs: Record<string, number[]> = {};
  const plain = (n: number) => async () => {
    await page.bringToFront();
    const { ms, vectors } = await spent(`plain, threads: ${n}`, () => page.evaluate((n) => window.bench.runPlain(n), n));
    theirs = Object.fromEntries(vectors.map((vector, i) => [baseName(readable[i] ?? ''), vector]));
    return ms;
  };
  const add = (side: string, but?: string) => async () => {
    await app.bringToFront();
    await clear(app);
    const ms = await spent(side, () => addAll(app, but));
    ours = await vectorsOf(app);
    return ms;
  };
  const ms = await inTurns(
    {
      ours: add('ours'),
      oursReadable: add('ours, of what the plain library reads', unreadable),
      plain: plain(1),
      plainThreads: plain(threads),
      async prepare() {
        await page.bringToFront();
        return spent('prepare alone', () => page.evaluate(() => window.bench.prepareAlone()));
      },
      infer: () => spent('inference alone', () => page.evaluate((batch) => window.bench.inferAlone(batch), embedBatch)),
      read: () => spent('read alone', () => page.evaluate(() => window.bench.readFiles())),
      hash: () => spent('hash alone', () => page.evaluate(() => window.bench.hashFiles())),
      store: () => spent('store alone', () => page.evaluate((photosAtOnce) => window.bench.storePhotos(photosAtOnce), photosAtOnce)),
    },
    rounds,
  );
  checkSame(ours, theirs);

  const perSecond = (samples: readonly number[], photos = paths.length) => (1000 * photos) / median(samples);
  const ideal = 1 / (1 / perSecond(ms.prepare) + 1 / perSecond(ms.infer));
  const common = { bench: 'ingest', n: rounds, device: browser.device };
  const against = (suffix: string, value: number, side: string, baseline: number) =>
    print({ ...common, case: `${name}/${suffix}`, value, unit: 'images/s', baseline: { name: side, value: baseline } }, 'higher');
  const both = perSecond(ms.oursReadable, readable.length);
  against('vs-plain', both, 'plain pipeline, 1 thread', perSecond(ms.plain, readable.length));
  against('vs-plain-threads', both, `plain pipeline, ${threads} threads`, perSecond(ms.plainThreads, readable.length));
  against('vs-ideal', perSecond(ms.ours), `1 / (1 / prepare alone + 1 / inference alone)`, ideal);

  const percent = (...sides: string[]) => (100 * sides.reduce((sum, side) => sum + spent.ms(side), 0)) / spent.ms('ours');
  const share = (suffix: string, value: number, side: string, baseline: number) =>
    print({ ...common, case: `${name}/${suffix}`, value, unit: '% of processor time', baseline: { name: side, value: baseline } }, 'lower');
  share('hash-and-storage', percent('hash alone', 'store alone'), 'most allowed', allowedPercent);
  share('file-reading', percent('read alone'), 'the whole ingest', 100);
  for (const side of ['ours', 'prepare alone', 'inference alone', 'read alone', 'hash alone', 'store alone'])
    print(
      {
        ...{ ...common, case: `${name}/profile/${side.replace(/ .*/, '')}`, value: spent.ms(side), unit: 'ms of processor time a photo' },
        baseline: { name: 'the whole ingest', value: spent.ms('ours') },
      },
      'lower',
    );
  const rates = Object.entries(ms).map(([side, samples]) => `${side} ${perSecond(samples).toFixed(1)}`);
  say(`  images/s: ${rates.join(', ')}`);
  await Promise.all([page.close(), app.close()]);
}

async function prepareSides(
  app: Page,
  page: Page,
  { paths, warmUp, threads }: { paths: readonly string[]; warmUp: readonly string[]; threads: number },
): Promise<void> {
  await app.bringToFront();
  await clear(app);
  await giveFiles(app, warmUp);
  await addAll(app);
  await giveFiles(app, paths);
  await page.bringToFront();
  await page.locator('input').setInputFiles([...paths]);
  await page.evaluate(() => window.bench.loadPlain(1));
  if (threads > 1) await page.evaluate((n) => window.bench.loadPlain(n), threads);
  await page.evaluate((split) => window.bench.loadAlone(split), await splitOf(app));
  await page.evaluate(() => window.bench.loadKeeping());
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** A wrong answer is not fast. */
function checkSame(ours: Readonly<Record<string, number[]>>, theirs: Readonly<Record<string, number[]>>): void {
  const cosines = Object.entries(theirs).map(([name, vector]) =>
    vector.reduce((sum, x, i) => sum + x * (ours[name]?.[i] ?? Number.NaN), 0),
  );
  const [least, middle] = [Math.min(...cosines), median(cosines)];
  say(`  cosine to the plain pipeline's vectors: least ${least.toFixed(3)}, median ${middle.toFixed(3)}`);
  if (!(least >= leastCosine.each && middle >= leastCosine.median)) throw new Error('the two sides do not embed the same photos alike');
}
