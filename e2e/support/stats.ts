// The library's figures, asked as a script asks for them.

import type { Page } from '@playwright/test';

export interface Counts {
  readonly photos: number;
  readonly indexed: number;
  readonly pending: number;
  readonly failed: number;
}

export const countsOf = (page: Page): Promise<Counts> =>
  page.evaluate(async () => {
    const { photos, indexed, pending, failed } = await window.afterimage.stats();
    return { photos, indexed, pending, failed };
  });

/** Fulfilled as soon as a count is `wanted` or more. Asked within the page: a round trip each time would be late.
 * Playwright's own `waitForFunction` takes the promise of an async question for its answer. */
export const reached = (page: Page, count: keyof Counts, wanted: number, everyMs = 10): Promise<void> =>
  page.evaluate(
    async ({ count, wanted, everyMs }) => {
      while ((await window.afterimage.stats())[count] < wanted) await new Promise((go) => setTimeout(go, everyMs));
    },
    { count, wanted, everyMs },
  );
