// Who goes first: a query before pictures, and pictures in the end.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Caller } from '../../shared/protocol/caller.ts';
import type { ImagingCalls } from '../../shared/protocol/imaging.ts';
import type { Pool } from '../../shared/protocol/pool.ts';
import { behindGate } from './behind-gate.ts';
import { createGate, createQueryGate } from './gate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a gate is closed as long as anyone keeps it so', async () => {
  const gate = createGate();
  const [first, second] = [gate.close(), gate.close()];
  let passed = false;
  const passing = gate.pass().then(() => (passed = true));
  first();
  first();
  await Promise.resolve();
  expect([gate.open, passed]).toEqual([false, false]);
  second();
  await passing;
  expect([gate.open, passed]).toEqual([true, true]);
});

test('after a query it stays closed for the next one, for as long as a person types', async () => {
  const gate = createQueryGate();
  gate.close()();
  await vi.advanceTimersByTimeAsync(200);
  expect(gate.open).toBe(false);
  gate.close()();
  await vi.advanceTimersByTimeAsync(200);
  expect(gate.open).toBe(false);
  await vi.advanceTimersByTimeAsync(51);
  expect(gate.open).toBe(true);
});

test('who asks without end does not keep all others out', async () => {
  const gate = createQueryGate();
  let passed = 0;
  void (async () => {
    for (;;) {
      await gate.pass();
      passed++;
      await new Promise((go) => setTimeout(go, 1));
    }
  })();
  await vi.advanceTimersByTimeAsync(5);
  const before = passed;
  for (let query = 0; query < 300; query++) {
    const reopen = gate.close();
    await vi.advanceTimersByTimeAsync(19);
    reopen();
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(passed - before).toBeGreaterThanOrEqual(5);
});

/** Work that ends when it is told to. */
function fakePool(size: number) {
  const ends: (() => void)[] = [];
  const run = async () => {
    await new Promise<void>((end) => ends.push(end));
  };
  return { ends, pool: { run, size } as unknown as Pool<ImagingCalls> }; // No more of it is asked for here.
}
const work = async (_: Caller<ImagingCalls>) => Promise.resolve();

test('work behind a closed gate is not begun, and waits outside the pool', async () => {
  const { ends, pool } = fakePool(2);
  const gate = createGate();
  const gated = behindGate(pool, gate);
  const all = Array.from({ length: 5 }, () => gated.run(work));
  await vi.advanceTimersByTimeAsync(1);
  expect(ends).toHaveLength(2);
  const reopen = gate.close();
  for (const end of ends) end();
  await vi.advanceTimersByTimeAsync(1);
  expect(ends).toHaveLength(2);
  reopen();
  await vi.advanceTimersByTimeAsync(1);
  expect(ends).toHaveLength(4);
  for (const end of ends) end();
  await vi.advanceTimersByTimeAsync(1);
  for (const end of ends) end();
  await Promise.all(all);
  expect(ends).toHaveLength(5);
});
