// `pictures`: thumbnails and previews in IndexedDB, against a file each in the origin's private file system; in the same browser, in turns.

import { bundleScript } from './bundle.ts';
import { print } from './figure.ts';
import type * as Pictures from './page/pictures.ts';
import { inTurns, median } from './rounds.ts';
import type { Workbench } from './workbench.ts';

declare const pictures: typeof Pictures;

/** As they are asked for: the grid's tiles by the screen, previews one at a time. */
const cases = { thumbnails: { bytes: 27_000, batch: 48 }, previews: { bytes: 86_000, batch: 1 } } as const;

export async function benchPictures({ quick, withBrowser }: Workbench): Promise<void> {
  const count = quick ? 500 : 10_000;
  const script = await bundleScript('pictures', 'pictures');
  await withBrowser(async ({ device, openBenchPage }) => {
    const page = await openBenchPage('words.html');
    await page.evaluate(`${script}; globalThis.pictures = pictures;`);
    for (const [name, kind] of Object.entries(cases)) {
      const one = { count, ...kind };
      const spent: Record<'ours' | 'usual', Pictures.Spent[]> = { ours: [], usual: [] };
      const side = (which: keyof typeof spent, way: 'inDatabase' | 'inFiles') => async () => {
        const took = await page.evaluate(([way, one]) => pictures.take(way, one), [way, one] as const);
        spent[which].push(took);
        return took.readMs;
      };
      await inTurns({ ours: side('ours', 'inDatabase'), usual: side('usual', 'inFiles') }, 1);
      for (const part of ['writeMs', 'readMs', 'deleteMs'] as const) {
        const value = median(spent.ours.map((one) => one[part]));
        const baseline = { name: 'a file each', value: median(spent.usual.map((one) => one[part])) };
        print(
          { bench: 'pictures', case: `${name}-${count}/${part.slice(0, -2)}`, value, unit: 'ms', baseline, n: spent.ours.length, device },
          'lower',
        );
      }
    }
  });
}
