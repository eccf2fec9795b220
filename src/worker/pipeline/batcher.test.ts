import { expect, test } from 'vitest';
import { createBatcher } from './batcher.ts';

test('what arrives during a write goes together into the next, in order', async () => {
  const written: number[][] = [];
  const batcher = createBatcher<number>(3, async (items) => {
    await new Promise((resolve) => setImmediate(resolve));
    written.push(items);
  });
  const first = batcher.add(1);
  await Promise.resolve(); // The write of 1 has begun.
  await Promise.resolve();
  await Promise.all([first, ...[2, 3, 4, 5].map(batcher.add)]);
  expect(written).toEqual([[1], [2, 3, 4], [5]]);
});

test('a failed write fails its own items only', async () => {
  const batcher = createBatcher<number>(1, async ([item]) => {
    if (item === 2) throw new Error('full');
  });
  const results = await Promise.allSettled([1, 2, 3].map(batcher.add));
  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('drained waits for what is being written and what came after', async () => {
  let done = 0;
  const batcher = createBatcher<number>(1, async () => {
    await new Promise((resolve) => setImmediate(resolve));
    done++;
  });
  void batcher.add(1);
  void batcher.add(2);
  await batcher.drained();
  expect(done).toBe(2);
});

test('what arrives in the gap after a write goes together, at once where it is enough', async () => {
  const written: number[][] = [];
  const hourMs = 3_600_000;
  const batcher = createBatcher<number>(
    3,
    async (items) => {
      written.push(items);
    },
    hourMs,
  );
  await batcher.add(1);
  const rest = [2, 3, 4].map(batcher.add);
  await Promise.all(rest);
  expect(written).toEqual([[1], [2, 3, 4]]);
});
