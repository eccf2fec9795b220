import { expect, test } from 'vitest';
import { AppError } from '../../shared/domain/app-error.ts';
import type { PhotoId, SpaceId } from '../../shared/domain/photo.ts';
import type { Embedder } from '../embedding/embedder.ts';
import { createEmbeddingLine } from './embedding-line.ts';
import { createGate } from './gate.ts';
import { createPreference } from './preference.ts';

const idOf = (n: number) => `${n}` as PhotoId; // Any text will do: nothing here looks into it.

/** A line over an embedder whose batches are what `embed` says; inputs carry their number. */
function lineOver(
  embed: (numbers: number[]) => Promise<void> | void,
  { lanes = 1, gate = createGate(), written = Promise.resolve(), preference = createPreference() } = {},
) {
  const committed: PhotoId[] = [];
  const settled = new Map<number, AppError | undefined>();
  const embedder: Embedder = {
    space: 'test' as SpaceId, // As above.
    dim: 1,
    recipe: { sizePx: 1, fit: 'squash', filter: 'bicubic', mean: [0, 0, 0], std: [1, 1, 1] },
    batch: 4,
    async embedImages(inputs, signal) {
      const numbers = inputs.map((input) => new Uint8Array(input)[0] ?? -1);
      await embed(numbers);
      signal?.throwIfAborted();
      return numbers.map((n) => Float32Array.of(n));
    },
    embedText: () => Promise.reject(new Error('not asked here')),
  };
  const commit = async (ids: readonly PhotoId[]) => {
    await written;
    committed.push(...ids);
  };
  const line = createEmbeddingLine({ embedder, gates: [gate], lanes, commit, preference });
  const join = (n: number) => line.join(idOf(n), Uint8Array.of(n).buffer, (failure) => settled.set(n, failure));
  const quiet = async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  };
  return { line, join, committed, settled, quiet, gate };
}

test('every photo is committed once and settled once, in batches', async () => {
  const batches: number[][] = [];
  const { join, committed, settled, quiet } = lineOver((numbers) => void batches.push(numbers));
  for (let n = 0; n < 10; n++) join(n);
  await quiet();
  expect(committed).toEqual(Array.from({ length: 10 }, (_, n) => idOf(n)));
  expect([...settled.values()].every((failure) => failure === undefined)).toBe(true);
  expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(4);
});

test('a photo brought twice is embedded once, and both hear of it', async () => {
  const { line, committed, quiet } = lineOver(() => undefined);
  let told = 0;
  for (let i = 0; i < 2; i++) line.join(idOf(1), new ArrayBuffer(1), () => told++);
  await quiet();
  expect([committed.length, told]).toEqual([1, 2]);
});

test('lanes do not wait for what is being written, until much of it waits', async () => {
  const batches: number[][] = [];
  let finish: () => void = () => undefined;
  const written = new Promise<void>((resolve) => (finish = resolve));
  const { join, committed, settled, quiet } = lineOver((numbers) => void batches.push(numbers), { written });
  for (let n = 0; n < 48; n++) join(n);
  await quiet();
  expect([batches.length, committed.length, settled.size]).toEqual([9, 0, 0]); // 32 photos, and the batch that waits behind them.
  finish();
  await quiet();
  expect([batches.length, committed.length, settled.size]).toEqual([12, 48, 48]);
});

test('nothing is dispatched while a gate is closed', async () => {
  const gate = createGate();
  const reopen = gate.close();
  const { join, committed, quiet } = lineOver(() => undefined, { gate });
  join(1);
  await quiet();
  expect(committed).toEqual([]);
  reopen();
  await quiet();
  expect(committed).toEqual([idOf(1)]);
});

test('a picture that crashes its worker each time fails alone', async () => {
  const { join, committed, settled, quiet } = lineOver((numbers) => {
    if (numbers.includes(2)) throw new AppError('worker-crashed', { retryable: true });
  });
  for (let n = 0; n < 4; n++) join(n);
  await quiet();
  expect(committed.toSorted()).toEqual([idOf(0), idOf(1), idOf(3)]);
  expect(settled.get(2)).toMatchObject({ code: 'worker-crashed' });
});

test('a crash that passes is not seen by any photo', async () => {
  let crashes = 0;
  const { join, settled, quiet } = lineOver(() => {
    if (crashes++ < 2) throw new AppError('worker-crashed', { retryable: true });
  });
  join(1);
  await quiet();
  expect([...settled]).toEqual([[1, undefined]]);
});

test('what is cleared is handed back, and never settled or committed by the line', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { line, join, committed, settled, quiet } = lineOver(() => held);
  for (let n = 0; n < 6; n++) join(n);
  await quiet();
  const forgotten = line.clear();
  release();
  await quiet();
  expect([forgotten.length, committed.length, settled.size]).toEqual([6, 0, 0]);
});

test('whoever brings more waits while the line is long', async () => {
  const gate = createGate();
  const reopen = gate.close();
  const { line, join, quiet } = lineOver(() => undefined, { gate });
  for (let n = 0; n < 64; n++) join(n);
  let passed = false;
  void line.room().then(() => {
    passed = true;
  });
  await quiet();
  expect(passed).toBe(false);
  reopen();
  await quiet();
  expect(passed).toBe(true);
});

test('photos that somebody looks at go first, then as they came', async () => {
  const batches: number[][] = [];
  const gate = createGate();
  const open = gate.close();
  const preference = createPreference();
  const { join, quiet } = lineOver((numbers) => void batches.push(numbers), { gate, preference });
  for (let n = 0; n < 12; n++) join(n);
  await quiet();
  preference.prefer([10, 7, 99].map(idOf));
  open();
  await quiet();
  expect(batches).toEqual([
    [7, 10, 0, 1],
    [2, 3, 4, 5],
    [6, 8, 9, 11],
  ]);
});
