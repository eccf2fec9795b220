// How a device's cores are shared out: a few image workers with one thread each, or fewer with more. Which is faster depends on the
// device, so it is measured on the first real photos, a trial each, and remembered.
// [Note: Measured on the work itself] A trial on blank pictures would cost the person's time and miss what decoding takes beside it.

export interface Split {
  readonly workers: number;
  readonly threads: number;
}

/** More workers than this cost more memory (each holds the weights and its own buffers) than they win. */
const workersAtMost = 4;
const photosPerTrial = 24;
/** A later way must beat the best so far by this factor: the first is tried while decoding is at its busiest, so that an equal one would look faster. */
const clearlyFaster = 1.15;

const imagingAtMost = 8;
/** A HEIC of 12 megapixels takes its decoder 170 MB, one of 48 megapixels 540 (Chromium 156). */
const imagingPerGb = 2;

/** As the browser tells it, rounded, in GB; where it does not, as of a usual machine. */
export const memoryGbOf = ({ deviceMemory = 8 }: { readonly deviceMemory?: number }): number => deviceMemory;

/** How many pictures are decoded at once. @param cores logical cores, at least 1. */
export const imagingWorkers = (cores: number, memoryGb: number): number =>
  Math.max(1, Math.min(cores, imagingAtMost, Math.floor(memoryGb * imagingPerGb)));

/** Every even way to share `cores`, most workers first, and no more workers than GB. Without isolation there are no threads.
 * @param cores logical cores, at least 1. */
export function candidateSplits(cores: number, isolated: boolean, memoryGb: number): readonly Split[] {
  const most = Math.max(1, Math.min(cores, workersAtMost, Math.floor(memoryGb)));
  if (!isolated) return [{ workers: most, threads: 1 }];
  const counts = [4, 2, 1].filter((workers) => workers <= most);
  return counts.map((workers) => ({ workers, threads: Math.floor(cores / workers) }));
}

export interface SplitTrial {
  readonly current: Split;
  /** One batch done: how many photos, in how many milliseconds. */
  count(photos: number, ms: number): void;
}

interface Options {
  readonly candidates: readonly Split[];
  /** What an earlier session on this device found best; then there is no trial. */
  readonly remembered?: Split | undefined;
  readonly onSwitch: (split: Split) => void;
  readonly onChosen: (split: Split) => void;
}

export function createSplitTrial({ candidates, remembered, onSwitch, onChosen }: Options): SplitTrial {
  const known = remembered && candidates.find(({ workers, threads }) => workers === remembered.workers && threads === remembered.threads);
  const first = known ?? candidates[0] ?? { workers: 1, threads: 1 };
  let chosen = known !== undefined || candidates.length < 2;
  let current = first;
  let at = 0;
  let [batches, photosSeen, busyMs] = [0, 0, 0];
  const rates: { split: Split; perSecond: number }[] = [];

  function go(next: Split): void {
    const same = next === current;
    current = next;
    [batches, photosSeen, busyMs] = [0, 0, 0];
    if (!same) onSwitch(next);
  }

  return {
    get current() {
      return current;
    },
    count(photos, ms) {
      if (chosen) return;
      // The first batch of each worker waits for the model to load.
      if (++batches <= current.workers) return;
      photosSeen += photos;
      busyMs += ms;
      if (photosSeen < photosPerTrial) return;
      rates.push({ split: current, perSecond: (current.workers * photosSeen * 1000) / busyMs });
      const next = candidates[++at];
      if (next) return go(next);
      chosen = true;
      const best = rates.reduce((a, b) => (b.perSecond > clearlyFaster * a.perSecond ? b : a));
      go(best.split);
      onChosen(best.split);
    },
  };
}
