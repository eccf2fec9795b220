// The ways to add photos once there is a library: one menu, by keyboard and on a phone too.

import { expect, test } from './fixtures.ts';
import { sampleNames, samplePath } from './support/samples.ts';

for (const width of [1280, 390]) {
  test(`at ${width} px the menu leads to files, folders and addresses, by keyboard`, async ({ photosPage, page }) => {
    await page.setViewportSize({ width, height: 844 });
    await photosPage.add(sampleNames().slice(0, 1).map(samplePath));
    await photosPage.settled(1);
    const add = page.getByRole('button', { name: 'Add', exact: true });
    await add.focus();
    await page.keyboard.press('Enter');
    const menu = page.getByRole('menu');
    await expect(menu.getByRole('menuitem')).toHaveText(['Photos…', 'Folder…', 'From address…']);
    await expect.poll(() => menu.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(add).toBeFocused();

    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('ArrowDown');
    await expect(menu.getByRole('menuitem').first()).toBeFocused();
    await page.keyboard.press('Enter');
    await (await chooser).setFiles(samplePath(sampleNames()[1] ?? ''));
    await photosPage.expectCount(2);

    await add.click();
    await menu.getByRole('menuitem', { name: 'From address…' }).click();
    await expect(page.getByRole('dialog', { name: 'Add pictures from the web' })).toBeVisible();
  });
}
