// Files for `window.afterimage.add`: picked in an input of the test's own, so that their bytes never pass through the protocol as text.

import type { JSHandle, Page } from '@playwright/test';
import type { Report } from '../../src/page/console.ts';
import type { Files } from '../pages/photos-page.ts';

/** @returns the files, as the page sees them. */
export async function pickFiles(page: Page, files: Files): Promise<JSHandle<File[]>> {
  const input = await page.evaluateHandle(() => Object.assign(document.createElement('input'), { type: 'file', multiple: true }));
  await input.setInputFiles(files);
  return input.evaluateHandle((element) => [...(element.files ?? [])]);
}

/** Adds files and waits for their report. */
export async function addFiles(page: Page, files: Files): Promise<Report> {
  const picked = await pickFiles(page, files);
  return picked.evaluate((list) => window.afterimage.add(list));
}

/** What became of an `add` that was begun and not waited for. */
export interface Adding {
  /** Its report, or the error it ended with. */
  outcome(): Promise<{ report: Report } | { error: { code: string; retryable: boolean } }>;
}

/** Begins to add files; fulfilled as soon as the call is made. */
export async function beginAdd(page: Page, files: Files): Promise<Adding> {
  const picked = await pickFiles(page, files);
  const begun = await picked.evaluateHandle((list) => {
    const report = window.afterimage.add(list);
    // Each field by name: what a page throws reaches a test as text alone.
    const outcome = report.then(
      (report) => ({ report }),
      ({ code, retryable }) => ({ error: { code: String(code), retryable: Boolean(retryable) } }),
    );
    return { outcome };
  });
  return { outcome: () => begun.evaluate(({ outcome }) => outcome) };
}
