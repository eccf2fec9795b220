import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('the first call runs at once, the many after it run once, a gap later', async () => {
  const work = vi.fn(async () => undefined);
  const ask = throttle(work, 300);
  for (let i = 0; i < 5; i++) ask();
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(299);
  expect(work).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(work).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(work).toHaveBeenCalledTimes(2);
});

test('it never runs twice at a time, and a call meanwhile is not lost', async () => {
  let end: () => void = () => undefined;
  const work = vi.fn(() => new Promise<void>((resolve) => (end = resolve)));
  const ask = throttle(work, 300);
  ask();
  await vi.advanceTimersByTimeAsync(1000);
  ask();
  expect(work).toHaveBeenCalledTimes(1);
  end();
  await vi.advanceTimersByTimeAsync(0);
  expect(work).toHaveBeenCalledTimes(2);
});

test('after a pause the next call runs at once again', async () => {
  const work = vi.fn(async () => undefined);
  const ask = throttle(work, 300);
  ask();
  await vi.advanceTimersByTimeAsync(300);
  ask();
  expect(work).toHaveBeenCalledTimes(2);
});
