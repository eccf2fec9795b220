// `rank`: the best 100 of a library for a query, by the ranking's index, in one worker; against a loop over float32 with a full sort, the same
// loop in SIMD with a selection, and plainly reading the bytes that are scanned. At a million the vectors themselves are in a file, as in the app.

import { compileKernelSource } from '../tools/build-kernel.ts';
import { print, say } from './figure.ts';
import type { Side } from './page/rank.ts';
import { benchRivals } from './rivals.ts';
import { inTurns, median } from './rounds.ts';
import type { Workbench } from './workbench.ts';

const cases = [
  { count: 10_000, rounds: 21 },
  { count: 100_000, rounds: 21 },
  { count: 1_000_000, rounds: 7 },
];

export async function benchRank({ quick, withBrowser }: Pick<Workbench, 'quick' | 'withBrowser'>): Promise<void> {
  const bytes = await Promise.all((['scan-relaxed', 'scan', 'float-scan'] as const).map(compileKernelSource));
  const [relaxed = [], plain = [], floats = []] = bytes.map((kernel) => [...kernel]);
  for (const { count, rounds } of quick ? cases.slice(0, 1) : cases)
    await withBrowser(async ({ device, openBenchPage }) => {
      const page = await openBenchPage('rank.html');
      const built = await page.evaluate(([kernels, count]) => window.ranking.prepare(kernels, count), [
        { relaxed, plain, floats },
        count,
      ] as const);
      const name = count < 1e6 ? `${count / 1000}k-512` : `${count / 1e6}m-512`;
      say(`  ${name}: ${(built.bytes / 1e6).toFixed(0)} MB, built in ${built.buildMs.toFixed(0)} ms`);
      const side = (which: Side) => () => page.evaluate((side) => window.ranking.measure(side), which);
      const sides = { ours: side('ours'), usual: side('usual'), wasmFloats: side('wasmFloats'), read: side('read') };
      const all = { ...sides, plain: side('plain'), filed: side('filed'), batch: side('batch') };
      // The engine compiles what it has seen often.
      await inTurns(all, quick ? 1 : 5);
      const samples = await inTurns(all, quick ? 3 : rounds);
      const against = (what: string, mine: number[], baseline: string, theirs: number[]) =>
        print(
          {
            ...{ bench: 'rank', case: `${name}/${what}`, unit: 'ms', n: mine.length, device },
            value: median(mine),
            baseline: { name: baseline, value: median(theirs) },
          },
          'lower',
        );
      against('vs-usual', samples.ours, 'float32 loop, full sort', samples.usual);
      against('vs-wasm-f32', samples.ours, 'float32 SIMD, selection', samples.wasmFloats);
      against('vs-read-limit', samples.ours, 'reading the same bytes', samples.read);
      if (count < 1e6) against('relaxed-vs-plain', samples.ours, 'int8 SIMD that is not relaxed', samples.plain);
      if (count < 1e6) against('file-vs-memory', samples.filed, 'vectors in memory', samples.ours);
      against('batch-of-16', samples.batch, 'one query at a time', samples.ours);
    });
  await benchRivals({ quick, withBrowser }, relaxed);
}
