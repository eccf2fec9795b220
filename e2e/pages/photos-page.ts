// The library: adding photos, and the grid they appear in. Found by role and name, as a person finds it.

import { expect, type Locator, type Page } from '@playwright/test';

/** Files by their paths, or made in the test. */
export type Files = string[] | { name: string; mimeType: string; buffer: Buffer }[];

export class PhotosPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  readonly grid = (): Locator => this.page.getByRole('list', { name: 'Photos' });
  /** Those in view: the grid is virtualised. */
  readonly photos = (): Locator => this.grid().getByRole('listitem');
  readonly photo = (name: string): Locator => this.photos().filter({ has: this.page.getByRole('img', { name, exact: true }) });

  readonly add = (files: Files): Promise<void> => this.page.getByLabel('Add photos').first().setInputFiles(files);
  readonly addFolder = (path: string): Promise<void> => this.page.getByLabel('Add folder').first().setInputFiles(path);

  /** How many photos the grid holds, in view or not. */
  readonly count = async (): Promise<number> => {
    const first = this.photos().first();
    return (await first.count()) === 0 ? 0 : Number(await first.getAttribute('aria-setsize'));
  };
  readonly expectCount = (photos: number): Promise<void> => expect.poll(this.count, { timeout: 120_000 }).toBe(photos);

  /** Waits until `count` photos are indexed or failed, and nothing is under way. */
  readonly settled = async (count: number): Promise<void> => {
    const done = async () => {
      const { indexed, failed, pending } = await this.page.evaluate(() => window.afterimage.stats());
      return { done: indexed + failed, pending };
    };
    await expect.poll(done, { timeout: 170_000 }).toEqual({ done: count, pending: 0 });
    await expect(this.page.getByRole('progressbar', { name: 'Indexing' })).toHaveCount(0, { timeout: 170_000 });
  };
}
