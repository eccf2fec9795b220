// The screen of results: its headings, their order, and what an empty answer offers.

import type { Locator, Page } from '@playwright/test';

export class ResultList {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  /** "12 good matches", "Less likely", "32 photos". */
  readonly heading = (name: string | RegExp): Locator => this.page.getByRole('heading', { level: 2, name });
  readonly title = (name: string | RegExp): Locator => this.page.getByRole('heading', { level: 1, name });
  readonly sortBy = (order: 'Best' | 'Newest' | 'Oldest'): Promise<void> =>
    this.page.getByRole('group', { name: 'Sort results' }).getByRole('radio', { name: order, exact: true }).click();
  /** What each filter left out, in an empty answer. */
  readonly filters = (): Locator => this.page.getByRole('list', { name: 'What the filters leave out' }).getByRole('listitem');
  /** What a screen reader hears of the answer. */
  readonly status = (): Locator => this.page.getByRole('main').getByRole('status').first();
  /** The names of the results in view, by their place. */
  readonly shown = (): Promise<string[]> =>
    this.page
      .getByRole('list', { name: 'Results' })
      .getByRole('listitem')
      .locator('img')
      .evaluateAll((images) => images.map((image) => image.getAttribute('alt') ?? ''));
}
