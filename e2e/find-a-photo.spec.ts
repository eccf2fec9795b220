// The main job: photos are dropped in, described, and found; also the next day. Names and captions are gone, so only the pictures answer.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import type { SearchPage } from './pages/search-page.ts';
import { anonymousSamples } from './support/samples.ts';

interface GoldenQuery {
  readonly text: string;
  /** Names in public/samples that answer it. */
  readonly expected: readonly string[];
}
const goldens = JSON.parse(readFileSync(join(import.meta.dirname, '../public/models/starter/goldens.json'), 'utf8')) as {
  queries: GoldenQuery[];
};

test('finds photos by their descriptions, also after a reload', async ({ photosPage, searchPage, page }) => {
  const samples = anonymousSamples(7);
  expect(samples).toHaveLength(48);
  const original = new Map(samples.map((sample) => [sample.name, sample.original]));
  await photosPage.add(samples);
  await photosPage.settled(48);
  await photosPage.expectCount(48);

  const before = await answers(searchPage);
  expect(before).toHaveLength(30);
  const right = (names: readonly string[], { expected }: GoldenQuery) => names.some((name) => expected.includes(original.get(name) ?? ''));
  const firsts = before.filter(({ query, names }) => right(names.slice(0, 1), query));
  const firstFives = before.filter(({ query, names }) => right(names, query));
  console.log(`an expected photo first in ${firsts.length} of 30, in the first five in ${firstFives.length} of 30`);
  expect(firsts.length).toBeGreaterThanOrEqual(20);
  expect(firstFives.length).toBeGreaterThanOrEqual(28);

  await page.goto('./');
  await page.reload();
  await photosPage.expectCount(48);
  expect(await answers(searchPage)).toEqual(before);
});

test('a query is an address: reload, back and forward keep it', async ({ photosPage, searchPage, page }) => {
  await photosPage.add(anonymousSamples(7).slice(0, 12));
  await photosPage.settled(12);
  const names = await searchPage.namesFor('a dog', 3);
  await page.reload();
  await expect(searchPage.field()).toHaveValue('a dog');
  await expect(searchPage.picture(1)).toHaveAccessibleName(names[0] ?? 'none');
  await page.goBack();
  await expect(photosPage.photos().first()).toBeVisible();
  await page.goForward();
  await expect(searchPage.field()).toHaveValue('a dog');
  await expect(searchPage.picture(1)).toHaveAccessibleName(names[0] ?? 'none');
});

async function answers(searchPage: SearchPage): Promise<{ query: GoldenQuery; names: string[] }[]> {
  const found = [];
  for (const query of goldens.queries) found.push({ query, names: await searchPage.namesFor(query.text, 5) });
  return found;
}
