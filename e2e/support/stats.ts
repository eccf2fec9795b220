// The library's figures, asked as a script asks for them.

import { expect, type Page } from '@playwright/test';

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

/** The counts once they stand still: after a pause, what was in hand is still written. */
export async function settledCounts(page: Page): Promise<Counts> {
  let counts: Counts | undefined;
  const same = async () => {
    const before = counts;
    counts = await countsOf(page);
    return JSON.stringify(counts) === JSON.stringify(before);
  };
  // The first look has none before it; the second is a second later.
  await expect.poll(same, { intervals: [1000] }).toBe(true);
  return countsOf(page);
}

/** Fulfilled as soon as a count is `wanted` or more. Asked within the page: a round trip each time would be late.
 * Playwright's own `waitForFunction` takes the promise of an async question for its answer. */
export const reached = (page: Page, count: keyof Counts, wanted: number, everyMs = 10): Promise<void> =>
  page.evaluate(
    async ({ count, wanted, everyMs }) => {
      while ((await window.afterimage.stats())[count] < wanted) await new Promise((go) => setTimeout(go, everyMs));
    },
    { count, wanted, everyMs },
  );
