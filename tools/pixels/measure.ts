// `npx tsx tools/pixels/measure.ts` prints the tables of docs/decisions/0005-pixels.md, measured in Chromium on this machine.

import { chromium } from '@playwright/test';
import { createServer } from 'vite';
import { chromiumArgs, chromiumPath } from '../chromium.ts';
import type { Row } from './page.ts';

const server = await createServer({ configFile: false, logLevel: 'error', server: { host: '127.0.0.1', port: 0, hmr: false } });
// An empty page of this origin, without a policy: the measuring compiles WebAssembly in it.
server.middlewares.use('/empty', (_request, response) => void response.setHeader('Content-Type', 'text/html').end('<!doctype html>'));
await server.listen();
const browser = await chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs] });
try {
  const page = await browser.newPage();
  await page.goto(new URL('/empty', server.resolvedUrls?.local[0]).href);
  const tables = await page.evaluate(async (url): Promise<Record<string, Row[]>> => {
    const { measure } = (await import(url)) as { measure: () => Promise<Record<string, Row[]>> }; // What page.ts exports: Vite serves that very file.
    return measure();
  }, '/tools/pixels/page.ts');
  process.stdout.write(`Chromium ${browser.version()}\n`);
  for (const [title, rows] of Object.entries(tables)) {
    process.stdout.write(`\n${title}\n`);
    for (const { what, ms, levels } of rows)
      process.stdout.write(
        `  ${what.padEnd(40)} ${ms.toFixed(1).padStart(6)} ms${levels === undefined ? '' : `   ${levels.toFixed(2)} levels`}\n`,
      );
  }
} finally {
  await browser.close();
  await server.close();
}
