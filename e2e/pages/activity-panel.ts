// What is going on, and what went wrong: the pill, the panel it opens, and the list of problems.

import type { Locator, Page } from '@playwright/test';

export class ActivityPanel {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  readonly progress = (): Locator => this.page.getByRole('progressbar', { name: 'Indexing' });
  readonly problems = (): Locator => this.page.getByRole('list', { name: 'Problems' }).getByRole('listitem');
  readonly problem = (name: string): Locator => this.problems().filter({ hasText: name });
}
