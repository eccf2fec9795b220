// Asks again when things change, but not at every change.

/** Wraps `work`: the first call runs at once, later ones at least `gapMs` after the last start and never while one runs; a call in between is not lost.
 * `work` must not throw: nobody waits for it. */
export function throttle(work: () => Promise<void>, gapMs: number | (() => number)): () => void {
  let wanted = false;
  let waiting = false;
  async function run(): Promise<void> {
    wanted = false;
    waiting = true;
    const gap = new Promise((resolve) => setTimeout(resolve, typeof gapMs === 'number' ? gapMs : gapMs()));
    await work();
    await gap;
    waiting = false;
    if (wanted) await run();
  }
  return () => {
    wanted = true;
    if (!waiting) void run();
  };
}
