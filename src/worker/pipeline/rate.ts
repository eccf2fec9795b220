// How fast it goes: things done a second, over the last seconds only, so that a pause or a slow start is soon forgotten.

const windowMs = 8_000;
/** Less says more of how batches fall than of how fast it goes. */
const shortestMs = 1_000;

export interface Rate {
  count(done: number, nowMs?: number): void;
  /** A second; 0 until it has been measured for a second. */
  perSecond(nowMs?: number): number;
  reset(): void;
}

export function createRate(): Rate {
  let marks: { atMs: number; done: number }[] = [];
  return {
    count(done, nowMs = performance.now()) {
      marks.push({ atMs: nowMs, done });
      marks = marks.filter(({ atMs }) => nowMs - atMs <= windowMs);
    },
    perSecond(nowMs = performance.now()) {
      const recent = marks.filter(({ atMs }) => nowMs - atMs <= windowMs);
      const first = recent[0];
      if (!first || recent.length < 2) return 0;
      if (nowMs - first.atMs < shortestMs) return 0;
      // The moment of the first opens the window; what was counted at it was done before.
      const done = recent.reduce((sum, mark) => (mark.atMs > first.atMs ? sum + mark.done : sum), 0);
      return (done * 1000) / (nowMs - first.atMs);
    },
    reset() {
      marks = [];
    },
  };
}
