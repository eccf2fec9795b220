import { beforeEach, expect, test, vi } from 'vitest';
import type { PhotoId } from '../../shared/domain/photo.ts';
import { type Completed, createPhotoWrites } from './photo-writes.ts';

const idOf = (n: number) => `${n}` as PhotoId; // Any text will do: nothing here looks into it.
const vectorOf = (n: number) => Float32Array.of(n);

/** A write that takes until it is resolved. */
function slowWrite() {
  const resolvers: (() => void)[] = [];
  const slow = new Promise<void>((resolve) => resolvers.push(resolve));
  return { slow, resolve: () => resolvers.forEach((resolve) => resolve()) };
}

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});

/** Rows are numbers; each write is noted as `number` or `number+vector`. */
function writesTo({ enough = 4, coming = true, fail = false, slow = Promise.resolve() } = {}) {
  const batches: string[][] = [];
  const told: string[] = [];
  const more = { coming };
  const writes = createPhotoWrites<number>({
    async write(rows: readonly Completed<number>[]) {
      batches.push(rows.map(({ row, vector }) => (vector ? `${row}+${vector[0]}` : `${row}`)));
      await slow;
      if (fail) throw new Error('the disk is full');
      return rows.map(({ vector }) => vector !== undefined);
    },
    ...{ enough, gapMs: 250, longestWaitMs: () => 1000, moreComing: () => more.coming },
  });
  const hold = (n: number) =>
    void writes.hold(idOf(n), n).then(
      () => told.push(`${n} written`),
      (error: Error) => told.push(`${n} ${error.message}`),
    );
  const complete = (n: number) =>
    void writes.complete(idOf(n), vectorOf(n)).then(
      (withVector) => told.push(`vector ${n} ${withVector ? 'written' : 'left'}`),
      (error: Error) => told.push(`vector ${n} ${error.message}`),
    );
  return { writes, batches, told, more, hold, complete, pass: (ms: number) => vi.advanceTimersByTimeAsync(ms) };
}

test('a photo is written with its vector, in one transaction, once that is there', async () => {
  const { batches, told, hold, complete, pass } = writesTo();
  hold(1);
  await pass(999);
  expect(batches).toEqual([]);
  complete(1);
  await pass(0);
  expect(batches).toEqual([['1+1']]);
  expect(told.sort()).toEqual(['1 written', 'vector 1 written']);
});

test('one whose vector does not come is written without, and the vector is left to whoever brings it', async () => {
  const { batches, told, hold, complete, pass } = writesTo();
  hold(1);
  await pass(500);
  hold(2);
  await pass(500);
  expect(batches).toEqual([['1']]);
  complete(1);
  await pass(0);
  expect(told).toEqual(['1 written', 'vector 1 left']);
});

test('a vector that comes while its photo is being written is left, once that is done', async () => {
  const { slow, resolve } = slowWrite();
  const { told, hold, complete, pass } = writesTo({ slow });
  hold(1);
  await pass(1000);
  complete(1);
  await pass(0);
  expect(told).toEqual([]);
  resolve();
  await pass(0);
  expect(told.sort()).toEqual(['1 written', 'vector 1 left']);
});

test('released, it is written without a vector and without waiting', async () => {
  const { writes, batches, hold, pass } = writesTo();
  hold(1);
  writes.release(idOf(1));
  await pass(0);
  expect(batches).toEqual([['1']]);
});

test('writes come a gap apart, sooner where there are enough, or where no more will come', async () => {
  const { batches, more, hold, complete, pass } = writesTo({ enough: 2 });
  for (const n of [1, 2, 3, 4, 5]) hold(n);
  complete(1);
  await pass(0);
  complete(2);
  await pass(249);
  expect(batches).toEqual([['1+1']]);
  await pass(1);
  expect(batches).toEqual([['1+1'], ['2+2']]);
  complete(3);
  complete(4);
  await pass(0);
  expect(batches.at(-1)).toEqual(['3+3', '4+4']);
  more.coming = false;
  complete(5);
  await pass(0);
  expect(batches.at(-1)).toEqual(['5+5']);
});

test('dropped, what waits is cancelled, and what is being written is waited for', async () => {
  const { slow, resolve } = slowWrite();
  const { writes, told, hold, complete, pass } = writesTo({ slow });
  hold(1);
  complete(1);
  await pass(0);
  hold(2);
  complete(2);
  void writes.drop().then(() => told.push('dropped'));
  await pass(0);
  expect(told.sort()).toEqual(['2 cancelled', 'vector 2 cancelled']);
  resolve();
  await pass(2000);
  expect(told.slice(2).sort()).toEqual(['1 written', 'dropped', 'vector 1 written']);
});

test('a write that fails is told to all who wait for it, and the next one is tried', async () => {
  const { batches, told, hold, complete, pass } = writesTo({ fail: true });
  hold(1);
  complete(1);
  await pass(0);
  expect(told.sort()).toEqual(['1 the disk is full', 'vector 1 the disk is full']);
  hold(2);
  complete(2);
  await pass(250);
  expect(batches).toEqual([['1+1'], ['2+2']]);
});
