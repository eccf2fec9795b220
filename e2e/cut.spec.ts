// Good matches, over photos whose names say nothing: what is there is good, and for what is not there nothing is.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { defaultModel } from '../src/worker/embedding/catalog.ts';
import { cutFor } from '../src/worker/pipeline/cut.ts';
import { absent, nonsense } from '../tools/cut/cases.ts';
import { expect, test } from './fixtures.ts';
import { anonymousSamples } from './support/samples.ts';

const goldens = JSON.parse(readFileSync(join(import.meta.dirname, '../public/models/starter/goldens.json'), 'utf8')) as {
  queries: { readonly text: string; readonly expected: readonly string[] }[]; // As the README beside it says.
};

const goodOf = (page: Page, queries: readonly string[]): Promise<{ cut: number | undefined; good: string[] }[]> =>
  page.evaluate(async (queries) => {
    const found = [];
    for (const query of queries) {
      const { hits, good, cut } = await window.afterimage.search(query);
      found.push({ cut, good: hits.slice(0, good).map(({ name }) => name) });
    }
    return found;
  }, queries);

test('good matches hold what is meant, and nothing where nothing is shown', async ({ photosPage, page }) => {
  const samples = anonymousSamples(11);
  const original = new Map(samples.map((sample) => [sample.name, sample.original]));
  await photosPage.add(samples);
  await photosPage.settled(48);

  const cutOfNothing = async () => (await goodOf(page, ['zzzzzz']))[0]?.cut;
  const unmeasured = cutFor(undefined, { spread: defaultModel.background.words, photos: 48, mayBeEmpty: true });
  await expect.poll(cutOfNothing, { message: 'the library is measured', timeout: 30_000 }).not.toBe(unmeasured);
  const measured = await cutOfNothing();

  const present = await goodOf(
    page,
    goldens.queries.map(({ text }) => text),
  );
  const hit = goldens.queries.filter(({ expected }, i) => present[i]?.good.some((name) => expected.includes(original.get(name) ?? '')));
  const meanGood = present.reduce((sum, { good }) => sum + good.length, 0) / present.length;
  const empty = (await goodOf(page, [...absent, ...nonsense])).filter(({ good }) => good.length === 0);
  console.log(
    `${hit.length} of 30 found, ${meanGood.toFixed(1)} good on average; ${empty.length} of 40 empty; from ${measured?.toFixed(4)} on`,
  );
  expect(hit.length).toBeGreaterThanOrEqual(24);
  expect(meanGood).toBeLessThanOrEqual(8);
  expect(empty.length).toBeGreaterThanOrEqual(34);

  await page.reload();
  await page.evaluate(() => window.afterimage.ready);
  expect(await cutOfNothing()).toBe(measured);
});
