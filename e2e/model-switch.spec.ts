// From one model to another: the old one answers until the new one has every photo; both can be kept and compared; dropping one frees what it took.

import { test as base, expect } from './fixtures.ts';
import { type Hub, serveHub } from './support/hub.ts';
import { anonymousSamples } from './support/samples.ts';

const test = base.extend<{ hub: Hub }>({
  hub: async ({ watch }, use) => {
    const hub = await serveHub();
    watch.expectTrouble(/127\.0\.0\.1|ERR_/);
    await use(hub);
    await hub.close();
  },
});

test('a library goes over to another model while the first answers, also over a reload; both are compared, and one is dropped', async ({
  photosPage,
  hub,
}) => {
  const { page } = photosPage;
  await photosPage.add(anonymousSamples(7).slice(0, 12));
  await expect.poll(() => page.evaluate(async () => (await window.afterimage.stats()).indexed)).toBe(12);
  const before = await page.evaluate(() => window.afterimage.stats());
  await page.evaluate(({ host, cdn }) => window.afterimage.models.install({ host, repo: 'tiny/micro-clip' }, { hosts: [cdn] }), {
    host: hub.host,
    cdn: hub.cdn,
  });

  // It is stopped in the middle, and asked while it goes on.
  const stopped = await page.evaluate(async () => {
    const abort = new AbortController();
    const told: number[] = [];
    const onProgress = ({ done }: { done: number }) => void (told.push(done), abort.abort());
    const outcome = await window.afterimage.models
      .use('tiny/micro-clip', { signal: abort.signal, onProgress })
      .catch((error: Error) => error.name);
    return { outcome, told, space: (await window.afterimage.stats()).space };
  });
  expect(stopped).toMatchObject({ space: before.space });

  const during = await page.evaluate(async () => {
    const spaces: string[] = [];
    const switched = window.afterimage.models.use('tiny/micro-clip');
    const answer = await window.afterimage.search('a dog');
    spaces.push((await window.afterimage.stats()).space);
    await switched;
    return { hits: answer.hits.length, spaces, stats: await window.afterimage.stats() };
  });
  expect(during.hits).toBe(12);
  expect(during.stats).toMatchObject({ indexed: 12, pending: 0 });
  expect(during.stats.space).toContain('micro-clip');
  const [id] = await page.evaluate(async () => (await window.afterimage.photos()).map((photo) => photo.id));
  expect((await page.evaluate(async (photoId) => [...(await window.afterimage.vector(photoId))], id ?? '')).length).toBe(32);
  expect(await page.evaluate(async () => (await window.afterimage.embedText('a cat')).length)).toBe(32);

  // The photo's own vector, made from its preview: the nearest to itself.
  const spaces = during.stats.spaces.map((space) => space.id);
  expect(spaces).toHaveLength(2);
  const compared = await page.evaluate((ids) => window.afterimage.models.compare('a dog', ids, { limit: 5 }), spaces);
  expect(Object.values(compared).map(({ hits }) => hits.length)).toEqual([5, 5]);
  const first = await page.evaluate(async (space) => (await window.afterimage.models.compare('a dog', [space]))[space], before.space);
  expect(first?.hits.length).toBe(12);

  await page.reload();
  await expect.poll(() => page.evaluate(async () => (await window.afterimage.stats()).space)).toBe(during.stats.space);
  // New photos come into the new space, and go back into the old one when it is used again.
  await photosPage.add(anonymousSamples(7).slice(0, 14));
  await expect.poll(() => page.evaluate(async () => (await window.afterimage.stats()).indexed)).toBe(14);
  await page.evaluate(() => window.afterimage.models.use('starter'));
  expect(await page.evaluate(() => window.afterimage.stats())).toMatchObject({ space: before.space, indexed: 14, pending: 0 });
  await page.evaluate(() => window.afterimage.models.remove('tiny/micro-clip'));
  const after = await page.evaluate(() => window.afterimage.stats());
  expect(after.spaces).toEqual([{ id: before.space, dim: 512, count: 14 }]);
  expect(after.bytes.vectors).toBe(14 * 512 * 4);
  expect(after.bytes.models).toBe(0);
});

test('a switch that a reload interrupts goes on by itself', async ({ photosPage, hub }) => {
  const { page } = photosPage;
  await photosPage.add(anonymousSamples(7).slice(0, 40));
  await expect.poll(() => page.evaluate(async () => (await window.afterimage.stats()).indexed), { timeout: 60_000 }).toBe(40);
  await page.evaluate(({ host, cdn }) => window.afterimage.models.install({ host, repo: 'tiny/micro-clip' }, { hosts: [cdn] }), {
    host: hub.host,
    cdn: hub.cdn,
  });
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        window.afterimage.models.use('tiny/micro-clip', { onProgress: () => resolve() }).catch(() => undefined); // The reload ends it.
      }),
  );
  await page.reload();
  await expect.poll(() => page.evaluate(async () => (await window.afterimage.stats()).space), { timeout: 60_000 }).toContain('micro-clip');
  expect(await page.evaluate(() => window.afterimage.stats())).toMatchObject({ indexed: 40, pending: 0, failed: 0 });
});
