// The tests in the browser run as the app does: isolated, in one origin, with its files at their addresses.

import { expect, test } from 'vitest';

test('a test page is cross-origin isolated', () => {
  expect(crossOriginIsolated).toBe(true);
});

test('sample photos, the model and fixtures are at their addresses', async () => {
  for (const path of ['/samples/cat-chelsea.jpg', '/models/starter/config.json', '/e2e/fixtures/edge/manifest.json']) {
    const response = await fetch(path);
    expect([path, response.status, response.headers.get('content-type')]).toEqual([path, 200, expect.stringMatching(/image\/jpeg|json/)]);
  }
});
