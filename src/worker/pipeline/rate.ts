// How fast it goes: things done a second, over the last seconds only, so that a pause or a slow start is soon forgotten.

const windowMs = 8_000;

export interface Rate {
  count(done: number, nowMs?: number): void;
  /** A second; 0 until two moments are known. */
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
      // The first mark opens the window; what it counted was done before.
      const done = recent.slice(1).reduce((sum, mark) => sum + mark.done, 0);
      return (done * 1000) / Math.max(nowMs - first.atMs, 1);
    },
    reset() {
      marks = [];
    },
  };
}
