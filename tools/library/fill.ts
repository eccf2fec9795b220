// Gives a browser profile a ready library of any size, for stories and benchmarks over many photos.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { build } from 'vite';

const root = join(import.meta.dirname, '../..');

/** Writes `rows` photos into the library that the app at `origin` opens. The app needs not run: the page that writes is answered here. */
export async function fillLibrary(context: BrowserContext, origin: string, { rows, seed }: { rows: number; seed: number }): Promise<void> {
  // As the model's tool writes them.
  const goldens = JSON.parse(readFileSync(join(root, 'public/models/starter/goldens.json'), 'utf8')) as {
    photos: Readonly<Record<string, readonly number[]>>;
  };
  const sampleVectors = Object.values(goldens.photos);
  const script = await bundleRows();
  const address = `${origin}/fill-library`;
  await context.route(`${address}*`, (route) =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/fill-library.js"></script>',
        }),
  );
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForFunction(() => 'fillLibrary' in window);
  await page.evaluate((options) => window.fillLibrary(options), { rows, seed, sampleVectors });
  await page.close();
  await context.unroute(`${address}*`);
}

/** rows.ts and what it imports of the app, as one script. */
async function bundleRows(): Promise<string> {
  const entry = join(root, 'tools/library/rows.ts');
  const built = await build({
    root,
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { write: false, target: 'es2024', minify: false, lib: { entry, formats: ['es'], fileName: 'rows' } },
  });
  const output = Array.isArray(built) ? built.flatMap((one) => one.output) : [];
  const chunk = output.find((file) => file.type === 'chunk');
  if (!chunk) throw new Error('rows.ts did not build to one script');
  return chunk.code;
}
