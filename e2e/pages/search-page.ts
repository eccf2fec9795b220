// The search field and its results.

import { expect, type Locator, type Page } from '@playwright/test';

export class SearchPage {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  readonly field = (): Locator => this.page.getByRole('searchbox', { name: 'Search photos' });
  readonly results = (): Locator => this.page.getByRole('list', { name: 'Results' }).getByRole('listitem');
  /** @param rank from 1. */
  readonly result = (rank: number): Locator => this.results().and(this.page.locator(`[aria-posinset="${rank}"]`));
  /** Its picture; the first of two, where a heart stands beside it. */
  readonly picture = (rank: number): Locator => this.result(rank).getByRole('img').first();
  readonly search = (text: string): Promise<void> => this.field().fill(text);

  /** The file names of the first `count` results, best first, once the answer to `text` is painted. */
  readonly namesFor = async (text: string, count: number): Promise<string[]> => {
    await this.search(text);
    await expect(this.page).toHaveURL((url) => new URLSearchParams(url.hash.split('?')[1]).get('q') === text);
    const expected = await this.page.evaluate(
      async (query) => (await window.afterimage.search(query, { limit: 1 })).hits[0]?.photoId,
      text,
    );
    if (expected !== undefined) await expect(this.result(1)).toHaveAttribute('data-photo-id', expected);
    const names: string[] = [];
    for (let rank = 1; rank <= count; rank++) names.push((await this.picture(rank).getAttribute('alt')) ?? '');
    return names;
  };
}
