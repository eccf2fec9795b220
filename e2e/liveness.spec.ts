// While two hundred photos come in: a query goes before the next batch of pictures, and the page's main thread does none of the work.
// Shown by a trace of what ran where, never by a clock.

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { beginAdd } from './support/console-add.ts';
import { sampleNames, samplePath } from './support/samples.ts';
import { profiledFrames, recordTrace, type TraceEvent } from './support/trace.ts';

const photos = 200;
const words = ['a dog', 'a red flower', 'the sea at night', 'bread on a table', 'a city from above', 'a bird', 'snow', 'an old car'];
/** Marks the page's own main thread in the trace, where every renderer has one. */
const pageMark = 'the-page';

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterimage-photos-'));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** So many files of different bytes: samples, with a number after the end of the picture. */
function makePhotos(count: number): string[] {
  const samples = sampleNames().filter((name) => name.endsWith('.jpg'));
  return Array.from({ length: count }, (_, at) => {
    const path = join(folder, `photo-${at}.jpg`);
    writeFileSync(path, Buffer.concat([readFileSync(samplePath(samples[at % samples.length] ?? '')), Buffer.from(`copy ${at}`)]));
    return path;
  });
}

test('a query never waits for a batch, and the main thread never decodes, hashes, embeds or stores', async ({
  photosPage: { page },
  browser,
}) => {
  await page.evaluate(() => window.afterimage.ready);
  const recording = await recordTrace(browser);
  await page.evaluate((name) => void performance.mark(name), pageMark);
  const adding = await beginAdd(page, makePhotos(photos));
  for (const [at, query] of words.entries()) {
    await page.evaluate(
      async ({ query, indexed }) => {
        while ((await window.afterimage.stats()).indexed < indexed) await new Promise((go) => setTimeout(go, 10));
        await window.afterimage.search(query);
      },
      { query, indexed: 1 + at * 20 },
    );
  }
  expect(await adding.outcome()).toEqual({ report: { added: photos, known: 0, skipped: 0, failed: [] } });
  const trace = await recording.stop();

  await test.step('each query is answered before the next batch', () => expectQueriesFirst(trace));
  await test.step('the main thread paints, and no more', () => expectMainThreadFree(trace));
});

function expectQueriesFirst(trace: readonly TraceEvent[]): void {
  const moments = (name: string) => trace.filter((event) => event.name === `afterimage:${name}`).map(({ ts }) => ts);
  const [asked, answered] = [moments('query-asked'), moments('query-answered')];
  const [dispatched, embedded] = [moments('batch-dispatched'), moments('batch-embedded')];
  expect(asked).toHaveLength(words.length);
  expect(answered).toHaveLength(words.length);
  expect(dispatched.length).toBeGreaterThanOrEqual(photos / 4);

  const before = (times: readonly number[], moment: number) => times.filter((time) => time < moment).length;
  let amidBatches = 0;
  for (const [at, start] of asked.entries()) {
    const end = answered[at] ?? Number.NaN;
    const between = dispatched.filter((time) => time > start && time < end);
    expect(between, `batches sent off while query ${at + 1} waited`).toEqual([]);
    if (before(dispatched, start) > before(embedded, start) && before(dispatched, end) < dispatched.length) amidBatches++;
  }
  // Or the queries were asked in a lull, and none of this was shown.
  expect(amidBatches, 'queries asked with a batch under way and more to come').toBeGreaterThan(words.length / 2);
}

function expectMainThreadFree(trace: readonly TraceEvent[]): void {
  const page = trace.find(({ name }) => name === pageMark);
  if (!page) throw new Error('the trace has no mark of the page');
  const isMain = ({ pid, tid }: { pid: number; tid: number }) => pid === page.pid && tid === page.tid;
  const named = (like: RegExp) => trace.filter(({ name, cat }) => like.test(name) || like.test(cat));
  const database = named(/^IndexedDB$|^IDB/);
  const digests = named(/^DoDigest$/);
  const decodings = named(/^(Decode Image|ImageDecodeTask|Decode LazyPixelRef)$/);
  for (const work of [database, digests, decodings]) {
    expect(work.filter(isMain).map(({ name }) => name)).toEqual([]);
    expect(work.length, 'the trace tells of such work elsewhere').toBeGreaterThan(0);
  }
  expect(digests.length).toBeGreaterThanOrEqual(photos);

  const frames = profiledFrames(trace);
  const [main, others] = [frames.filter(isMain), frames.filter((frame) => !isMain(frame))];
  const working = (frame: (typeof frames)[number]) =>
    frame.codeType === 'wasm' ||
    /\/workers\//.test(frame.url) ||
    /^(createImageBitmap|ImageDecoder|convertToBlob|getImageData|digest|transaction|arrayBuffer)$/.test(frame.functionName);
  expect(main.length, 'the main thread was sampled').toBeGreaterThan(100);
  expect(main.filter(working).map(({ functionName, url }) => `${functionName} ${url}`)).toEqual([]);
  const scripts = new Set(main.map(({ url }) => url).filter((url) => /^https?:/.test(url)));
  for (const url of scripts) expect(new URL(url).pathname, 'scripts of the page alone').toMatch(/^\/assets\/[\w-]+\.js$/);
  for (const kind of ['library', 'imaging', 'model'])
    expect(
      others.some(({ url }) => url.includes(`/workers/${kind}-`)),
      `the ${kind} worker was sampled`,
    ).toBe(true);
  expect(others.filter(working).length).toBeGreaterThan(100);
}
