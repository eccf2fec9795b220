// What hangs below the search field: the parts of the query, what is offered while one types, earlier searches, and the help.

import { expect, type Locator, type Page } from '@playwright/test';

export class SearchParts {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  readonly parts = (): Locator => this.page.getByRole('group', { name: 'Parts of the search' });
  /** The button that stands for a part; the others beside it turn it and take it away. */
  readonly part = (name: string): Locator => this.parts().getByRole('button', { name, exact: true });
  readonly button = (name: string): Locator => this.parts().getByRole('button', { name, exact: true });

  readonly offers = (): Locator => this.page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');
  readonly expectOffers = (texts: (string | RegExp)[]): Promise<void> => expect(this.offers()).toHaveText(texts);

  readonly earlier = (list: 'Saved searches' | 'Recent searches'): Locator =>
    this.page.getByRole('region', { name: list }).getByRole('listitem');
  readonly star = (): Locator => this.page.getByRole('button', { name: 'Save this search' });
  readonly help = (): Locator => this.page.getByRole('dialog', { name: 'More than a few words' });
}
