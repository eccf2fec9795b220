// axe looks at every screen, in light and in dark, wide and narrow: nothing serious, nothing critical.

import { expect, openApp, test } from './fixtures.ts';
import { PhotosPage } from './pages/photos-page.ts';
import { faultsOf } from './support/faults.ts';
import { sampleNames, samplePath } from './support/samples.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const viewport of [
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ]) {
    test(`axe finds nothing serious: ${colorScheme}, ${viewport.width} px`, async ({ page, watch: _ }) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      const found: Record<string, string[]> = {};
      const look = async (screen: string) => {
        found[screen] = await faultsOf(page);
      };

      await openApp(page);
      await expect(page.getByRole('button', { name: 'Try the sample photos' })).toBeVisible();
      await look('first minute');
      const photosPage = new PhotosPage(page);
      await photosPage.add([...sampleNames().slice(0, 6).map(samplePath), 'e2e/fixtures/edge/text-named-jpg.jpg']);
      await photosPage.settled(6);
      await expect(page.getByText('6 photos added')).toBeVisible();
      await look('photos, with a message');
      await page
        .getByRole('button', { name: /problem/ })
        .first()
        .click();
      await expect(page.getByRole('list', { name: 'Problems' })).toBeVisible();
      await look('activity');
      await page.keyboard.press('Escape');
      await page.getByRole('checkbox').first().check();
      await look('selection');
      await page.goto('./#/search?q=a%20cat');
      await expect(page.getByRole('list', { name: 'Results' }).getByRole('listitem').first()).toBeVisible();
      await look('search');
      const [photo] = await page.evaluate(() => window.afterimage.photos({ limit: 1 }));
      await page.goto(`./#/photo/${photo?.id}`);
      await expect(page.getByRole('img', { name: photo?.name ?? '' }).first()).toBeVisible();
      await look('photo');
      for (const screen of ['models', 'settings']) {
        await page.goto(`./#/${screen}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        await look(screen);
      }
      expect(found).toEqual(Object.fromEntries(Object.keys(found).map((screen) => [screen, []])));
    });
  }
}
