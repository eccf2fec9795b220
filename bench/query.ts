// A typed key → the results painted, through the page's own field. Beside it what no index can save: the text tower's time.

import type { Page } from '@playwright/test';
import { fillLibrary } from '../tools/library/fill.ts';
import { addAll, giveFiles } from './app-side.ts';
import { makePhotos, samplePhotos } from './corpus.ts';
import { print, say } from './figure.ts';
import { watchNextKey } from './painted.ts';
import { median } from './rounds.ts';
import type { Browser, Workbench } from './workbench.ts';

const subjects = ['a dog', 'two horses', 'a cat', 'people', 'an old bridge', 'a red car', 'flowers', 'a boat', 'children', 'a bird'];
const places = ['in the forest', 'by the sea', 'at night', 'on a street', 'in the snow', 'near a tower', 'in a garden', 'at sunset'];

/** Never the same text twice: the app remembers the vectors of texts it has seen. */
function* texts(): Generator<string> {
  for (const place of places) for (const subject of subjects) for (const end of ['', ', seen from afar']) yield `${subject} ${place}${end}`;
  throw new Error('out of texts');
}

/** As fast as people type. */
const betweenKeysMs = 150;
/** What a person should wait at most beyond the text tower's own time. */
const wantedMs: Readonly<Record<string, { readonly at: 'median' | 'p95'; readonly ms: number }>> = {
  '10k': { at: 'median', ms: 20 },
  '100k': { at: 'median', ms: 40 },
  '10k-while-indexing': { at: 'p95', ms: 100 },
};

interface Samples {
  readonly resultsMs: number[];
  readonly picturesMs: number[];
  readonly towerMs: number[];
}

export async function benchQuery({ quick, appUrl, withBrowser }: Workbench): Promise<void> {
  const rounds = quick ? 5 : 25;
  await withBrowser(async (browser) => {
    const app = await browser.openApp();
    await giveFiles(app, samplePhotos());
    await addAll(app);
    report(browser, '48', await measure(app, rounds, texts()));
  });
  await withBrowser(async (browser) => {
    say('  writing 10,000 photos');
    await fillLibrary(browser.context, appUrl.replace(/\/$/, ''), { rows: 10_000, seed: 1 });
    const { mixed } = await makePhotos(browser);
    const app = await browser.openApp();
    const fresh = texts();
    report(browser, '10k', await measure(app, rounds, fresh));

    await giveFiles(app, mixed);
    const adding = addAll(app).then(() => (indexing = false));
    let indexing = true;
    while ((await app.evaluate(() => window.afterimage.stats())).photos <= 10_000 && indexing); // Until the first is written.
    const samples = await measure(app, rounds, fresh, () => indexing);
    if (samples.resultsMs.length < 5) throw new Error(`indexing was over after ${samples.resultsMs.length} queries`);
    report(browser, '10k-while-indexing', samples);
    await adding;
  });
  await withBrowser(async (browser) => {
    const rows = quick ? 20_000 : 100_000;
    say(`  writing ${rows} photos`);
    await fillLibrary(browser.context, appUrl.replace(/\/$/, ''), { rows, seed: 1 });
    const app = await browser.openApp();
    report(browser, `${rows / 1000}k`, await measure(app, rounds, texts()));
  });
}

/** @param indexing ends the rounds when it says no; absent where the library stays as it is. */
async function measure(app: Page, rounds: number, fresh: Iterator<string>, indexing?: () => boolean): Promise<Samples> {
  const steady = indexing === undefined;
  const go = indexing ?? (() => true);
  const samples: Samples = { resultsMs: [], picturesMs: [], towerMs: [] };
  const field = app.getByRole('searchbox', { name: 'Search photos' });
  for (let round = -2; round < rounds && go(); round++) {
    const text = String(fresh.next().value);
    await field.fill(text.slice(0, -1));
    await settled(app);
    // eslint-disable-next-line no-restricted-syntax -- a person's pace is a time, not a state.
    await app.waitForTimeout(betweenKeysMs);
    await app.evaluate(watchNextKey);
    await field.press(text.slice(-1));
    const { resultsMs, picturesMs } = await app.evaluate(() => window.painted);
    if (steady) await checkFirst(app, text);
    const { ms } = await app.evaluate((query) => window.afterimage.search(query), String(fresh.next().value));
    if (round < 0 || !go()) continue; // The first two warm up.
    samples.resultsMs.push(resultsMs);
    samples.picturesMs.push(picturesMs);
    samples.towerMs.push(ms.embed);
  }
  return samples;
}

/** Until the answer to what stands in the field is shown. */
const settled = (app: Page): Promise<unknown> => app.locator('section[aria-busy=false]').waitFor({ state: 'attached' });

/** What was painted is the answer. Outside the clock, and with a text that is remembered by now. */
async function checkFirst(app: Page, text: string): Promise<void> {
  const painted = await app.locator('[role=list][aria-label=Results] [aria-posinset="1"]').getAttribute('data-photo-id');
  const answer = await app.evaluate((query) => window.afterimage.search(query, { limit: 1 }), text);
  if (painted !== answer.hits[0]?.photoId) throw new Error(`painted ${painted} for “${text}”, not ${answer.hits[0]?.photoId}`);
}

function report({ device }: Browser, name: string, { resultsMs, picturesMs, towerMs }: Samples): void {
  const baseline = { name: 'text tower alone', value: median(towerMs) };
  const figure = { bench: 'query', unit: 'ms', baseline, n: resultsMs.length, device };
  print({ ...figure, case: name, value: median(resultsMs) }, 'lower');
  print({ ...figure, case: `${name}/with-pictures`, value: median(picturesMs) }, 'lower');
  const beyondMs = resultsMs.map((ms, i) => ms - (towerMs[i] ?? 0)).sort((a, b) => a - b);
  const wanted = wantedMs[name];
  if (!wanted) return;
  const value = wanted.at === 'p95' ? (beyondMs[Math.ceil(0.95 * beyondMs.length) - 1] ?? Number.NaN) : median(beyondMs);
  const most = { name: 'wanted at most', value: wanted.ms };
  print({ ...figure, case: `${name}/beyond-tower${wanted.at === 'p95' ? '-p95' : ''}`, value, baseline: most }, 'lower');
}
