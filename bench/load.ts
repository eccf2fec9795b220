// `load`: from a closed library of 100,000 photos to an index that answers. Against a record a vector, in the same browser, in turns.

import { compileKernelSource } from '../tools/build-kernel.ts';
import { bundleScript } from './bundle.ts';
import { print, say } from './figure.ts';
import type * as Loading from './page/load.ts';
import { inTurns, median } from './rounds.ts';
import type { Workbench } from './workbench.ts';

declare const loading: typeof Loading;

export async function benchLoad({ quick, withBrowser }: Workbench): Promise<void> {
  const size = { rows: quick ? 10_000 : 100_000, dim: 512 };
  const [script, kernel] = await Promise.all([bundleScript('load', 'loading'), compileKernelSource()]);
  const kernelBytes = [...kernel];
  await withBrowser(async ({ device, openBenchPage }) => {
    const page = await openBenchPage('words.html');
    await page.evaluate(`${script}; globalThis.loading = loading;`);
    const spent = await page.evaluate((size) => loading.fill(size, 256), size);
    const sentences = Object.entries(spent).map(([part, ms]) => `${part} ${ms.toFixed(3)}`);
    say(
      `  written, 256 at once, ms a photo: ${sentences.join(', ')}; both databases: ${await page.evaluate(() => loading.usedBytes())} bytes`,
    );
    const storageMs: number[] = [];
    const samples = await inTurns(
      {
        async ours() {
          const took = await page.evaluate(([bytes, size]) => loading.load(bytes, size), [kernelBytes, size] as const);
          storageMs.push(took.storageMs);
          return took.totalMs;
        },
        usual: async () => (await page.evaluate(([bytes, size]) => loading.loadUsual(bytes, size), [kernelBytes, size] as const)).totalMs,
      },
      quick ? 2 : 7,
    );
    say(`  each: ours ${samples.ours.map(Math.round).join(' ')}, usual ${samples.usual.map(Math.round).join(' ')}`);
    const baseline = { name: 'a record a vector', value: median(samples.usual) };
    const figure = { bench: 'load', unit: 'ms', baseline, n: samples.ours.length, device };
    print({ ...figure, case: `${size.rows / 1000}k-512`, value: median(samples.ours) }, 'lower');
    print({ ...figure, case: `${size.rows / 1000}k-512/storage-alone`, value: median(storageMs) }, 'lower');
  });
}
