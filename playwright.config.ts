// Stories in real Chromium against the built app. One file: `npm run test:e2e -- FILE`. Each runner serves the build itself (e2e/fixtures.ts).

import { defineConfig } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './tools/chromium.ts';

const long = process.env.LONG === '1';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/browser',
  globalSetup: './e2e/build.ts',
  // Two models and the decoders already fill two cores.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  timeout: long ? 3_600_000 : 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    launchOptions: { executablePath: chromiumPath(), args: [...chromiumArgs] },
    screenshot: 'only-on-failure',
    viewport: { width: 1280, height: 800 },
  },
});
