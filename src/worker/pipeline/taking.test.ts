// Back-pressure: where the model or storage stands still, decoding soon does too, however many files wait.

import { expect, test } from 'vitest';
import type { SpaceId } from '../../shared/domain/photo.ts';
import type { ImagingCalls } from '../../shared/protocol/imaging.ts';
import { createPool, type Hired } from '../../shared/protocol/pool.ts';
import type { Source } from '../sources/source.ts';
import type { Commits } from './commits.ts';
import { createEasing } from './easing.ts';
import { createEmbeddingLine } from './embedding-line.ts';
import { createGate } from './gate.ts';
import { type Item, queuedFileOf } from './item.ts';
import { createPreference } from './preference.ts';
import type { Resident } from './resident.ts';
import { createRun } from './run.ts';
import type { Settlement } from './settlement.ts';
import { createTaking } from './taking.ts';
import { createTimeLeft } from './time-left.ts';

const recipe = { sizePx: 1, fit: 'squash', filter: 'bicubic', mean: [0, 0, 0], std: [1, 1, 1] } as const;
const never = () => new Promise<never>(() => undefined);
const workers = 4;

/** @param hold storing a photo. @returns how many files were decoded once nothing moves any more. */
async function decodedOf(files: number, hold: () => Promise<void>): Promise<number> {
  let decoded = 0;
  const call = (name: string, args: { file?: File; photoId?: string }) => {
    if (name === 'file-open') return Promise.resolve({ photoId: args.file?.name, bytes: 1, type: 'image/jpeg' });
    decoded++;
    return Promise.resolve({ photoId: args.photoId, input: new ArrayBuffer(3) });
  };
  // Two calls of the table are all that is asked.
  const hire = () => Promise.resolve({ caller: { call }, lost: never(), dismiss: () => undefined } as unknown as Hired<ImagingCalls>);
  const embedder = { space: 'test' as SpaceId, dim: 1, recipe, batch: 4, embedImages: never, embedText: never }; // Any text names a space here.
  const onTrouble = (error: Error) => {
    throw error;
  };
  const taking = createTaking({
    ...{ embedder, onTrouble, pauseGate: createGate(), timeLeft: createTimeLeft(), easing: createEasing() },
    store: { readInputs: () => Promise.resolve([]) },
    resident: { has: () => false } as unknown as Resident, // A library that stays empty.
    imaging: createPool<ImagingCalls>(hire, workers),
    commits: { hold } as unknown as Commits, // New photos alone, and no vector: nothing else is asked of it.
    settlement: {} as Settlement, // Nothing comes to its end.
    line: createEmbeddingLine({ embedder, gates: [], lanes: 2, commit: never, preference: createPreference() }),
    signal: () => new AbortController().signal,
  });
  const job = createRun(() => undefined).open(files);
  const items = Array.from({ length: files }, (_, n): Item => {
    const name = `${n}.jpg`;
    const source: Source = { path: name, name, size: 1, modifiedAt: 0, open: () => Promise.resolve(new File(['x'], name)) };
    return { source, file: queuedFileOf(source), job, queueKey: n, companions: [] };
  });
  taking.push(items);
  for (let before = -1; before !== decoded; ) {
    before = decoded;
    await new Promise((go) => setTimeout(go));
    for (let turn = 0; turn < 1000; turn++) await Promise.resolve();
  }
  return decoded;
}

test('a model that stands still stops the decoding at what the line holds', async () => {
  const decoded = await decodedOf(1000, () => Promise.resolve());
  expect(decoded).toBeGreaterThan(32);
  expect(decoded).toBeLessThanOrEqual(128);
});

test('storage that stands still stops it at what the takers have in hand', async () => {
  const decoded = await decodedOf(1000, never);
  expect(decoded).toBeGreaterThan(workers);
  expect(decoded).toBeLessThanOrEqual(workers + 16);
});
