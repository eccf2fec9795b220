// Everything a benchmark stands on: the app built and served as people get it, the bench page beside it, and a Chromium with a profile on disk.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from '@playwright/test';
import sirv from 'sirv';
import { build } from 'vite';
import { createAppServer } from '../server/app-server.ts';
import { commonHeaders } from '../src/shared/domain/headers.ts';
import { chromiumArgs, chromiumPath } from '../tools/chromium.ts';
import { onnxruntime } from '../vite.config.ts';
import { device, say } from './figure.ts';

const root = join(import.meta.dirname, '..');
/** Ignored by git: what is built and made for benchmarks alone. */
export const cache = join(root, '.cache/bench');
const appFolder = join(cache, 'app');
const pageFolder = join(cache, 'page');

/** A Chromium of its own with a fresh profile. In a profile without a disk large files of the HTTP cache fail. */
export interface Browser {
  readonly context: BrowserContext;
  readonly device: string;
  /** The app, once it can be used. */
  openApp(address?: string): Promise<Page>;
  openBenchPage(name?: string): Promise<Page>;
  /** For the CPU time of its processes. */
  readonly profile: string;
}

export interface Workbench {
  readonly appUrl: string;
  readonly benchUrl: string;
  /** Few rounds and few files: to see that it works. Its figures mean little. */
  readonly quick: boolean;
  /** Say which threads took how much processor time. */
  readonly profile: boolean;
  withBrowser<R>(work: (browser: Browser) => Promise<R>): Promise<R>;
}

export async function withWorkbench(
  { quick, profile }: Pick<Workbench, 'quick' | 'profile'>,
  work: (workbench: Workbench) => Promise<void>,
): Promise<void> {
  await buildAll();
  const [app, page] = [createAppServer({ root: appFolder }), createPageServer()];
  const [appUrl, benchUrl] = await Promise.all([listen(app), listen(page)]);
  try {
    await work({ appUrl, benchUrl, quick, profile, withBrowser: (use) => withBrowser(appUrl, benchUrl, use) });
  } finally {
    for (const server of [app, page]) {
      server.close();
      server.closeAllConnections();
    }
  }
}

/** The app's own configuration, into a folder of its own; and the bench page: the same sources with the same settings, and the baselines. */
async function buildAll(): Promise<void> {
  say('building');
  await build({ root, logLevel: 'warn', build: { outDir: appFolder, emptyOutDir: true } });
  const pages = join(import.meta.dirname, 'page');
  await build({
    ...onnxruntime,
    configFile: false,
    logLevel: 'warn',
    root: pages,
    publicDir: false,
    base: './',
    build: {
      outDir: pageFolder,
      emptyOutDir: true,
      target: 'es2024',
      assetsInlineLimit: 0,
      rolldownOptions: { input: ['index.html', 'words.html', 'rank.html'].map((name) => join(pages, name)) },
    },
    worker: { format: 'es' },
  });
}

/** Isolated as the app is, so that its workers may have threads, and cached alike; without a policy: the plain library needs none. */
function createPageServer(): Server {
  const setHeaders = (response: { setHeader: (name: string, value: string) => void }, path: string) =>
    response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache');
  const [pages, app] = [pageFolder, appFolder].map((folder) => sirv(folder, { etag: true, setHeaders }));
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(commonHeaders)) response.setHeader(name, value);
    const missing = () => void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('No such file\n');
    pages?.(request, response, () => app?.(request, response, missing));
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // It listens on a port, so it is no pipe and no null.
  return `http://127.0.0.1:${port}/`;
}

async function withBrowser<R>(appUrl: string, benchUrl: string, use: (browser: Browser) => Promise<R>): Promise<R> {
  const profile = mkdtempSync(join(tmpdir(), 'afterimage-bench-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    args: [...chromiumArgs],
    viewport: { width: 1280, height: 800 },
  });
  // What tsx leaves in a function that is handed to a page: it keeps the names of those inside.
  await context.addInitScript('globalThis.__name ??= (inner) => inner;');
  const open = async (url: string) => {
    const page = await context.newPage();
    page.on('console', (message) => message.type() === 'error' && say(`  console: ${message.text()}`));
    page.on('pageerror', (error) => say(`  thrown: ${error.message}`));
    await page.goto(url);
    return page;
  };
  try {
    return await use({
      context,
      profile,
      device: device(context.browser()?.version() ?? 'of unknown version'),
      async openApp(address = '') {
        const page = await open(appUrl + address);
        await page.evaluate(() => window.afterimage.ready);
        return page;
      },
      openBenchPage: (name = 'index.html') => open(benchUrl + name),
    });
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Bytes of a built file, by its path on its server. */
export const builtFile = (path: string, side: 'app' | 'page'): Buffer => readFileSync(join(side === 'app' ? appFolder : pageFolder, path));

export const filesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((name) => join(folder, name))
    : [];
