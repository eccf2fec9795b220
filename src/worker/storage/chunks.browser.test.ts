import { expect, test } from 'vitest';
import { rowsPerChunk, sealTails } from './chunks.ts';
import { madeUpDim, photoIdOf, preparedOf, madeUpSpace as space, vectorsOf } from './made-up-rows.ts';
import { readTotals } from './meta.ts';
import { commitPrepared } from './prepared.ts';
import { removePhotos, undoRemoval } from './removals.ts';
import type { Database } from './schema.ts';
import { openTestDatabase } from './test-database.ts';
import { commitVectors, loadVectors } from './vectors.ts';

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => from + n);

/** As many tails as there are numbers divided by `batch`. */
async function index(db: Database, numbers: readonly number[], batch: number): Promise<void> {
  for (let at = 0; at < numbers.length; at += batch) {
    const some = numbers.slice(at, at + batch);
    await commitPrepared(
      db,
      space,
      some.map((n) => preparedOf(n)),
    );
    await commitVectors(db, space, some.map(photoIdOf), vectorsOf(some));
  }
}

/** Ids in the order they are loaded, with their vectors compared to those committed. */
async function load(db: Database, numbers: readonly number[]): Promise<string[]> {
  const expected = new Map(numbers.map((n) => [photoIdOf(n), vectorsOf([n])]));
  const ids: string[] = [];
  await loadVectors(db, space, (loaded, vectors) => {
    for (const [row, id] of loaded.entries()) expect(vectors.slice(row * madeUpDim, (row + 1) * madeUpDim)).toEqual(expected.get(id));
    ids.push(...loaded);
  });
  return ids;
}

const records = (db: Database) => db.count('vectors');

test('tails become chunks once there are enough, in the order of their commits, and nothing else changes', async () => {
  const db = await openTestDatabase();
  await index(db, range(0, 9), 3);
  expect([await sealTails(db, space, 10), await records(db)]).toEqual([false, 3]);
  await index(db, range(9, 26), 3);
  expect(await records(db)).toBe(9);
  expect(await sealTails(db, space, 10)).toBe(true);
  expect(await sealTails(db, space, 10)).toBe(true);
  expect(await sealTails(db, space, 10)).toBe(false);
  expect(await records(db)).toBe(3);
  expect((await load(db, range(0, 26))).toSorted()).toEqual(range(0, 26).map(photoIdOf).toSorted());
  expect(await readTotals(db)).toMatchObject({ vectors: 26 * 4 * madeUpDim });
});

test('rows that are gone for good are dropped, and their bytes with them; those that an undo needs are not', async () => {
  const db = await openTestDatabase();
  await index(db, range(0, 10), 5);
  await sealTails(db, space, 10);
  await removePhotos(db, range(0, 6).map(photoIdOf));
  expect([await sealTails(db, space, 10), await readTotals(db)]).toEqual([false, expect.objectContaining({ vectors: 10 * 4 * madeUpDim })]);
  await removePhotos(db, [photoIdOf(9)]);
  expect(await sealTails(db, space, 10)).toBe(true);
  expect(await readTotals(db)).toMatchObject({ vectors: 4 * 4 * madeUpDim });
  expect(await load(db, range(6, 9))).toEqual(range(6, 9).map(photoIdOf));
  await undoRemoval(db);
  expect(await load(db, range(6, 10))).toEqual(range(6, 10).map(photoIdOf));
});

test('a chunk whose last row goes disappears', async () => {
  const db = await openTestDatabase();
  await index(db, range(0, 10), 10);
  await removePhotos(db, range(0, 10).map(photoIdOf));
  await index(db, [20], 1);
  await removePhotos(db, [photoIdOf(20)]);
  expect(await sealTails(db, space, 10)).toBe(true);
  expect([await records(db), await sealTails(db, space, 10)]).toEqual([1, false]);
});

test('a chunk is some megabytes at any width', () => {
  expect([16, 512, 1152, 4_000_000].map(rowsPerChunk)).toEqual([131_072, 4096, 1820, 1]);
});
