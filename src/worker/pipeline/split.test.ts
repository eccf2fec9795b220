import fc from 'fast-check';
import { expect, test } from 'vitest';
import { candidateSplits, createSplitTrial, imagingWorkers, memoryGbOf, type Split } from './split.ts';

test('never uses more threads in all than there are cores', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 128 }), fc.boolean(), (cores, isolated) => {
      const splits = candidateSplits(cores, isolated, 8);
      expect(splits.length).toBeGreaterThan(0);
      for (const { workers, threads } of splits) {
        expect(workers * threads).toBeLessThanOrEqual(cores);
        expect(threads).toBeGreaterThanOrEqual(1);
        if (!isolated) expect(threads).toBe(1);
      }
    }),
  );
});

test('a device with little memory has fewer workers, and one at least', () => {
  expect(candidateSplits(8, true, 2).map(({ workers }) => workers)).toEqual([2, 1]);
  expect(candidateSplits(8, false, 0.25)).toEqual([{ workers: 1, threads: 1 }]);
  expect([0.25, 1, 2, 8].map((memoryGb) => imagingWorkers(8, memoryGb))).toEqual([1, 2, 4, 8]);
  expect(imagingWorkers(2, memoryGbOf({}))).toBe(2);
});

/** Runs photos through a trial on a device where a batch takes `ms(split)`. */
function tryOut(ms: (split: Split) => number, remembered?: Split) {
  const switches: Split[] = [];
  const chosen: Split[] = [];
  const candidates = candidateSplits(4, true, 8);
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
  for (const fastest of candidateSplits(4, true, 8)) {
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
