import { expect, test } from 'vitest';
import { createEasing } from './easing.ts';

/** Work that ends when told to. */
function workload() {
  const ends: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const work = async () => {
    most = Math.max(most, ++running);
    await new Promise<void>((end) => ends.push(end));
    running--;
  };
  return { work, ends, most: () => most, running: () => running };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('eased, one thing runs at a time, and all of it runs', async () => {
  const { work, ends, most } = workload();
  const easing = createEasing();
  easing.ease(true);
  const all = Promise.all([1, 2, 3].map(() => easing.turn(work)));
  for (let n = 0; n < 3; n++) {
    await settle();
    ends.shift()?.();
  }
  await all;
  expect(most()).toBe(1);
});

test('no longer eased, what waits begins at once', async () => {
  const { work, running } = workload();
  const easing = createEasing();
  easing.ease(true);
  for (let n = 0; n < 3; n++) void easing.turn(work);
  await settle();
  expect(running()).toBe(1);
  easing.ease(false);
  await settle();
  expect(running()).toBe(3);
});

test('work that fails gives its turn up', async () => {
  const easing = createEasing();
  easing.ease(true);
  await expect(easing.turn(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  expect(await easing.turn(() => Promise.resolve(1))).toBe(1);
});
