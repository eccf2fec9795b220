// A quota of the test's own for the app's origin, enforced by the browser.

import type { Page } from '@playwright/test';

/** Room that storage has from now on, whatever `navigator.storage.estimate()` goes on to claim; held while the page lives. Call it before
 * the origin's databases are first written: Chromium remembers for a while how much room they had, and would not notice.
 * @param page in a profile on disk: a private one keeps its databases in memory, where no quota binds them (both seen in Chromium 156). */
export async function setQuota(page: Page, origin: string, bytes: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: bytes });
}
