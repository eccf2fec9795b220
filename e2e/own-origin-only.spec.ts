// Nothing leaves the device: from the first byte to the answer, the browser asks the app's own origin for everything.

import { expect, test } from './fixtures.ts';
import { anonymousSamples } from './support/samples.ts';

test('from start to search every request goes to the app itself', async ({ photosPage, searchPage, watch, host, context }) => {
  await photosPage.add(anonymousSamples(3).slice(0, 8));
  await photosPage.settled(8);
  await searchPage.namesFor('a dog', 3);

  const requests = watch.requests();
  // The watch sees the workers too: models and WASM are fetched there.
  for (const part of [/\/workers\/library-/, /\/workers\/imaging-/, /\/workers\/model-/, /\.onnx$/, /\.wasm$/])
    expect(requests).toContainEqual(expect.stringMatching(part));
  expect(requests.filter((url) => !url.startsWith(`${host.origin}/`) && !url.startsWith(`blob:${host.origin}/`))).toEqual([]);
  expect(context.serviceWorkers().filter((worker) => !worker.url().startsWith(host.origin))).toEqual([]);
});

test('once loaded it works without a network', async ({ photosPage, searchPage, context, watch }) => {
  // Chromium asks for the tab's icon again at each address.
  watch.expectTrouble(/ERR_INTERNET_DISCONNECTED .*\/icons\//);
  await photosPage.add(anonymousSamples(3).slice(0, 4));
  await photosPage.settled(4);
  await searchPage.namesFor('a dog', 1);
  await context.setOffline(true);
  await photosPage.page.goto('./#/');
  await photosPage.add(anonymousSamples(3).slice(4, 8));
  await photosPage.settled(8);
  expect(await searchPage.namesFor('something to eat', 3)).toHaveLength(3);
});
