// Any sequence of what can happen to a library, against a plain model of it. After every step the invariants hold, and what is
// loaded, counted and undone is what the model says.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PhotoId, PhotoStatus } from '../../shared/domain/photo.ts';
import { sealTails } from './chunks.ts';
import { deleteDatabase, openDatabase } from './database.ts';
import { noteFile } from './files.ts';
import { checkInvariants } from './invariants.ts';
import { clearLibrary } from './library.ts';
import { fileOf, madeUpDim, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { commitPrepared } from './prepared.ts';
import { removePhotos, undoRemoval } from './removals.ts';
import type { Database } from './schema.ts';
import { addSpace } from './spaces.ts';
import { cancelPending, countByState, markFailed, retryFailed } from './statuses.ts';
import { unexpected } from './test-database.ts';
import { commitVectors, loadVectors } from './vectors.ts';

type States = Map<number, PhotoStatus>;
interface Model {
  /** Of the photos in the library. */
  states: States;
  /** Of those that an undo brings back. */
  undoable: States;
}

/** What happens, and how often: so that most histories hold vectors, purged ones among them. */
const weights = {
  arrive: 3,
  bring: 3,
  prepare: 2,
  index: 2,
  note: 1,
  fail: 1,
  retry: 1,
  remove: 5,
  undo: 1,
  seal: 3,
  cancel: 1,
  clear: 0.2,
  reload: 1,
};
type Kind = keyof typeof weights;
interface Step {
  readonly kind: Kind;
  readonly numbers: number[];
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(...Object.entries(weights).map(([kind, weight]) => ({ weight: 10 * weight, arbitrary: fc.constant(kind as Kind) }))), // As Kind: keys of it.
  numbers: fc.uniqueArray(fc.nat(9), { minLength: 1, maxLength: 6, size: 'max' }),
});

/** Does the step to both; the returned database is another after a reload. */
async function take(db: Database, { states, undoable }: Model, { kind, numbers }: Step): Promise<Database> {
  const ids = numbers.map(photoIdOf);
  const restore = (n: number) => {
    const state = undoable.get(n);
    if (state) states.set(n, state);
    undoable.delete(n);
    return state !== undefined;
  };
  if (kind === 'arrive') {
    for (const each of ['prepare', 'index'] as const) await take(db, { states, undoable }, { kind: each, numbers });
  } else if (kind === 'prepare') {
    await commitPrepared(
      db,
      space,
      numbers.map((n) => preparedOf(n)),
    );
    for (const n of numbers) {
      restore(n);
      if (states.get(n) !== 'indexed') states.set(n, 'pending');
    }
  } else if (kind === 'bring') {
    const committed = await commitPrepared(
      db,
      space,
      numbers.map((n) => ({ ...preparedOf(n), vector: vectorsOf([n]) })),
    );
    for (const [i, n] of numbers.entries()) {
      restore(n);
      const state = states.get(n);
      const indexed = state === undefined || state === 'failed';
      expect(committed[i]?.indexed).toBe(indexed);
      if (indexed) states.set(n, 'indexed');
    }
  } else if (kind === 'index') {
    const written = await commitVectors(db, space, ids, vectorsOf(numbers));
    const pending = numbers.filter((n) => states.get(n) === 'pending');
    expect(written).toEqual(pending.map(photoIdOf));
    for (const n of pending) states.set(n, 'indexed');
  } else if (kind === 'note') {
    const [n = 0] = numbers;
    const outcome = states.has(n) ? 'known' : restore(n) ? 'restored' : undefined;
    expect((await noteFile(db, photoIdOf(n), { file: fileOf(n, 'noted.jpg') }))?.outcome).toBe(outcome);
  } else if (kind === 'fail') {
    await markFailed(
      db,
      space,
      ids.map((photoId) => ({ photoId, code: 'model-failed', retryable: true })),
    );
    for (const n of numbers) if (states.get(n) === 'pending') states.set(n, 'failed');
  } else if (kind === 'retry') {
    await retryFailed(db, space, ids);
    for (const n of numbers) if (states.get(n) === 'failed') states.set(n, 'pending');
  } else if (kind === 'remove') {
    const there = numbers.filter((n) => states.has(n));
    expect(await removePhotos(db, ids)).toEqual(there.map(photoIdOf));
    if (there.length > 0) undoable.clear();
    for (const n of there) {
      undoable.set(n, states.get(n) ?? 'pending');
      states.delete(n);
    }
  } else if (kind === 'undo') {
    expect((await undoRemoval(db)).toSorted()).toEqual([...undoable.keys()].map(photoIdOf).toSorted());
    for (const n of [...undoable.keys()]) restore(n);
  } else if (kind === 'seal') while (await sealTails(db, space, 4));
  else if (kind === 'cancel') {
    await cancelPending(db, space);
    for (const [n, state] of states) if (state === 'pending') states.delete(n);
  } else if (kind === 'clear') {
    await clearLibrary(db);
    states.clear();
    undoable.clear();
  } else {
    db.close();
    return openDatabase(db.name, unexpected);
  }
  return db;
}

async function compare(db: Database, { states }: Model): Promise<void> {
  expect(await checkInvariants(db)).toEqual([]);
  const numbersIn = (state: PhotoStatus) => [...states].filter(([, own]) => own === state).map(([n]) => n);
  expect(await countByState(db, space)).toEqual({
    pending: numbersIn('pending').length,
    indexed: numbersIn('indexed').length,
    failed: numbersIn('failed').length,
  });
  const loaded = new Map<PhotoId, Float32Array>();
  await loadVectors(db, space, (ids, vectors) => {
    for (const [row, id] of ids.entries()) loaded.set(id, vectors.slice(row * madeUpDim, (row + 1) * madeUpDim));
  });
  expect(loaded).toEqual(new Map(numbersIn('indexed').map((n) => [photoIdOf(n), vectorsOf([n])])));
}

test('a library is what its history says, whatever the history', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), async (steps) => {
      const name = `test-${crypto.randomUUID()}`;
      let db = await openDatabase(name, unexpected);
      try {
        await addSpace(db, { id: space, dim: madeUpDim });
        const model: Model = { states: new Map(), undoable: new Map() };
        for (const one of steps) {
          db = await take(db, model, one);
          await compare(db, model);
        }
      } finally {
        db.close();
        await deleteDatabase(name);
      }
    }),
    { seed: 3, numRuns: 60 },
  );
}, 120_000);
