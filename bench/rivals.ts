// The part of `rank` that compares with other packages: building, asking for the ten best, recall and memory. Each in a browser of its own.

import { readFileSync } from 'node:fs';
import type { BrowserContext } from '@playwright/test';
import { print, say } from './figure.ts';
import type { Rival } from './page/rivals.ts';
import { median } from './rounds.ts';
import type { Workbench } from './workbench.ts';

const rivals = ['hnswlib-wasm', 'voy-search', 'orama', 'edgevec'] as const satisfies readonly Rival[];
const counts = [10_000, 100_000];
/** Longer than this nobody waits for an index: then it is said, not measured. */
const mostBuildMs = 60_000;
const dim = 512;

interface Measured {
  readonly buildMs: number;
  readonly queryMs: number;
  readonly n: number;
  readonly recall: number;
  readonly bytes: number;
  readonly device: string;
}

export async function benchRivals({ quick, withBrowser }: Pick<Workbench, 'quick' | 'withBrowser'>, kernel: number[]): Promise<void> {
  const measure = (rival: Rival, count: number) =>
    withBrowser(async ({ context, device, openBenchPage }): Promise<Measured> => {
      const page = await openBenchPage('rank.html');
      await page.evaluate(async (count) => (await window.rivals()).prepare(count), count);
      const before = await residentBytes(context);
      const buildMs = await page.evaluate(async ([rival, kernel]) => (await window.rivals()).buildIndex(rival, kernel), [
        rival,
        kernel,
      ] as const);
      const bytes = (await residentBytes(context)) - before;
      const ask = () => page.evaluate(async () => (await window.rivals()).ask());
      // The engine compiles what it has seen often.
      await ask();
      const { ms, recall } = await ask();
      return { buildMs, queryMs: median(ms), n: ms.length, recall, bytes, device };
    });

  /** Of n · log n, which is what a graph takes at least. */
  const perStepMs = new Map<Rival, number>();
  for (const count of quick ? [2000] : counts) {
    const name = `${count / 1000}k-${dim}`;
    const ours = await measure('ours', count);
    tell(name, 'ours', ours);
    for (const rival of rivals) {
      const expectedMs = (perStepMs.get(rival) ?? 0) * count * Math.log(count);
      if (expectedMs > mostBuildMs) {
        say(`  ${name}/${rival}: not measured, building would take ${Math.round(expectedMs / 60_000)} minutes or more`);
        continue;
      }
      try {
        const theirs = await measure(rival, count);
        tell(name, rival, theirs);
        perStepMs.set(rival, theirs.buildMs / (count * Math.log(count)));
        const against = (what: string, unit: string, mine: number, other: number, better: 'lower' | 'higher' = 'lower') =>
          print(
            {
              ...{ bench: 'rank', case: `${name}/vs-${rival}${what}`, unit, n: theirs.n, device: theirs.device },
              ...{ value: mine, baseline: { name: rival, value: other } },
            },
            better,
          );
        against('', 'ms', ours.queryMs, theirs.queryMs);
        against('/build', 'ms', ours.buildMs, theirs.buildMs);
        against('/recall-at-10', 'share', ours.recall, theirs.recall, 'higher');
        against('/memory', 'MB', ours.bytes / 1e6, theirs.bytes / 1e6);
      } catch (error) {
        // It has failed at this size, and that is the figure.
        say(`  ${name}/${rival}: failed: ${error instanceof Error ? error.message.split('\n', 1)[0] : String(error)}`);
        perStepMs.set(rival, Number.POSITIVE_INFINITY);
      }
    }
  }
  say('  1m-512: none of them is built: by what they take at 10k it would be 6 to 12 GB, more than a page can have');
}

function tell(name: string, rival: Rival, { buildMs, queryMs, recall, bytes }: Measured): void {
  const memory = `${(bytes / 1e6).toFixed(0)} MB`;
  say(`  ${name}/${rival}: built in ${buildMs.toFixed(0)} ms, a query ${queryMs.toFixed(2)} ms, recall@10 ${recall.toFixed(3)}, ${memory}`);
}

/** Memory of the renderers, as the system counts it: WASM, typed arrays and objects alike. */
async function residentBytes(context: BrowserContext): Promise<number> {
  const [page] = context.pages().slice(-1);
  if (!page) throw new Error('there is no page');
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  await session.detach();
  const browser = await context.browser()?.newBrowserCDPSession();
  if (!browser) throw new Error('the browser cannot be asked for its processes');
  const { processInfo } = await browser.send('SystemInfo.getProcessInfo');
  await browser.detach();
  const kilobytes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0));
  return 1024 * kilobytes.reduce((sum, some) => sum + some, 0);
}
