// One photo over the whole window: walking on, zooming, and what is known of it.

import { expect, type Locator, type Page } from '@playwright/test';

export class PhotoViewer {
  readonly page: Page;
  constructor(page: Page) {
    this.page = page;
  }

  readonly dialog = (): Locator => this.page.getByRole('dialog', { name: /^Photo/ });
  readonly button = (name: string): Locator => this.dialog().getByRole('button', { name, exact: true });
  /** The preview: the one picture that has the photo's name. */
  readonly picture = (name: string): Locator => this.dialog().getByRole('img', { name, exact: true });
  readonly info = (): Locator => this.dialog().getByRole('complementary', { name: 'Info' });
  /** What the info panel says under a label. */
  readonly fact = (label: string): Locator =>
    this.info()
      .locator('div')
      .filter({ has: this.page.locator('dt').getByText(label, { exact: true }) })
      .getByRole('definition');

  readonly photoId = (): string | undefined => /#\/photo\/([0-9a-f]{64})/.exec(this.page.url())?.[1];
  readonly expectPlace = (place: string): Promise<void> => expect(this.dialog().getByText(place, { exact: true })).toBeVisible();
  /** As shown between the zoom buttons. */
  readonly expectScale = (percent: string | RegExp): Promise<void> =>
    expect(this.dialog().getByRole('button', { name: /fit to window/ })).toHaveText(percent);
}
