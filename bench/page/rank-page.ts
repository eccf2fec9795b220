// The page of `rank`. bench/rank.ts asks it through `window.ranking`, bench/rivals.ts through `window.rivals`.

import type { RankCalls } from './calls.ts';
import type { Kernels, Side } from './rank.ts';
import RankWorker from './rank-worker.ts?worker';
import { type Wired, wire } from './wired.ts';

let worker: Wired<RankCalls> | undefined;

const ranking = {
  async prepare(kernels: Kernels, count: number): Promise<{ bytes: number; buildMs: number }> {
    worker = await wire<RankCalls>(() => new RankWorker());
    return worker.call('library-prepare', { kernels, count });
  },
  async measure(side: Side): Promise<number> {
    if (!worker) throw new Error('prepare comes first');
    return worker.call('side-measure', { side });
  },
};
/** Loaded when asked for: one of them brings a filesystem of its own. */
const rivals = () => import('./rivals.ts');

declare global {
  interface Window {
    ranking: typeof ranking;
    rivals: typeof rivals;
  }
}
window.ranking = ranking;
window.rivals = rivals;
