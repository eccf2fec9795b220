// What is going on, and what went wrong: the pill, the panel it opens, and the list of problems.

import type { Locator, Page } from '@playwright/test';

export class ActivityPanel {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  readonly progress = (): Locator => this.page.getByRole('progressbar', { name: 'Indexing' });
  /** Opens the panel from the pill, which is there while something runs or needs a look. */
  readonly open = (): Promise<void> => this.page.getByRole('group', { name: 'Activity' }).locator('[aria-haspopup="dialog"]').click();
  readonly problems = (): Locator => this.page.getByRole('list', { name: 'Problems' }).getByRole('listitem');
  readonly problem = (name: string): Locator => this.problems().filter({ has: this.page.getByText(name, { exact: true }) });
}
