import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidateSplits, createSplitTrial, type Split } from './split.ts';

test('never uses more threads in all than there are cores', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 128 }), fc.boolean(), (cores, isolated) => {
      const splits = candidateSplits(cores, isolated);
      expect(splits.length).toBeGreaterThan(0);
      for (const { workers, threads } of splits) {
        expect(workers * threads).toBeLessThanOrEqual(cores);
        expect(threads).toBeGreaterThanOrEqual(1);
        if (!isolated) expect(threads).toBe(1);
      }
    }),
  );
});

/** Runs photos through a trial on a device where a batch takes `ms(split)`. */
function tryOut(ms: (split: Split) => number, remembered?: Split) {
  const switches: Split[] = [];
  const chosen: Split[] = [];
  const candidates = candidateSplits(4, true);
  const trial = createSplitTrial({
    candidates,
    remembered,
    onSwitch: (split) => switches.push(split),
    onChosen: (split) => chosen.push(split),
  });
  for (let i = 0; i < 100; i++) trial.count(4, ms(trial.current));
  return { trial, switches, chosen };
}

test('keeps what was fastest, whichever that is', () => {
  for (const fastest of candidateSplits(4, true)) {
    const { trial, chosen } = tryOut((split) => (split.workers === fastest.workers ? 10 : 100) * split.workers);
    expect(trial.current).toEqual(fastest);
    expect(chosen).toEqual([fastest]);
  }
});

test('keeps the first where another is hardly faster', () => {
  const { trial } = tryOut((split) => (split.workers === 4 ? 100 : 90) * split.workers);
  expect(trial.current.workers).toBe(4);
});

test('does not count the batches that waited for the model', () => {
  let first = true;
  const { trial } = tryOut((split) => {
    if (split.workers !== 4) return 100;
    const ms = first ? 1e6 : 10;
    first = false;
    return ms;
  });
  expect(trial.current.workers).toBe(4);
});

test('tries nothing where an earlier session chose', () => {
  const remembered = { workers: 2, threads: 2 };
  const { trial, switches, chosen } = tryOut(() => 10, remembered);
  expect([trial.current, switches, chosen]).toEqual([remembered, [], []]);
});
