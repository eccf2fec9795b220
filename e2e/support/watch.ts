// Watches a browser context for everything that must not happen in any story: violations, console errors, thrown errors, other origins.

import type { BrowserContext, Page } from '@playwright/test';
import type { AppHost } from './app-host.ts';

export interface Watch {
  /** What went wrong so far, in words, but for what was expected; empty in a good run. */
  troubles(): string[];
  /** The same with what was expected. */
  all(): string[];
  /** Every address that was asked for: by pages, workers and service workers. */
  requests(): string[];
  /** This one is expected in this test: it provokes it. */
  expectTrouble(like: RegExp): void;
}

/** Runs in every document before its own scripts. Workers have no such hook: their violations come as reports to the server. */
const tellViolations = () => {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sourceFile, lineNumber }) =>
    console.error(`violation of ${effectiveDirective}: ${blockedURI} at ${sourceFile}:${lineNumber}`),
  );
};

export async function watchContext(context: BrowserContext, host: AppHost): Promise<Watch> {
  const seen: string[] = [];
  const requests: string[] = [];
  const expected: RegExp[] = [];
  const watchPage = (page: Page) => {
    page.on('crash', () => seen.push('the page crashed'));
  };
  await context.addInitScript(tellViolations);
  context.on('console', (message) => {
    // Chromium logs an aborted or refused load itself; a worker's messages come through its page.
    if (message.type() === 'error') seen.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => seen.push(`thrown: ${error.error().stack ?? error.error().message}`));
  context.on('request', (request) => {
    requests.push(request.url());
    const { protocol, origin } = new URL(request.url());
    if (protocol !== 'blob:' && origin !== host.origin) seen.push(`request to another origin: ${request.url()}`);
  });
  context.pages().forEach(watchPage);
  context.on('page', watchPage);
  const all = () => {
    seen.push(...host.takeReports().map((report) => `reported violation: ${report}`));
    return [...seen];
  };
  return {
    all,
    troubles: () => all().filter((trouble) => !expected.some((like) => like.test(trouble))),
    requests: () => [...requests],
    expectTrouble: (like) => void expected.push(like),
  };
}
